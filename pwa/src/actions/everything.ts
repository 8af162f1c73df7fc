/**
 * All that is on this device, opened once for a purpose of its own: also what is older than the screens have come to, and what is
 * locked on them. It stays nowhere but with who asked.
 */
import { momentOf } from "../calendar.ts";
import { type Keyring, keyring } from "../keyring.ts";
import type { Timeline } from "../notes.ts";
import { type OnlyHere, onlyHere } from "../only_here.ts";
import type { Opened } from "../reader.ts";
import { Shelf } from "../shelf.ts";
import { filling } from "../state.ts";
import type { Pace } from "./pace.ts";

export interface Everything {
  keys: Keyring;
  timeline: Timeline;
  opened: readonly Opened[];
  here: readonly OnlyHere[];
  /** Nothing older is still to come from the server. */
  whole: boolean;
}

/** The keys were closed meanwhile: whatever was under way ends there. */
export class Closed extends Error {}
export function openKeyring(): Keyring {
  const keys = keyring();
  if (!keys) throw new Closed();
  return keys;
}

export async function everything(pace: Pace): Promise<Everything> {
  const keys = openKeyring();
  const today = momentOf().day;
  const here = await onlyHere(keys.local, today);
  const shelf = new Shelf();
  const read = () => shelf.timeline(keys.spaces, today, false, here);
  await read();
  while (await shelf.deeper(keys.spaces)) {
    await pace.rest();
    openKeyring();
  }
  const { timeline, opened } = await read();
  const begun = new Set(opened.map(({ space }) => space));
  const whole = !filling.value && [...begun].every((space) => timeline.missing.has(space));
  return { keys: openKeyring(), timeline, opened, here, whole };
}
