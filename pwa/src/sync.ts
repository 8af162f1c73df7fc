/**
 * One request for both directions, one at a time over all tabs and the service worker. It moves sealed bytes and needs no key.
 * What the server says of each change is an answer, never an error; `keeping.ts` stores it.
 */
import { get, type History, post, Refusal, type SyncAnswer, type SyncAsk } from "./api.ts";
import { toBase64url } from "./crypto/bytes.ts";
import { type Cursor, database, type OutboxEntry, putAll, strictly, type Wish } from "./database.ts";
import { apply, keepItems, type Report } from "./keeping.ts";
import { startOver } from "./starting_over.ts";

export type { Report };

const MOST_CHANGES = 500;
const MOST_BYTES = 700_000;
const FIRST_PAGE = 60;
const PAGE = 1000;
const MOST_RESTARTS = 3;

const nothing = (): Report => ({
  changed: new Set(),
  vault: null,
  stale: false,
  cloned: new Set(),
  wentBack: new Set(),
  filling: false,
  epochs: new Map(),
});

/**
 * Begin to follow a space. `from` is where a new device starts: it holds nothing up to and including that seq yet. `known` is noted of one
 * that is followed already, too.
 */
export async function follow(
  space: string,
  slot: number,
  from = 0,
  incarnation: string | null = null,
  known: Pick<Cursor, "closed" | "left"> = {},
): Promise<void> {
  const isNoted = (cursor: Cursor) =>
    Object.entries(known).every(([name, value]) => `${cursor[name as keyof Cursor]}` === `${value}`);
  // At every start but the first it is followed already, and a look waits for no disk.
  const here = await (await database()).get("cursors", space);
  if (here && isNoted(here)) return;
  const { store, done } = await strictly("cursors");
  const fresh = { space, slot, tail: from, floor: from + 1, head: from, incarnation, ended: false };
  await Promise.all([store.put({ ...((await store.get(space)) ?? fresh), ...known }), done]);
}

/** The next entries to send: oldest first, within one request's bounds. */
function batch(waiting: OutboxEntry[], most: number): OutboxEntry[] {
  const chosen: OutboxEntry[] = [];
  let size = 0;
  for (const entry of waiting) {
    size += entry.bytes.length * 1.4;
    if (chosen.length >= most || (size > MOST_BYTES && chosen.length > 0)) break;
    chosen.push(entry);
  }
  return chosen;
}

/**
 * Mark what is about to leave, so that nobody takes it out of the outbox as if it never had. Answers those that are still there;
 * taken out after this they are in the log all the same, and have to be taken back.
 */
async function handOver(chosen: OutboxEntry[]): Promise<OutboxEntry[]> {
  if (chosen.every((entry) => entry.tried)) return chosen;
  const writing = await strictly("outbox");
  const here = new Map((await writing.store.getAll()).map((entry) => [entry.n, entry]));
  const same = (entry: OutboxEntry) => {
    const now = here.get(entry.n);
    return now?.state === "waiting" && now.device_id === entry.device_id && now.epoch === entry.epoch;
  };
  const leaving = chosen.filter(same).map((entry) => ({ ...entry, tried: true }));
  putAll(writing.store, leaving);
  await writing.done;
  return leaving;
}

/** Wishes that may be told now: none before the deletion or restoration it belongs to is in the log, or in this very request. */
async function tellable(sent: OutboxEntry[], most: number): Promise<Wish[]> {
  const db = await database();
  const leaving = new Set(sent.map((entry) => entry.n));
  const held = new Set(
    (await db.getAll("outbox"))
      .filter((entry) => entry.state !== "refused" && !leaving.has(entry.n))
      .map((entry) => entry.space),
  );
  return (await db.getAll("wishes")).filter((wish) => !wish.told && !held.has(wish.space)).slice(0, most);
}

async function exchange(report: Report): Promise<void> {
  let most = MOST_CHANGES;
  let restarts = 0;
  // Sent once in this run, settled or not: an answer that changes nothing is not asked for again at once.
  const tried = new Set<number | undefined>();
  const told = new Set<string>();
  for (let again = true; again; ) {
    const db = await database();
    const cursors: Cursor[] = await db.getAll("cursors");
    const closed = new Set(cursors.filter((cursor) => cursor.closed).map(({ space }) => space));
    const sendable = (entry: OutboxEntry) =>
      entry.state === "waiting" && !closed.has(entry.space) && !report.cloned.has(entry.space) && !tried.has(entry.n);
    const waiting = (await db.getAll("outbox")).filter(sendable);
    const sent = await handOver(batch(waiting, most));
    const wishes = (await tellable(sent, most - sent.length)).filter(
      (wish) => !told.has(`${wish.wish} ${wish.msg_id}`),
    );
    const wished = (what: Wish["wish"]) => wishes.filter((one) => one.wish === what);
    const ask: SyncAsk = {
      spaces: cursors.map(({ space, tail, incarnation }) => ({ id: space, since: tail, incarnation })),
      put: sent.map((entry) => toBase64url(entry.bytes)),
      erase: wished("erase").map((wish) => wish.msg_id),
      restore: wished("restore").map((wish) => wish.msg_id),
    };
    if (ask.spaces.length === 0) return;
    try {
      const answer = await post<SyncAnswer>("/api/sync", ask);
      const moved = await apply(sent, { erase: wished("erase"), restore: wished("restore") }, answer, report);
      for (const entry of sent) tried.add(entry.n);
      for (const wish of wishes) told.add(`${wish.wish} ${wish.msg_id}`);
      report.vault = answer.vault;
      const unsent = sent.length < waiting.length || wishes.length === most - sent.length;
      again = unsent || (moved && answer.spaces.some((space) => space.more));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.problem.type === "incarnation-changed" && error.problem.incarnations && restarts < MOST_RESTARTS) {
        restarts += 1;
        await startOver(error.problem.incarnations);
      } else if (error.problem.type === "too-large" && sent.length > 1) {
        most = Math.max(1, Math.floor(sent.length / 2));
      } else throw error;
    }
  }
}

const pagePath = (space: string, before: number, limit: number) =>
  `/api/spaces/${space}/history?before=${before}&limit=${limit}`;
/** The page that will be wanted next, under way while this one is stored and opened. */
let ahead: { path: string; page: Promise<History | null> } | null = null;

function askAhead(space: string, before: number): void {
  const path = pagePath(space, before, PAGE);
  ahead = { path, page: get<History>(path).catch(() => null) };
}

async function pageBefore(space: string, before: number, limit: number): Promise<History> {
  const path = pagePath(space, before, limit);
  const early = ahead?.path === path ? await ahead.page : null;
  ahead = null;
  return early ?? get<History>(path);
}

/** One page of older notes of the space that lacks most; answers whether there is more to fetch. */
async function fill(report: Report): Promise<void> {
  const incomplete = (await (await database()).getAll("cursors")).filter((cursor) => cursor.floor > 1);
  const cursor = incomplete.sort((a, b) => b.floor - a.floor)[0];
  if (!cursor) return;
  const page = await pageBefore(cursor.space, cursor.floor, cursor.floor > cursor.tail ? FIRST_PAGE : PAGE);
  const oldest = page.items.at(-1)?.seq;
  if (page.more && oldest) askAhead(cursor.space, oldest);
  const writing = await strictly("outbox", "items", "cursors", "devices", "wishes", "pages");
  const now = await writing.objectStore("cursors").get(cursor.space);
  if (now?.floor === cursor.floor && now.incarnation === page.incarnation) {
    const older = page.items.filter((item) => Number.isSafeInteger(item.seq) && item.seq >= 1 && item.seq < now.floor);
    await keepItems(writing, cursor.space, older, report);
    await writing.objectStore("cursors").put({ ...now, floor: page.more ? (older.at(-1)?.seq ?? 1) : 1 });
    report.filling = page.more || incomplete.length > 1;
  }
  await writing.done;
}

const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request("unsaid-sync", work) as Promise<Result>;

/** What an earlier sync found, perhaps the service worker's, and nobody with a key has seen to yet. */
async function remembered(report: Report): Promise<void> {
  const db = await database();
  for (const device of await db.getAll("devices")) if (device.cloned) report.cloned.add(device.space);
  report.stale = (await db.getAll("outbox")).some((entry) => entry.state === "stale");
}

/** Send what waits, fetch what is new. Throws `NoNetwork`, or `Refusal` for 401, 429 and 500. */
export const syncOnce = (): Promise<Report> =>
  alone(async () => {
    const report = nothing();
    await remembered(report);
    await exchange(report);
    const db = await database();
    report.filling = (await db.getAll("cursors")).some((cursor) => cursor.floor > 1);
    // Also those of an earlier sync: the newer key may be here only now.
    report.stale = (await db.getAll("outbox")).some((entry) => entry.state === "stale");
    return report;
  });

/** Fetch one page of history, newest first. */
export const fillOnce = (): Promise<Report> =>
  alone(async () => {
    const report = nothing();
    await fill(report);
    return report;
  });
