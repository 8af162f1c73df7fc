/**
 * Sealed pages: what 250 consecutive envelopes of a space proved to be, under the local key, so that ten thousand notes open in
 * forty steps instead of ten thousand. A page is an index to throw away. It goes with any of its items, and every question it
 * cannot answer is answered by the envelopes, which stay the truth.
 */
import { openLocal, sealLocal } from "./crypto/keys.ts";
import { database, itemsBetween, pageWith, type StoredItem } from "./database.ts";
import { keyring } from "./keyring.ts";
import { firstOf, lastOf, sameItem } from "./page_numbers.ts";
import type { Proven } from "./reader.ts";

/** Raised when the shape below changes; the words themselves are read anew each time. */
const SHAPE = 1;

const place = (space: string, page: number): string => `page ${space} ${page}`;
type Row = [number, number, string, string, number, number, string, Proven["json"]];
interface Kept {
  shape: number;
  proven: Row[];
  /** Seqs of items that were withheld or refused: their envelopes are asked each time. */
  rest: number[];
}

/** What a page proves, and the items it leaves to their envelopes; null: there is none, or it does not open here. */
export async function readPage(
  space: string,
  page: number,
): Promise<{ edition: number; proven: Proven[]; rest: StoredItem[] } | null> {
  const local = keyring()?.local;
  const stored = await (await database()).get("pages", pageWith(space, firstOf(page)));
  if (!stored || !local) return null;
  try {
    const bytes = await openLocal(local, stored.sealed, place(space, page));
    const kept = JSON.parse(new TextDecoder().decode(bytes)) as Kept;
    if (kept.shape !== SHAPE) return null;
    const proven = kept.proven.map(
      ([seq, slot, msg_id, device, device_seq, epoch, digest, json]): Proven => ({
        ...{ seq, slot, msg_id, device, device_seq, epoch, digest, json },
      }),
    );
    const rest = new Set(kept.rest);
    const items = rest.size > 0 ? await itemsBetween(space, Math.min(...rest), Math.max(...rest)) : [];
    return { edition: stored.page, proven, rest: items.filter((item) => rest.has(item.seq)) };
  } catch {
    return null;
  }
}

/**
 * Write a page from what `items` proved to be; answers its edition. Nothing is written if another tab or the service worker changed
 * one of them meanwhile: words that were taken back must not come back this way.
 */
export async function writePage(
  space: string,
  page: number,
  items: ReadonlyMap<number, StoredItem>,
  proven: readonly Proven[],
): Promise<number | null> {
  const keys = keyring();
  if (!keys) return null;
  const known = new Set(proven.map(({ seq }) => seq));
  const kept: Kept = {
    shape: SHAPE,
    proven: proven.map(
      ({ seq, slot, msg_id, device, device_seq, epoch, digest, json }) =>
        [...[seq, slot, msg_id, device, device_seq, epoch, digest, json]] as Row,
    ),
    rest: [...items.keys()].filter((seq) => !known.has(seq)),
  };
  const sealed = await sealLocal(keys.local, new TextEncoder().encode(JSON.stringify(kept)), place(space, page));
  // Nobody waits for the disk: a page that is lost is written again.
  const writing = (await database()).transaction(["items", "pages"], "readwrite");
  const now = await writing
    .objectStore("items")
    .getAll(IDBKeyRange.bound([space, firstOf(page)], [space, lastOf(page)]));
  const same = now.length === items.size && now.every((item) => sameItem(items.get(item.seq), item));
  const edition = page + Math.random();
  if (same) {
    await writing.objectStore("pages").delete(pageWith(space, firstOf(page)));
    await writing.objectStore("pages").put({ space, page: edition, sealed });
  }
  await writing.done;
  return same ? edition : null;
}
