/**
 * What this device holds, in memory, opened: the newest screenful first, straight from its envelopes; then what is new; the rest
 * step by step while nothing else happens, from sealed pages where there are any. Answers timelines; knows nothing of screens.
 */
import { type Cursor, database, itemsBetween, type OutboxEntry, type StoredItem } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";
import { Folder, type Timeline } from "./notes.ts";
import type { OnlyHere } from "./only_here.ts";
import { dropPages, firstOf, lastOf, pageOf, pagesOf, sameItem } from "./page_numbers.ts";
import { again, type Opened, openItem, type Proven, Waiting } from "./reader.ts";

const SCREENFUL = 32;
/** How many envelopes are opened in one step: a frame or two on a slow phone. */
const STEP = 50;

/** Wanted only when the newest screenful stands. */
const sealedPages = () => import("./sealed_pages.ts");

/** As much of a page as is here. */
interface Leaf {
  opened: Map<number, Opened>;
  /** What it was opened from, and what that proved to be; both empty once a sealed page holds it. */
  items: Map<number, StoredItem>;
  proven: Map<number, Proven>;
  /** The edition of the sealed page that holds it. `refused`: it could not be written, and is not tried again at this visit. */
  sealed: number | "refused" | null;
}

interface Row {
  keys: SpaceKeys;
  incarnation: string | null;
  /** How far the log had been read when this was brought up to date. */
  tail: number;
  leaves: Map<number, Leaf>;
  /** Every seq from here on is in `leaves`; the screenful is chosen when the first items are here. */
  from: number;
  /** From here to zero too: what was held before the server was restored. */
  below: number;
  /** The oldest of those; null until it was looked for. */
  lowest: number | null;
}
type Spaces = ReadonlyMap<string, SpaceKeys>;

export class Shelf {
  private rows = new Map<string, Row>();
  private readonly waiting = new Waiting();
  private folder = new Folder();
  private turn: Promise<unknown> = Promise.resolve();

  /** Forget every word. */
  clear(): void {
    this.rows = new Map();
    this.waiting.clear();
    this.folder = new Folder();
  }

  /**
   * The timeline of what was opened so far and of what is new; `all`: of everything on this device. `here`: notes that are in no
   * space at all.
   */
  async timeline(
    spaces: Spaces,
    today: string,
    all: boolean,
    here: readonly OnlyHere[] = [],
  ): Promise<{ timeline: Timeline; opened: readonly Opened[] }> {
    const read = () => this.alone(() => this.read(spaces, today, here));
    const newest = await read();
    if (!all) return newest;
    while (await this.deeper(spaces));
    return read();
  }

  /** One step further down, or one page sealed. Answers which; null: everything is here. */
  deeper(spaces: Spaces): Promise<"opened" | "sealed" | null> {
    return this.alone(async () => {
      for (const [cursor] of openable(await (await database()).getAll("cursors"), spaces)) {
        const row = this.rows.get(cursor.space);
        if (!row || row.incarnation !== cursor.incarnation) continue;
        if (await seal(row, cursor)) return "sealed";
        if ((await older(row, cursor.floor)) || (await oldest(row))) return "opened";
      }
      return null;
    });
  }

  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async read(spaces: Spaces, today: string, onlyHere: readonly OnlyHere[]) {
    // The outbox with the cursors, before the log: what is accepted in between is then in both, and one note all the same.
    const look = (await database()).transaction(["outbox", "cursors"]);
    const [entries, cursors]: [OutboxEntry[], Cursor[]] = await Promise.all([
      look.objectStore("outbox").getAll(),
      look.objectStore("cursors").getAll(),
    ]);
    const opened: Opened[] = [];
    const complete = new Set<string>();
    const ended = new Map<string, readonly number[]>();
    // Whoever clears the shelf meanwhile gets new ones, and this answer leaves nothing behind.
    const { rows, folder } = this;
    const here = openable(cursors, spaces).map(([cursor, keys]) => ({ cursor, keys, row: rowOf(rows, cursor, keys) }));
    await Promise.all(here.map(({ row, keys, cursor }) => follow(row, keys, cursor.tail)));
    for (const { cursor, keys, row } of here) {
      // Whose items may be gone without a word: the other's in the server's words, mine only in my own.
      const letGo = (n: number) => (n === keys.slot ? keys.letGo : cursor.left?.includes(n));
      if (keys.ended) ended.set(keys.id, [0, 1].filter(letGo));
      for (const leaf of row.leaves.values())
        for (const one of leaf.opened.values())
          if (!(one.withheld && one.mine && keys.erased.has(one.msg_id))) opened.push(one);
      if (cursor.floor === 1 && row.from === 1 && row.lowest !== null && row.below <= row.lowest) complete.add(keys.id);
    }
    opened.push(...(await this.waiting.open(entries, spaces)));
    return { timeline: folder.fold(opened, { today, ended, complete }, onlyHere), opened };
  }
}

const openable = (cursors: readonly Cursor[], spaces: Spaces): [Cursor, SpaceKeys][] =>
  cursors.flatMap((cursor): [Cursor, SpaceKeys][] => {
    const keys = spaces.get(cursor.space);
    return keys ? [[cursor, keys]] : [];
  });

function rowOf(rows: Map<string, Row>, { space, incarnation, floor, tail }: Cursor, keys: SpaceKeys): Row {
  const known = rows.get(space);
  const row: Row =
    known?.incarnation === incarnation
      ? known
      : { keys, incarnation, tail, leaves: new Map(), from: 0, below: 1, lowest: null };
  if (row.leaves.size === 0) row.from = Math.max(floor, tail - SCREENFUL + 1);
  rows.set(space, row);
  return row;
}

function leafOf(row: Row, page: number): Leaf {
  const known = row.leaves.get(page);
  if (known) return known;
  const leaf: Leaf = { opened: new Map(), items: new Map(), proven: new Map(), sealed: null };
  row.leaves.set(page, leaf);
  return leaf;
}

/** Open these items, unless nothing about them changed. `anew`: those that waited for a key are tried again. */
async function take(row: Row, items: readonly StoredItem[], anew = false): Promise<void> {
  await Promise.all(
    items.map(async (item) => {
      const leaf = leafOf(row, pageOf(item.seq));
      const known = leaf.opened.get(item.seq);
      const tried = known && !(anew && known.trouble === "waiting_for_key");
      if (tried && sameItem(leaf.items.get(item.seq), item)) return;
      const { opened, proven } = await openItem(item, row.keys);
      leaf.opened.set(item.seq, opened);
      leaf.items.set(item.seq, item);
      if (proven) leaf.proven.set(item.seq, proven);
      else leaf.proven.delete(item.seq);
    }),
  );
}

/** Bring what is here of a space up to date: new items, changed ones, newer keys. */
async function follow(row: Row, keys: SpaceKeys, tail: number): Promise<void> {
  const anew = row.keys !== keys;
  // What was on its way when I left comes in once more after the end.
  const news = anew || row.tail !== tail;
  [row.keys, row.tail] = [keys, tail];
  const asked = keys.ended || [...row.leaves.values()].some(({ sealed }) => typeof sealed === "number");
  const stored: ReadonlyMap<number, number> = asked ? await pagesOf(keys.id) : new Map();
  // What two people shared stays readable after it closed; no index of it stays.
  if (keys.ended && stored.size > 0) await dropPages(keys.id);
  const newest = row.leaves.size > 0 ? Math.max(...row.leaves.keys()) : null;
  for (const [page, leaf] of [...row.leaves]) {
    if (typeof leaf.sealed === "number") {
      if (stored.get(page) === leaf.sealed && !keys.ended) continue;
      row.leaves.delete(page);
    } else if (keys.ended && !news) continue; // nothing changes any more
    const from = Math.max(firstOf(page), page < 0 ? row.below : row.from);
    await take(row, await itemsBetween(keys.id, from, lastOf(page)), anew);
  }
  const from = newest === null ? row.from : lastOf(newest) + 1;
  await take(row, await itemsBetween(keys.id, from, Number.MAX_SAFE_INTEGER), anew);
}

/** Open what stands just below `top`, not below `low`: its whole page at once if there is a sealed one. Answers the new top. */
async function down(row: Row, top: number, low: number): Promise<number> {
  const page = pageOf(top - 1);
  const bottom = Math.max(low, firstOf(page));
  const kept = row.keys.ended ? null : await (await sealedPages()).readPage(row.keys.id, page);
  if (!kept) {
    const from = Math.max(bottom, top - STEP);
    await take(row, await itemsBetween(row.keys.id, from, top - 1));
    return from;
  }
  const leaf = leafOf(row, page);
  for (const proven of kept.proven)
    if (!leaf.opened.has(proven.seq)) leaf.opened.set(proven.seq, again(proven, row.keys));
  await take(row, kept.rest);
  keptBy(leaf, kept.edition);
  return bottom;
}

async function older(row: Row, floor: number): Promise<boolean> {
  if (row.from <= floor) return false;
  row.from = await down(row, row.from, floor);
  return true;
}

async function oldest(row: Row): Promise<boolean> {
  const { id } = row.keys;
  row.lowest ??=
    (
      await (await database()).getAllKeys("items", IDBKeyRange.bound([id, Number.MIN_SAFE_INTEGER], [id, 0]), 1)
    )[0]?.[1] ?? 1;
  if (row.below <= row.lowest) return false;
  row.below = await down(row, row.below, row.lowest);
  return true;
}

/** Seal one page that is whole and will not change by itself. Answers whether there was one. */
async function seal(row: Row, { tail, space }: Cursor): Promise<boolean> {
  if (row.keys.ended) return false;
  const isWhole = (page: number) =>
    page < 0
      ? row.below <= Math.max(firstOf(page), row.lowest ?? 0)
      : row.from <= firstOf(page) && lastOf(page) <= tail;
  const found = [...row.leaves].find(
    ([page, leaf]) =>
      leaf.sealed === null &&
      isWhole(page) &&
      ![...leaf.opened.values()].some((one) => one.trouble === "waiting_for_key"),
  );
  if (!found) return false;
  const [page, leaf] = found;
  // A phone without room still reads its envelopes.
  const edition = await (await sealedPages())
    .writePage(space, page, leaf.items, [...leaf.proven.values()])
    .catch(() => null);
  if (edition === null) leaf.sealed = "refused";
  else keptBy(leaf, edition);
  return true;
}

function keptBy(leaf: Leaf, edition: number): void {
  leaf.sealed = edition;
  leaf.items.clear();
  leaf.proven.clear();
}
