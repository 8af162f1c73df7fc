/**
 * What an answer of the server becomes on this device, one transaction an answer. Nothing that is held is replaced, and nothing
 * leaves the outbox before its seq is stored.
 */
import type { Item, PutOutcome, SyncAnswer, WishOutcome } from "./api.ts";
import { fromBase64url, toBase64url } from "./crypto/bytes.ts";
import { parseHeader } from "./crypto/envelope.ts";
import {
  type Device,
  deleteAll,
  type OutboxEntry,
  pageWith,
  putAll,
  type StoredItem,
  strictly,
  type Wish,
} from "./database.ts";
import { newDevice } from "./sealing.ts";

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
  /** The epoch each space goes on with, as far as the server said. */
  epochs: Map<string, number>;
}
const text = (id: Uint8Array): string => toBase64url(id as Uint8Array<ArrayBuffer>);

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

type Writing = Awaited<ReturnType<typeof strictly<["outbox", "items", "cursors", "devices", "wishes", "pages"]>>>;

/** Store served items; note what other devices said, and whether somebody writes under this device's own id. */
export async function keepItems(writing: Writing, space: string, served: Item[], report: Report): Promise<void> {
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
      // Held already, perhaps sealed differently: what was opened from it is asked anew.
      quietly(writing.objectStore("pages").delete(pageWith(now.space, seq)));
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

/** What a request wished, in its order. */
export type Wished = Record<Wish["wish"], Wish[]>;

/**
 * A wish that came true is looked at once more by whoever can read the log. One that cannot: nothing was there to take away, or it
 * came too late to be put back, and then the log must not go on saying that it was.
 */
async function keepWishes(writing: Writing, wished: Wish[], outcomes: WishOutcome[]): Promise<void> {
  const wishes = writing.objectStore("wishes");
  for (const [index, wish] of wished.entries()) {
    const answer = outcomes[index];
    const now = await wishes.get(wish.msg_id);
    // The person wished otherwise meanwhile: this answer is about something else.
    if (!answer || now?.wish !== wish.wish) continue;
    if (answer.outcome !== "refused") await wishes.put({ ...now, told: true });
    else if (answer.problem?.retry) continue;
    else if (wish.wish === "erase") await wishes.delete(wish.msg_id);
    else await wishes.put({ ...now, told: true, refused: true });
  }
}

/** Take an answer in, in one transaction. Answers whether any cursor moved. */
export async function apply(sent: OutboxEntry[], wished: Wished, answer: SyncAnswer, report: Report): Promise<boolean> {
  const writing = await strictly("outbox", "items", "cursors", "devices", "wishes", "pages");
  const cursors = writing.objectStore("cursors");
  for (const space of answer.spaces) {
    const cursor = await cursors.get(space.id);
    const same = cursor && !space.problem && cursor.incarnation === space.incarnation;
    if (same && space.head < cursor.head) report.wentBack.add(space.id);
  }
  await keepOutcomes(writing, sent, answer.put, report);
  await keepWishes(writing, wished.erase, answer.erase);
  await keepWishes(writing, wished.restore, answer.restore);
  let moved = false;
  for (const space of answer.spaces) {
    const cursor = await cursors.get(space.id);
    if (!cursor || space.problem || report.wentBack.has(space.id)) continue;
    report.epochs.set(space.id, space.epoch);
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
