/**
 * Carries out what only someone who read the whole log can know: what is to go from this device, what is to be fetched again, and
 * whether the server serves what stands and nothing else.
 */

import * as acts from "./acts.ts";
import { get, type History, NoNetwork, Refusal } from "./api.ts";
import { fromBase64url } from "./crypto/bytes.ts";
import { database, pageWith, type StoredItem, strictly, type Wish } from "./database.ts";
import type { Keyring } from "./keyring.ts";
import type { Timeline } from "./notes.ts";
import type { Opened } from "./reader.ts";

import { RETELL } from "./starting_over.ts";

type Place = Timeline["drop"][number];
/** What the fold found to be done. */
export type Due = Pick<Timeline, "drop" | "refetch" | "taken" | "leftover" | "missing">;
const MOST_FETCHED = 20;

/** Change held items in one transaction with the pages that quote them. `change` answers null to leave one alone. */
async function rewrite(places: readonly Place[], change: (item: StoredItem) => StoredItem | null): Promise<boolean> {
  if (places.length === 0) return false;
  let changed = false;
  const writing = await strictly("items", "pages");
  for (const { space, seq } of places) {
    const item = await writing.objectStore("items").get([space, seq]);
    const next = item && change(item);
    if (!next) continue;
    changed = true;
    await writing.objectStore("items").put(next);
    await writing.objectStore("pages").delete(pageWith(space, seq));
  }
  await writing.done;
  return changed;
}

/** The words at these places go from this device. Answers whether any were there. */
export const dropWords = (places: Due["drop"]): Promise<boolean> =>
  rewrite(places, (item) => (item.bytes ? { ...item, bytes: null } : null));

async function fetchAgain(places: Due["refetch"]): Promise<boolean> {
  const found = new Map<string, StoredItem["bytes"]>();
  for (const { space, seq, msg_id } of places.slice(0, MOST_FETCHED)) {
    const page = await get<History>(`/api/spaces/${space}/history?before=${seq + 1}&limit=1`);
    const [item] = page.items;
    const cursor = await (await database()).get("cursors", space);
    if (item?.seq === seq && item.msg_id === msg_id && item.bytes !== null && page.incarnation === cursor?.incarnation)
      found.set(`${space} ${seq}`, fromBase64url(item.bytes));
  }
  const back = places.filter(({ space, seq }) => found.has(`${space} ${seq}`));
  return rewrite(back, (item) => {
    const bytes = found.get(`${item.space} ${item.seq}`);
    return !item.bytes && bytes ? { ...item, bytes } : null;
  });
}

/** What I ever took back or put back in a space, and what the server should do about each. */
function allWishes(space: string, right: (msg_id: string) => Wish["wish"], opened: readonly Opened[]): Wish[] {
  const about = new Set<string>();
  for (const one of opened) {
    const said = one.said?.act;
    if (one.space === space && one.mine && (said?.k === "delete" || said?.k === "restore")) about.add(said.to);
  }
  return [...about].map((msg_id) => ({ msg_id, space, wish: right(msg_id) }));
}

/** Compare what the server was told with what the log says now. Answers whether it must be told something. */
async function checkWishes(
  keys: Keyring,
  due: Due,
  told: readonly Wish[],
  opened: readonly Opened[],
): Promise<boolean> {
  const flags = (await (await database()).getAllKeys("flags")).filter((flag) => flag.startsWith(RETELL));
  if (told.length + flags.length === 0) return false;
  const taken = new Set(due.taken.map((one) => one.msg_id));
  const right = (id: string): Wish["wish"] => (taken.has(id) ? "erase" : "restore");
  let wishing = false;
  const writing = await strictly("wishes", "flags");
  const wishes = writing.objectStore("wishes");
  for (const { msg_id, space, wish, refused } of told) {
    // Another one stands in its place by now.
    const now = await wishes.get(msg_id);
    if (!now?.told || now.wish !== wish) continue;
    const isOver = refused || keys.spaces.get(space)?.ended;
    if (!isOver && !due.missing.has(space)) continue;
    if (isOver || right(msg_id) === wish) await wishes.delete(msg_id);
    else {
      await wishes.put({ msg_id, space, wish: right(msg_id) });
      wishing = true;
    }
  }
  for (const flag of flags) {
    const space = flag.slice(RETELL.length);
    if (!due.missing.has(space)) continue;
    for (const wish of allWishes(space, right, opened)) await wishes.put(wish);
    await writing.objectStore("flags").delete(flag);
    wishing = true;
  }
  await writing.done;
  return wishing;
}

/**
 * See to everything that is due. `changed`: what this device holds is not what was read any more, `letGo`: not even in what has ended;
 * `wishing`: the server is to be told something. What needs the network and finds none stays due.
 */
export async function carryOut(
  keys: Keyring,
  due: Due,
  told: readonly Wish[],
  opened: readonly Opened[],
): Promise<{ changed: boolean; letGo: boolean; wishing: boolean }> {
  const dropped = await dropWords(due.drop);
  const takenBack = await acts.takeBackEdits(keys, due.leftover);
  const tooLate = await acts.deleteAgain(
    keys,
    told.filter((wish) => wish.refused),
    opened,
  );
  const wishing = (await checkWishes(keys, due, told, opened)) || takenBack || tooLate;
  const later = (error: unknown): false => {
    if (!(error instanceof NoNetwork || error instanceof Refusal)) throw error;
    return false;
  };
  const fetched = await fetchAgain(due.refetch).catch(later);
  const ended = [...keys.spaces.values()].filter((space) => space.kind === "shared" && space.ended);
  const after = ended.length > 0 ? await import("./ended.ts") : null;
  const settled = (await after?.settleEnded(keys, opened)) === true;
  const erasing = (await after?.eraseEdits(keys, due.leftover)) === true;
  let letGo = false;
  // One that the server says nothing of keeps no other from being looked at.
  for (const space of ended) letGo = (await after?.compareEnded(space).catch(later)) || letGo;
  const changed = dropped || settled || takenBack || tooLate || fetched || letGo;
  return { changed, letGo, wishing: wishing || erasing };
}
