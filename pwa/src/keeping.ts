/**
 * What an answer of the server becomes on this device, one transaction an answer. Nothing that is held is replaced, and nothing
 * leaves the outbox before its seq is stored.
 */
import type { Item, PutOutcome, SyncAnswer } from "./api.ts";
import { fromBase64url, toBase64url } from "./crypto/bytes.ts";
import { parseHeader } from "./crypto/envelope.ts";
import { type Device, deleteAll, type OutboxEntry, putAll, type StoredItem, strictly } from "./database.ts";
import { newDevice } from "./outbox.ts";

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

type Writing = Awaited<ReturnType<typeof strictly<["outbox", "items", "cursors", "devices"]>>>;

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
export async function apply(sent: OutboxEntry[], answer: SyncAnswer, report: Report): Promise<boolean> {
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

/**
 * The database behind the server was restored. Everything is fetched again from 0, and every envelope of ours is sent again:
 * the server answers `duplicate` to those it has. What was held stays, moved below zero in its old order, and below what an
 * earlier restore left there: it may be the last copy.
 */
export async function startOver(incarnations: Record<string, string>): Promise<void> {
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
