/**
 * Sealing again what waits: under a newer key, or, when this storage turns out to be a copy, under numbers of its own. The words and
 * the note stay the same.
 */
import { jsonBytes, strictJson, toBase64url } from "./crypto/bytes.ts";
import { open, parseHeader, selfTagMatches } from "./crypto/envelope.ts";
import { type Bytes, database, itemsBetween, type OutboxEntry, type StoredItem, strictly } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";
import { deviceOf, flagsOf, newDevice, plaintextOf, sealAt } from "./sealing.ts";

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

interface Numbers {
  device_id: string;
  device_seq: number;
}

/**
 * Which of these are in the log already, sealed differently, and under which numbers: by a clone of this storage, or by my other device
 * after a restore.
 */
async function alreadyThere(keys: SpaceKeys, entries: readonly OutboxEntry[]): Promise<Map<string, Numbers>> {
  const there = new Map<string, Numbers>();
  const waiting = new Set(entries.map((entry) => entry.msg_id));
  for (const item of await itemsBetween(keys.id, 1, Number.MAX_SAFE_INTEGER)) {
    if (!item.bytes || !waiting.has(item.msg_id) || !(await isMine(keys, item))) continue;
    const header = parseHeader(item.bytes);
    there.set(item.msg_id, { device_id: toBase64url(header.device as Bytes), device_seq: header.seq });
  }
  return there;
}

/** The same words; but a deletion names its note by numbers, and those may be others now. */
function renamed(json: Uint8Array, names: ReadonlyMap<string, Numbers>): Uint8Array {
  const content = strictJson(json);
  const now = content["k"] === "delete" ? names.get(`${content["dev"]} ${content["n"]}`) : undefined;
  return now ? jsonBytes({ ...content, dev: now.device_id, n: now.device_seq }) : json;
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
    const again = entries.filter((entry) => !there.has(entry.msg_id));
    const { device_id } = fresh;
    const names = new Map<string, Numbers>();
    for (const { msg_id, device_id: was, device_seq } of entries) {
      const now = there.get(msg_id) ?? { device_id, device_seq: again.findIndex((one) => one.msg_id === msg_id) + 1 };
      names.set(`${was} ${device_seq}`, now);
    }
    for (const entry of again) {
      const device_seq = resealed.length + 1;
      const words = renamed(await plaintextOf(keys, entry), names);
      const bytes = await sealAt(keys, fresh, device_seq, entry.msg_id, words, flagsOf(entry));
      const state = entry.state === "refused" ? "refused" : "waiting";
      // Whoever holds the other copy may have sent it.
      resealed.push({ ...entry, device_id, device_seq, bytes, epoch: keys.epoch, state, tried: true });
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
