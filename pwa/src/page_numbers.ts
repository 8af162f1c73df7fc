/** Which page of a space a seq stands on, and which pages are on this device; what is in them is `sealed_pages.ts`. */
import { equal } from "./crypto/bytes.ts";
import { database, PAGE, type StoredItem } from "./database.ts";

/** The page a seq stands on; from before a restore of the server there are pages below zero. */
export const pageOf = (seq: number): number => Math.floor((seq - 1) / PAGE);
export const firstOf = (page: number): number => page * PAGE + 1;
export const lastOf = (page: number): number => (page + 1) * PAGE;

const ofSpace = (space: string): IDBKeyRange =>
  IDBKeyRange.bound([space, Number.MIN_SAFE_INTEGER], [space, Number.MAX_SAFE_INTEGER]);

/** The pages of a space that are on this device, each with its edition. One that was here and is not: an item of it changed. */
export async function pagesOf(space: string): Promise<Map<number, number>> {
  const found = await (await database()).getAllKeys("pages", ofSpace(space));
  return new Map(found.map(([, edition]) => [Math.floor(edition), edition]));
}

export async function dropPages(space: string): Promise<void> {
  await (await database()).delete("pages", ofSpace(space));
}

/** Nothing about it changed. */
export const sameItem = (a: StoredItem | undefined, b: StoredItem): boolean =>
  a !== undefined &&
  a.msg_id === b.msg_id &&
  a.slot === b.slot &&
  (a.bytes && b.bytes ? equal(a.bytes, b.bytes) : a.bytes === b.bytes);
