/** Notes that are on this phone only: kept under the local key, never sealed into an envelope, never sent. */
import { jsonBytes, strictJson } from "./crypto/bytes.ts";
import { openLocal, sealLocal } from "./crypto/keys.ts";
import { database, type StoredOnlyHere, strictly } from "./database.ts";
import type { Content, Part } from "./kinds.ts";

const RESTORABLE_DAYS = 7;

/** One of them, opened. */
export interface OnlyHere {
  id: string;
  content: Content;
  day: string;
  part: Part;
  edited?: boolean;
  /** The day it was let go; it can be put back for a week, and is gone after it. */
  gone?: string;
  settled?: { step: "keep" | "hold"; day: string };
  /** The note of a file that it was taken in from. */
  from?: string;
}

const place = (id: string): string => `only ${id}`;

export const sealOnlyHere = async (local: CryptoKey, row: OnlyHere): Promise<StoredOnlyHere> => ({
  id: row.id,
  sealed: await sealLocal(local, jsonBytes(row), place(row.id)),
});

/** One of them, as it is stored. */
export const openOnlyHere = async (local: CryptoKey, { id, sealed }: StoredOnlyHere): Promise<OnlyHere> =>
  strictJson(await openLocal(local, sealed, place(id))) as unknown as OnlyHere;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** All of them. Those that were let go more than a week before `today` are gone for good with this. */
export async function onlyHere(local: CryptoKey, today: string): Promise<OnlyHere[]> {
  // One that was sealed by keys this device never got stays where it is, and hides no other.
  const opened = (await (await database()).getAll("only_here")).map((stored) =>
    openOnlyHere(local, stored).catch(() => null),
  );
  const rows = (await Promise.all(opened)).filter((row) => row !== null);
  const isOver = ({ gone }: OnlyHere) => gone !== undefined && daysBetween(gone, today) > RESTORABLE_DAYS;
  const over = rows.filter(isOver);
  if (over.length > 0) {
    const writing = await strictly("only_here");
    await Promise.all([...over.map(({ id }) => writing.store.delete(id)), writing.done]);
  }
  return rows.filter((row) => !isOver(row));
}

/** Change one; false when it is not here. */
export async function changeOnlyHere(
  local: CryptoKey,
  id: string,
  change: (row: OnlyHere) => OnlyHere,
): Promise<boolean> {
  const stored = await (await database()).get("only_here", id);
  if (!stored) return false;
  const changed = await sealOnlyHere(local, change(await openOnlyHere(local, stored)));
  const writing = await strictly("only_here");
  const now = await writing.store.get(id);
  if (now) await writing.store.put(changed);
  await writing.done;
  return now !== undefined;
}
