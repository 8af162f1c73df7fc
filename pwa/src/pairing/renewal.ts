/**
 * Handshake 3: new keys for the two of us. The host draws them and keeps them apart; they become keys of the space only when the other
 * has written with them, so that nothing is ever sealed with keys that only one of us holds.
 */
import type { InviteState } from "../api.ts";
import { momentOf } from "../calendar.ts";
import { fromBase64url as b, type JsonObject, random, toBase64url } from "../crypto/bytes.ts";
import { EnvelopeError, importSpaceKey, open, parseHeader } from "../crypto/envelope.ts";
import { HandshakeError, openPayload, type Session } from "../crypto/handshake.ts";
import { itemsBetween } from "../database.ts";
import { type Open, opened } from "../invites.ts";
import { change, keyring, push } from "../keyring.ts";
import { enqueue } from "../outbox.ts";
import { activeSpace, type VaultEpoch, type VaultSpace } from "../vault.ts";
import { sized } from "./two.ts";

const newest = (space: VaultSpace): number => Math.max(...space.epochs.map(({ n }) => n));

function ours(): VaultSpace {
  const space = activeSpace(opened().vault, "shared");
  if (!space) throw new HandshakeError("payload");
  return space;
}

/** Host: what the payload carries. Drawn for this very invitation, and in my own vault before it is posted. */
export async function content({ stored: { iid } }: Open): Promise<object> {
  const { id } = ours();
  if (ours().pending?.iid !== iid) {
    await change((vault) => {
      for (const space of vault.spaces) {
        if (space.id !== id) continue;
        const [key, self] = [toBase64url(random(32)), toBase64url(random(32))];
        space.pending = { n: newest(space) + 1, key, self, iid };
      }
    });
  }
  await push();
  const { epochs, pending } = ours();
  if (pending?.iid !== iid) throw new HandshakeError("payload");
  return { space: id, epochs: [...epochs, pending].map(({ n, key }) => ({ n, key })) };
}

/** Host: keys that nobody got are never used. */
export async function forget({ stored: { iid } }: Open): Promise<void> {
  if (!keyring()?.vault.spaces.some(({ pending }) => pending?.iid === iid)) return;
  await change((vault) => {
    for (const space of vault.spaces) if (space.pending?.iid === iid) delete space.pending;
  });
}

/**
 * The one key that is new. Throws `HandshakeError` for anything but my own open shared space, its old keys unchanged, and exactly the
 * next epoch.
 */
export function readRenewal({ space: id, epochs }: JsonObject, space: VaultSpace): { n: number; key: string } {
  const all = Array.isArray(epochs) ? (epochs as (JsonObject | null)[]) : [];
  const last = newest(space);
  const fresh = all.find((one) => one?.["n"] === last + 1)?.["key"];
  const kept = space.epochs.every(({ n, key }) => all.some((one) => one?.["n"] === n && one["key"] === key));
  const exact = id === space.id && kept && all.length === space.epochs.length + 1;
  if (!exact || !sized(fresh, 32) || space.epochs.some(({ key }) => key === fresh)) throw new HandshakeError("payload");
  return { n: last + 1, key: fresh };
}

/** Guest: take the new key in, and say hello with it: that is what makes it the key of both. */
export async function take({ stored: { iid } }: Open, session: Session, state: InviteState): Promise<void> {
  const space = ours();
  const taken = space.epochs.find((epoch) => epoch.from === iid);
  if (!taken) {
    const { n, key } = readRenewal(await openPayload(session, b(state.payload ?? "")), space);
    await change((vault) => {
      const self = toBase64url(random(32));
      for (const mine of vault.spaces) if (mine.id === space.id) mine.epochs.push({ n, key, self, from: iid });
    });
  }
  await push();
  const keys = keyring()?.spaces.get(space.id);
  if (keys) await enqueue(keys, { k: "hello", ...momentOf() });
}

/** Whether the other wrote with these keys: something of theirs, in that epoch, that they open. */
async function isUsed({ id, slot, pending }: VaultSpace): Promise<boolean> {
  if (!pending) return false;
  const key = await importSpaceKey(b(pending.key));
  for (const { bytes } of (await itemsBetween(id, 1, Number.MAX_SAFE_INTEGER)).reverse()) {
    if (!bytes) continue;
    try {
      const header = parseHeader(bytes);
      // Epochs never decrease along the log.
      if (header.epoch < pending.n) return false;
      if (header.epoch !== pending.n || header.slot === slot) continue;
      await open(bytes, key);
      return true;
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
    }
  }
  return false;
}

/**
 * The server says that a space goes on with a newer epoch. The keys I drew become its keys once the other has written with them: its word
 * alone would let it have me write what the other can't read. Answers whether anything changed.
 */
export async function promote(epochs: ReadonlyMap<string, number>): Promise<boolean> {
  const due = (keyring()?.vault.spaces ?? []).filter(
    ({ id, pending, state }) => pending && state === "active" && (epochs.get(id) ?? 0) >= pending.n,
  );
  const used: string[] = [];
  for (const space of due) if (await isUsed(space)) used.push(space.pending?.iid ?? "");
  if (used.length === 0) return false;
  await change((vault) => {
    for (const space of vault.spaces) {
      if (!space.pending || !used.includes(space.pending.iid)) continue;
      const { n, key, self, iid } = space.pending;
      const epoch: VaultEpoch = { n, key, self, from: iid };
      if (n === newest(space) + 1) space.epochs.push(epoch);
      delete space.pending;
    }
  });
  return true;
}
