/**
 * One request for both directions, one at a time over all tabs and the service worker. It moves sealed bytes and needs no key.
 * What the server says of each change is an answer, never an error; nothing leaves the outbox before its seq is stored.
 */
import { get, type History, type Item, type PutOutcome, post, Refusal, type SyncAnswer, type SyncAsk } from "./api.ts";
import { fromBase64url, toBase64url } from "./crypto/bytes.ts";
import { parseHeader } from "./crypto/envelope.ts";
import {
  type Cursor,
  type Device,
  database,
  deleteAll,
  type OutboxEntry,
  putAll,
  type StoredItem,
  strictly,
} from "./database.ts";
import { newDevice } from "./outbox.ts";

const MOST_CHANGES = 500;
const MOST_BYTES = 700_000;
const FIRST_PAGE = 60;
const PAGE = 1000;
const MOST_RESTARTS = 3;

/** What a sync did, for whoever has keys and screens to see to it. */
export interface Report {
  /** Spaces in which something on this device changed. */
  changed: Set<string>;
  /** The server's current vault, to compare with ours. */
  vault: { gen: number; version: number } | null;
  /** Some entries wait for a newer key. */
  stale: boolean;
  /** Spaces in which this device's numbers were used by somebody else: a clone. */
  cloned: Set<string>;
  /** Spaces whose head went back within one incarnation: refused. */
  wentBack: Set<string>;
  /** Older notes are still to be fetched. */
  filling: boolean;
}
const nothing = (): Report => ({
  changed: new Set(),
  vault: null,
  stale: false,
  cloned: new Set(),
  wentBack: new Set(),
  filling: false,
});

const text = (id: Uint8Array): string => toBase64url(id as Uint8Array<ArrayBuffer>);

/** Begin to follow a space. `from` is where a new device starts: it holds nothing up to and including that seq yet. */
export async function follow(space: string, slot: number, from = 0, incarnation: string | null = null): Promise<void> {
  const transaction = await strictly("cursors");
  if (!(await transaction.store.get(space))) {
    await transaction.store.put({ space, slot, tail: from, floor: from + 1, head: from, incarnation, ended: false });
  }
  await transaction.done;
}

function headerOf(bytes: Uint8Array<ArrayBuffer>): { device: string; seq: number; slot: number } | null {
  try {
    const header = parseHeader(bytes);
    return { device: text(header.device), seq: header.seq, slot: header.slot };
  } catch {
    return null; // the reader shows it as "could not be verified"; here it is only carried
  }
}

/** What is not even base64url is kept as no bytes at all, which the reader cannot verify: one item never stops the others. */
function bytesOf(wire: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64url(wire);
  } catch {
    return new Uint8Array(0);
  }
}

/** A request inside a transaction that nobody waits for: if it fails, the transaction's end says so. */
const quietly = (write: Promise<unknown>): void => void write.catch(() => undefined);

type Writing = Awaited<ReturnType<typeof strictly<["outbox", "items", "cursors", "devices"]>>>;

/** Store served items; note what other devices said, and whether somebody writes under this device's own id. */
async function keepItems(writing: Writing, space: string, served: Item[], report: Report): Promise<void> {
  if (served.length === 0) return;
  const [items, devices] = [writing.objectStore("items"), writing.objectStore("devices")];
  const device: Device = (await devices.get(space)) ?? newDevice(space);
  const waiting = (await writing.objectStore("outbox").getAll()).filter((entry) => entry.space === space);
  const [low, high] = [Math.min(...served.map((item) => item.seq)), Math.max(...served.map((item) => item.seq))];
  const held = new Map(
    (await items.getAll(IDBKeyRange.bound([space, low], [space, high]))).map((item) => [item.seq, item]),
  );
  let moved = false;
  const fresh: StoredItem[] = [];
  for (const { seq, slot, msg_id, bytes: wire } of served) {
    const bytes = wire === null ? null : bytesOf(wire);
    const known = held.get(seq);
    const header = bytes && headerOf(bytes);
    if (header) {
      const mine = header.device === device.device_id;
      if (
        mine &&
        !known &&
        !waiting.some((entry) => entry.device_id === header.device && entry.device_seq === header.seq)
      ) {
        report.cloned.add(space);
        device.cloned = moved = true;
      }
      if (!mine && header.seq > (device.seen[header.device] ?? 0)) {
        device.seen[header.device] = header.seq;
        moved = true;
      }
    }
    // What is held is never replaced: the reader decides what a taken-back note becomes.
    if (!known) {
      report.changed.add(space);
      fresh.push({ space, seq, slot, msg_id, bytes });
    }
  }
  putAll(items, fresh);
  if (moved) await devices.put(device);
}

/** The notes already held at the places these outcomes name: one read a space instead of one a note. */
async function heldAt(writing: Writing, sent: OutboxEntry[], outcomes: PutOutcome[]): Promise<Map<string, string>> {
  const seqs = new Map<string, number[]>();
  for (const [index, { space }] of sent.entries()) {
    const seq = outcomes[index]?.seq;
    if (Number.isSafeInteger(seq)) seqs.set(space, (seqs.get(space) ?? []).concat(seq as number));
  }
  const held = new Map<string, string>();
  for (const [space, named] of seqs) {
    const range = IDBKeyRange.bound([space, Math.min(...named)], [space, Math.max(...named)]);
    for (const item of await writing.objectStore("items").getAll(range)) held.set(`${space} ${item.seq}`, item.msg_id);
  }
  return held;
}

/**
 * Put each outcome where it belongs: a seq into the store, a clash to the clones, a refusal onto the visible list. What the answer
 * does not settle stays as it is and goes with a later sync.
 */
async function keepOutcomes(
  writing: Writing,
  sent: OutboxEntry[],
  outcomes: PutOutcome[],
  report: Report,
): Promise<void> {
  const outbox = writing.objectStore("outbox");
  const here = new Map((await outbox.getAll()).map((entry) => [entry.n, entry]));
  const held = await heldAt(writing, sent, outcomes);
  const stored: StoredItem[] = [];
  const settled: number[] = [];
  for (const [index, entry] of sent.entries()) {
    const answer = outcomes[index];
    const now = here.get(entry.n);
    // Changed meanwhile (sealed again, or settled by the service worker): this answer is about other bytes.
    if (!answer || !now || now.device_id !== entry.device_id || now.epoch !== entry.epoch) continue;
    if (report.wentBack.has(entry.space)) continue;
    report.changed.add(entry.space);
    if (answer.outcome === "accepted" || answer.outcome === "duplicate") {
      const { seq } = answer;
      if (!Number.isSafeInteger(seq) || seq === null || seq < 1) continue;
      if ((held.get(`${now.space} ${seq}`) ?? now.msg_id) !== now.msg_id) {
        report.wentBack.add(now.space); // another note stands there: this log was written anew
        continue;
      }
      const slot = headerOf(now.bytes)?.slot ?? 0;
      stored.push({ space: now.space, seq, slot, msg_id: now.msg_id, bytes: now.bytes });
      settled.push(now.n ?? -1);
    } else if (answer.outcome === "clash") {
      report.cloned.add(now.space);
      const device = (await writing.objectStore("devices").get(now.space)) ?? newDevice(now.space);
      quietly(writing.objectStore("devices").put({ ...device, cloned: true }));
    } else if (answer.outcome === "stale_epoch") {
      quietly(outbox.put({ ...now, state: "stale" }));
    } else if (!answer.problem?.retry) {
      quietly(outbox.put({ ...now, state: "refused", problem: answer.problem?.type ?? "refused" }));
    }
  }
  putAll(writing.objectStore("items"), stored);
  deleteAll(outbox, settled);
}

/** Take an answer in, in one transaction. Answers whether any cursor moved. */
async function apply(sent: OutboxEntry[], answer: SyncAnswer, report: Report): Promise<boolean> {
  const writing = await strictly("outbox", "items", "cursors", "devices");
  const cursors = writing.objectStore("cursors");
  for (const space of answer.spaces) {
    const cursor = await cursors.get(space.id);
    const same = cursor && !space.problem && cursor.incarnation === space.incarnation;
    if (same && space.head < cursor.head) report.wentBack.add(space.id);
  }
  await keepOutcomes(writing, sent, answer.put, report);
  let moved = false;
  for (const space of answer.spaces) {
    const cursor = await cursors.get(space.id);
    if (!cursor || space.problem || report.wentBack.has(space.id)) continue;
    const fresh = space.items.filter((item) => Number.isSafeInteger(item.seq) && item.seq > cursor.tail);
    await keepItems(writing, space.id, fresh, report);
    if (cursor.ended !== space.ended) report.changed.add(space.id);
    const tail = Math.max(cursor.tail, space.more ? (fresh.at(-1)?.seq ?? cursor.tail) : space.head);
    moved ||= tail > cursor.tail;
    await cursors.put({ ...cursor, tail, head: space.head, incarnation: space.incarnation, ended: space.ended });
  }
  await writing.done;
  return moved;
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
 * The database behind the server was restored. Everything is fetched again from 0, and every envelope of ours is sent again:
 * the server answers `duplicate` to those it has. What was held stays, moved below zero in its old order, and below what an
 * earlier restore left there: it may be the last copy.
 */
async function startOver(incarnations: Record<string, string>): Promise<void> {
  const writing = await strictly("outbox", "items", "cursors", "devices");
  for (const [space, incarnation] of Object.entries(incarnations)) {
    const cursor = await writing.objectStore("cursors").get(space);
    if (!cursor) continue;
    const queued = new Set((await writing.objectStore("outbox").getAll()).map((entry) => entry.msg_id));
    const held = await writing
      .objectStore("items")
      .getAll(IDBKeyRange.bound([space, Number.MIN_SAFE_INTEGER], [space, Number.MAX_SAFE_INTEGER]));
    const below = Math.max(0, held.at(-1)?.seq ?? 0) + 1;
    for (const item of held) {
      const header = item.bytes && headerOf(item.bytes);
      // Oldest first, so that no place is taken before it is free.
      await writing.objectStore("items").delete([space, item.seq]);
      await writing.objectStore("items").put({ ...item, seq: item.seq - below });
      if (!item.bytes || !header || header.slot !== cursor.slot || item.slot !== cursor.slot || queued.has(item.msg_id))
        continue;
      queued.add(item.msg_id);
      const { epoch } = parseHeader(item.bytes);
      await writing.objectStore("outbox").add({
        space,
        msg_id: item.msg_id,
        device_id: header.device,
        device_seq: header.seq,
        epoch,
        bytes: item.bytes,
        state: "waiting",
        problem: null,
      });
    }
    await writing.objectStore("cursors").put({ ...cursor, tail: 0, floor: 1, head: 0, incarnation });
  }
  await writing.done;
}

async function exchange(report: Report): Promise<void> {
  let most = MOST_CHANGES;
  let restarts = 0;
  // Sent once in this run, settled or not: an answer that changes nothing is not asked for again at once.
  const tried = new Set<number | undefined>();
  for (let again = true; again; ) {
    const db = await database();
    const cursors: Cursor[] = await db.getAll("cursors");
    const sendable = (entry: OutboxEntry) =>
      entry.state === "waiting" && !report.cloned.has(entry.space) && !tried.has(entry.n);
    const waiting = (await db.getAll("outbox")).filter(sendable);
    const sent = batch(waiting, most);
    const ask: SyncAsk = {
      spaces: cursors.map(({ space, tail, incarnation }) => ({ id: space, since: tail, incarnation })),
      put: sent.map((entry) => toBase64url(entry.bytes)),
      erase: [],
    };
    if (ask.spaces.length === 0) return;
    try {
      const answer = await post<SyncAnswer>("/api/sync", ask);
      const moved = await apply(sent, answer, report);
      for (const entry of sent) tried.add(entry.n);
      report.vault = answer.vault;
      again = sent.length < waiting.length || (moved && answer.spaces.some((space) => space.more));
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
  const writing = await strictly("outbox", "items", "cursors", "devices");
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
