/** From words to an envelope with this install's numbers, and back to the words. Nothing is stored here but the numbers. */
import { fromBase64url, random, toBase64url } from "./crypto/bytes.ts";
import { open, parseHeader, seal } from "./crypto/envelope.ts";
import { type Device, database, type OutboxEntry, strictly } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";

/** What an envelope says besides its kind: any JSON object with `k`, `day` and `part`. */
export type Plaintext = { k: string; day: string; part: number } & Record<string, unknown>;

/** The space is closed, or its key is not here: nothing can be sealed for it. */
export class CannotSeal extends Error {}

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

export async function sealAt(
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

/** The sealed JSON to the byte, so that what a newer app wrote survives being sealed again. */
export async function plaintextOf(keys: SpaceKeys, entry: OutboxEntry): Promise<Uint8Array> {
  const epoch = keys.epochs.get(entry.epoch);
  if (!epoch) throw new CannotSeal();
  return (await open(entry.bytes, epoch.space)).json;
}

export const flagsOf = (entry: OutboxEntry): number => parseHeader(entry.bytes).flags;
