/**
 * What this device holds, in memory, opened: the newest screenful first, the rest when asked, and after that only what is new.
 * Answers timelines; knows nothing of screens.
 */
import { type Cursor, database, itemsBetween, type OutboxEntry, type StoredItem } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";
import { fold, type Timeline } from "./notes.ts";
import { type Opened, Reader } from "./reader.ts";

const SCREENFUL = 80;

interface Row {
  items: Map<number, StoredItem>;
  /** Everything stored from here … */
  from: number;
  /** … to here is in `items`. */
  to: number;
  /** What was held before the server was restored is in `items` too. */
  earlier: boolean;
  incarnation: string | null;
}

export class Shelf {
  private readonly rows = new Map<string, Row>();
  private readonly reader = new Reader();
  private turn: Promise<unknown> = Promise.resolve();

  /** Forget every word. */
  clear(): void {
    this.rows.clear();
    this.reader.clear();
  }

  /** The timeline of what is on this device; `all` false: at least the newest screenful of each space. */
  timeline(
    spaces: ReadonlyMap<string, SpaceKeys>,
    today: string,
    all: boolean,
  ): Promise<{ timeline: Timeline; opened: Opened[] }> {
    const work = this.turn.then(() => this.read(spaces, today, all));
    this.turn = work.catch(() => undefined);
    return work;
  }

  private async read(spaces: ReadonlyMap<string, SpaceKeys>, today: string, all: boolean) {
    const db = await database();
    // The outbox first: what is accepted in between is then in both, and one note all the same.
    const entries: OutboxEntry[] = await db.getAll("outbox");
    const cursors = (await db.getAll("cursors")).filter((cursor) => spaces.has(cursor.space));
    for (const cursor of cursors) await this.load(cursor, all);
    const items = cursors.flatMap((cursor) => [...(this.rows.get(cursor.space)?.items.values() ?? [])]);
    const opened = await this.reader.openAll(items, entries, spaces);
    const complete = new Set(cursors.filter((cursor) => all && cursor.floor === 1).map((cursor) => cursor.space));
    const ended = new Set([...spaces.values()].filter((keys) => keys.ended).map((keys) => keys.id));
    return { timeline: fold(opened, { today, ended, complete }), opened };
  }

  private async load(cursor: Cursor, all: boolean): Promise<void> {
    const { space, tail, floor, incarnation } = cursor;
    let row = this.rows.get(space);
    if (!row || row.incarnation !== incarnation) {
      row = { items: new Map(), from: tail + 1, to: tail, earlier: false, incarnation };
      this.rows.set(space, row);
    }
    const take = (items: StoredItem[]) => {
      for (const item of items) row.items.set(item.seq, item);
    };
    if (tail > row.to || row.items.size === 0) take(await itemsBetween(space, row.to + 1, Number.MAX_SAFE_INTEGER));
    row.to = tail;
    const from = all ? floor : Math.max(floor, tail - SCREENFUL + 1);
    if (from < row.from) {
      take(await itemsBetween(space, from, row.from - 1));
      row.from = from;
    }
    if (all && !row.earlier) {
      take(await itemsBetween(space, Number.MIN_SAFE_INTEGER, 0));
      row.earlier = true;
    }
  }
}
