/** Leaving the two of you, and noticing that the other left. */
import { post, Refusal } from "../api.ts";
import { database, strictly } from "../database.ts";
import { change, keyring } from "../keyring.ts";

/** A space that the server said ended is closed here too, once the app is opened again. */
export async function noteEndings(): Promise<void> {
  const ended = new Set(
    (await (await database()).getAll("cursors")).filter((cursor) => cursor.ended).map((cursor) => cursor.space),
  );
  const stale = keyring()?.vault.spaces.filter((space) => space.state === "active" && ended.has(space.id)) ?? [];
  if (stale.length === 0) return;
  await change((vault) => {
    for (const space of vault.spaces) if (ended.has(space.id)) space.state = "ended";
  });
}

/** Leaving goes before everything else. */
export async function sendLeaving(): Promise<void> {
  const db = await database();
  for (const flag of await db.getAllKeys("flags")) {
    if (!flag.startsWith("leave ")) continue;
    await post(`/api/spaces/${flag.slice(6)}/leave`).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.problem.type !== "not-found") throw error;
    });
    const transaction = await strictly("flags");
    await Promise.all([transaction.store.delete(flag), transaction.done]);
  }
}

/** From here on this space is closed on this device; the leave goes out before everything else. */
export async function beginLeaving(space: string): Promise<void> {
  const transaction = await strictly("flags");
  await Promise.all([transaction.store.put("yes", `leave ${space}`), transaction.done]);
  await change((vault) => {
    for (const known of vault.spaces) if (known.id === space) known.state = "ended";
  });
}

export const isLeaving = async (space: string): Promise<boolean> =>
  (await (await database()).get("flags", `leave ${space}`)) !== undefined;
