/**
 * What the other took back after the two of us ended: nothing can be written there any more, so no deletion says it. The log is
 * compared with what is held here, once the end is known and again every week.
 */
import { get, type History } from "./api.ts";
import { momentOf } from "./calendar.ts";
import { type Cursor, database, pageWith, strictly } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";

const DAYS = 7;
const PAGE = 1000;
const flagOf = (space: string): string => `compared ${space}`;

async function isDue(space: string): Promise<boolean> {
  const compared = await (await database()).get("flags", flagOf(space));
  if (compared === undefined) return true;
  const again = new Date(`${compared}T12:00`);
  again.setDate(again.getDate() + DAYS);
  return momentOf().day >= momentOf(again).day;
}

/** The seqs that the server serves no bytes for; null: the log is another one by now, and is read anew anyway. */
async function withheldIn({ space, tail, incarnation }: Cursor): Promise<number[] | null> {
  const withheld: number[] = [];
  for (let before = tail + 1; before > 1; ) {
    const page = await get<History>(`/api/spaces/${space}/history?before=${before}&limit=${PAGE}`);
    if (page.incarnation !== incarnation) return null;
    for (const { seq, bytes } of page.items) if (bytes === null) withheld.push(seq);
    const seqs = page.items.map(({ seq }) => seq);
    if (!page.more || seqs.length === 0) break;
    before = Math.min(...seqs);
  }
  return withheld;
}

/** In these spaces, let go of the words of the other that the server has let go of. Answers whether anything here changed. Throws `NoNetwork`, `Refusal`. */
export async function compareEnded(spaces: readonly SpaceKeys[]): Promise<boolean> {
  let changed = false;
  for (const { id, slot } of spaces) {
    if (!(await isDue(id))) continue;
    const cursor = await (await database()).get("cursors", id);
    // Only what was pulled to its end since the end is known; keys of an invitation nobody took have no log at all.
    if (!cursor?.ended || cursor.incarnation === null) continue;
    const withheld = await withheldIn(cursor);
    if (withheld === null) continue;
    const writing = await strictly("items", "pages", "flags");
    for (const seq of withheld) {
      const item = await writing.objectStore("items").get([id, seq]);
      if (!item?.bytes || item.slot === slot) continue;
      await writing.objectStore("items").put({ ...item, bytes: null });
      await writing.objectStore("pages").delete(pageWith(id, seq));
      changed = true;
    }
    await writing.objectStore("flags").put(momentOf().day, flagOf(id));
    await writing.done;
  }
  return changed;
}
