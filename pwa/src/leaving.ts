/**
 * Leaving, as far as it needs no key: what is still to be told to the server, and that nothing of mine goes there any more. The wish to
 * leave is a flag of this device; its value is what becomes of what I shared.
 */
import { post, Refusal } from "./api.ts";
import { database, strictly } from "./database.ts";

/** Whether what I shared stays with the other or is taken back. */
export type Notes = "stay" | "take_back";

const LEAVE = "leave ";
const flagOf = (space: string): string => LEAVE + space;

/** What the server has not heard of yet. */
export async function untold(): Promise<{ flag: string; notes: string }[]> {
  const { store } = (await database()).transaction("flags");
  const range = IDBKeyRange.bound(LEAVE, `${LEAVE}~`);
  const [flags, notes] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
  return flags.map((flag, n) => ({ flag, notes: notes[n] ?? "" }));
}

/** Tell the server, before anything else. Throws `NoNetwork`, `Refusal`. */
export async function sendLeaving(): Promise<void> {
  for (const { flag, notes } of await untold()) {
    // An older version of the app asked for nothing: what was shared stays.
    const chosen: Notes = notes === "take_back" ? "take_back" : "stay";
    await post(`/api/spaces/${flag.slice(LEAVE.length)}/leave`, { notes: chosen }).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.problem.type !== "not-found") throw error;
    });
    const writing = await strictly("flags");
    // Chosen otherwise meanwhile: that is told next.
    if ((await writing.store.get(flag)) === notes) await writing.store.delete(flag);
    await writing.done;
  }
}

/**
 * From here on this device sends nothing into this space, and the wish to leave goes before everything else. What waited stays here, where
 * it can be seen, copied and kept. One transaction.
 */
export async function markLeft(space: string, notes: Notes): Promise<void> {
  const writing = await strictly("flags", "cursors", "outbox");
  await writing.objectStore("flags").put(notes, flagOf(space));
  const cursor = await writing.objectStore("cursors").get(space);
  if (cursor) await writing.objectStore("cursors").put({ ...cursor, closed: true });
  const outbox = writing.objectStore("outbox");
  for (const entry of await outbox.getAll())
    if (entry.space === space && entry.state !== "refused")
      await outbox.put({ ...entry, state: "refused", problem: "space-ended" });
  await writing.done;
}

/** Whether the server is still to be told about this space. */
export const isUntold = async (space: string): Promise<boolean> =>
  (await untold()).some(({ flag }) => flag === flagOf(space));
