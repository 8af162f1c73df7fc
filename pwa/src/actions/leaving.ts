/** Leaving the two of you, and letting go later of what I had shared. */

import { change, keyring } from "../keyring.ts";
import { isUntold, markLeft, type Notes } from "../leaving.ts";
import { notice } from "../state.ts";
import { activeSpace, type VaultSpace } from "../vault.ts";
import { finishUndone } from "./pending.ts";
import { refreshNotes, refreshPair, tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";
import { syncSoon } from "./syncing.ts";

export type { Notes };
export { isUntold };

/** Close it on this device. The server hears of it before anything else, with the next sync. */
export async function closeHere(id: string, notes: Notes): Promise<void> {
  await markLeft(id, notes);
  // What was said in the last ten seconds is sealed, so that nothing is lost; it goes nowhere any more.
  await finishUndone(true);
  await change((vault) => {
    for (const space of vault.spaces) {
      if (space.id !== id) continue;
      space.state = "ended";
      if (notes === "take_back") space.let_go = true;
    }
  });
}

async function leaveSpace({ id }: VaultSpace, notes: Notes): Promise<void> {
  await closeHere(id, notes);
  await refreshPair();
  tellTabs("vault");
  await refreshNotes();
  await syncSoon();
  notice.value = (await isUntold(id)) ? "leftQueued" : null;
}

/** Leave the two of you: nobody is asked, and no reason is given. `notes`: what becomes of what I shared. */
export const leave = (notes: Notes): Promise<boolean> =>
  attempt(async () => {
    const keys = keyring();
    const space = keys && activeSpace(keys.vault, "shared");
    if (!space) return false;
    await leaveSpace(space, notes);
    return true;
  }, false);

/** What I shared with someone and can still take back, newest first. */
export interface Before {
  space: string;
  name: string | null;
  since: string;
  letGo: boolean;
  /** The server has not heard of it yet. */
  untold: boolean;
}
export async function sharedBefore(): Promise<Before[]> {
  const ended = (keyring()?.vault.spaces ?? []).filter(
    ({ kind, state, archived }) => kind === "shared" && state === "ended" && !archived,
  );
  const all = ended.map(async ({ id, partner_name, since, let_go }) => ({
    ...{ space: id, name: partner_name ?? null, since },
    ...{ letGo: let_go === true, untold: await isUntold(id) },
  }));
  return (await Promise.all(all)).reverse();
}

/** Let go of what I had shared where it ended, whoever left. */
export const letGo = (space: string): Promise<boolean> =>
  attempt(async () => {
    const ended = keyring()?.vault.spaces.find(({ id, state }) => id === space && state === "ended");
    if (!ended) return false;
    await leaveSpace(ended, "take_back");
    return true;
  }, false);
