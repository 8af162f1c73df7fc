/**
 * What waits to be sent. A note gets its number, its seal and its place here in one strict transaction, and only if no other
 * tab took the number meanwhile; after that the same bytes are tried again until the server has them.
 */
import { fromBase64url, random, toBase64url } from "./crypto/bytes.ts";
import { open, parseHeader, seal, selfTagMatches } from "./crypto/envelope.ts";
import { type Device, database, itemsBetween, type OutboxEntry, type StoredItem, strictly } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";

/** What an envelope says besides its kind: any JSON object with `k`, `day` and `part`. */
export type Plaintext = { k: string; day: string; part: number } & Record<string, unknown>;

/** The space is closed, or its key is not here: nothing can be sealed for it. */
export class CannotSeal extends Error {}

const MOST_HEADS = 4;
const WAKES = new Set(["feeling", "thought", "affirm", "answer"]);

/** Numbers for an install that has written nothing in this space. */
export const newDevice = (space: string): Device => ({
  space,
  device_id: toBase64url(random(8)),
  n: 0,
  seen: {},
  told: {},
  gone: [],
});

/** This install's numbers in a space; drawn on first use. */
export async function deviceOf(space: string): Promise<Device> {
  const known = await (await database()).get("devices", space);
  if (known) return known;
  const transaction = await strictly("devices");
  const again = await transaction.store.get(space);
  const device = again ?? newDevice(space);
  if (!again) await transaction.store.put(device);
  await transaction.done;
  return device;
}

/** The other devices that moved since my last envelope, at most four. */
const headsToTell = (device: Device): Record<string, number> =>
  Object.fromEntries(
    Object.entries(device.seen)
      .filter(([id, n]) => n > (device.told[id] ?? 0))
      .slice(0, MOST_HEADS),
  );

async function sealAt(
  keys: SpaceKeys,
  device: Pick<Device, "device_id">,
  seq: number,
  msgId: string,
  content: Plaintext | Uint8Array,
  flags: number,
) {
  const epoch = keys.epochs.get(keys.epoch);
  if (keys.ended || !epoch) throw new CannotSeal();
  const header = {
    flags,
    space: fromBase64url(keys.id),
    epoch: keys.epoch,
    slot: keys.slot,
    device: fromBase64url(device.device_id),
    seq,
    msgId: fromBase64url(msgId),
  };
  return seal(header, content, epoch.space, epoch.self);
}

/**
 * Seal `content` and put it into the outbox. `draft`: the draft it comes from, which goes in the same transaction; if another
 * tab sent or called back that draft already, nothing happens and null is answered. Otherwise answers the msg_id. Throws `CannotSeal`.
 */
export async function enqueue(
  keys: SpaceKeys,
  content: Plaintext,
  draft: string | null = null,
): Promise<string | null> {
  const msgId = toBase64url(random(16));
  for (;;) {
    const device = await deviceOf(keys.id);
    const heads = headsToTell(device);
    const told = { ...content };
    if (Object.keys(heads).length > 0) told["heads"] = heads;
    if (device.gone.length > 0) told["gone"] = device.gone;
    const wakes = WAKES.has(content.k) && keys.kind === "shared" ? 1 : 0;
    const bytes = await sealAt(keys, device, device.n + 1, msgId, told, wakes);
    const transaction = await strictly("devices", "outbox", "drafts");
    const now = await transaction.objectStore("devices").get(keys.id);
    const stored = draft === null ? null : await transaction.objectStore("drafts").get(draft);
    // Gone: another tab sent it. Without an audience: it was called back while this was sealing.
    if (stored === undefined || stored?.audience === null) {
      await transaction.done;
      return null;
    }
    if (!now || now.n !== device.n || now.device_id !== device.device_id) {
      await transaction.done;
      continue;
    }
    const entry: OutboxEntry = {
      space: keys.id,
      msg_id: msgId,
      device_id: now.device_id,
      device_seq: now.n + 1,
      epoch: keys.epoch,
      bytes,
      state: "waiting",
      problem: null,
    };
    await Promise.all([
      transaction.objectStore("devices").put({
        ...now,
        n: now.n + 1,
        told: { ...now.told, ...heads },
        gone: now.gone.filter((n) => !device.gone.includes(n)),
      }),
      transaction.objectStore("outbox").add(entry),
      ...(draft === null ? [] : [transaction.objectStore("drafts").delete(draft)]),
      transaction.done,
    ]);
    return msgId;
  }
}

/** The sealed JSON to the byte, so that what a newer app wrote survives being sealed again. */
async function plaintextOf(keys: SpaceKeys, entry: OutboxEntry): Promise<Uint8Array> {
  const epoch = keys.epochs.get(entry.epoch);
  if (!epoch) throw new CannotSeal();
  return (await open(entry.bytes, epoch.space)).json;
}

const flagsOf = (entry: OutboxEntry): number => parseHeader(entry.bytes).flags;

/** Seal entries the server called stale again under the newer key, with the same numbers. Answers how many could be. */
export async function resealStale(spaces: ReadonlyMap<string, SpaceKeys>): Promise<number> {
  let resealed = 0;
  for (const entry of await (await database()).getAll("outbox")) {
    const keys = spaces.get(entry.space);
    if (entry.state !== "stale" || !keys || keys.epoch <= entry.epoch || keys.ended) continue;
    const bytes = await sealAt(
      keys,
      entry,
      entry.device_seq,
      entry.msg_id,
      await plaintextOf(keys, entry),
      flagsOf(entry),
    );
    const transaction = await strictly("outbox");
    const now = await transaction.store.get(entry.n ?? -1);
    if (now?.state === "stale" && now.epoch === entry.epoch) {
      await transaction.store.put({ ...now, bytes, epoch: keys.epoch, state: "waiting" });
      resealed += 1;
    }
    await transaction.done;
  }
  return resealed;
}

/** Whether the log holds this note as I sealed it: the server's word alone would let it throw my notes away. */
async function isMine(keys: SpaceKeys, item: StoredItem): Promise<boolean> {
  if (!item.bytes || item.slot !== keys.slot) return false;
  try {
    const header = parseHeader(item.bytes);
    const epoch = keys.epochs.get(header.epoch);
    if (!epoch || header.slot !== keys.slot || toBase64url(header.msgId) !== item.msg_id) return false;
    return await selfTagMatches(await open(item.bytes, epoch.space), epoch.self);
  } catch {
    return false;
  }
}

/** Which of these are in the log already, sealed differently: by a clone of this storage, or by my other device after a restore. */
async function alreadyThere(keys: SpaceKeys, entries: readonly OutboxEntry[]): Promise<Set<string>> {
  const there = new Set<string>();
  const waiting = new Set(entries.map((entry) => entry.msg_id));
  for (const item of await itemsBetween(keys.id, 1, Number.MAX_SAFE_INTEGER)) {
    if (waiting.has(item.msg_id) && (await isMine(keys, item))) there.add(item.msg_id);
  }
  return there;
}

/**
 * This storage was cloned or rolled back: take a new device_id and seal every unaccepted entry again under it. The old id is
 * never used again, so whoever holds the other copy keeps it. What the log holds already needs no sending any more.
 */
export async function renewDevice(keys: SpaceKeys): Promise<void> {
  for (;;) {
    const before = await deviceOf(keys.id);
    if (!before.cloned) return;
    const entries = (await (await database()).getAll("outbox")).filter((entry) => entry.space === keys.id);
    const there = await alreadyThere(keys, entries);
    const fresh = newDevice(keys.id);
    const resealed: OutboxEntry[] = [];
    for (const entry of entries) {
      if (there.has(entry.msg_id)) continue;
      const device_seq = resealed.length + 1;
      const bytes = await sealAt(keys, fresh, device_seq, entry.msg_id, await plaintextOf(keys, entry), flagsOf(entry));
      const state = entry.state === "refused" ? "refused" : "waiting";
      resealed.push({ ...entry, device_id: fresh.device_id, device_seq, bytes, epoch: keys.epoch, state });
    }
    const transaction = await strictly("devices", "outbox");
    const now = await transaction.objectStore("devices").get(keys.id);
    const waiting = (await transaction.objectStore("outbox").getAll()).filter((entry) => entry.space === keys.id);
    const unchanged = now?.device_id === before.device_id && now.n === before.n && waiting.length === entries.length;
    if (unchanged) {
      await transaction.objectStore("devices").put({ ...fresh, n: resealed.length, seen: before.seen });
      await Promise.all(resealed.map((entry) => transaction.objectStore("outbox").put(entry)));
      const settled = entries.filter((entry) => there.has(entry.msg_id));
      await Promise.all(settled.map((entry) => transaction.objectStore("outbox").delete(entry.n ?? -1)));
    }
    await transaction.done;
    if (unchanged) return;
  }
}

/** Send a refused entry once more, as it is. */
export async function retry(msgId: string): Promise<void> {
  const transaction = await strictly("outbox");
  for (const entry of await transaction.store.getAll()) {
    if (entry.msg_id === msgId && entry.state === "refused")
      await transaction.store.put({ ...entry, state: "waiting", problem: null });
  }
  await transaction.done;
}
