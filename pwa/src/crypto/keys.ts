/**
 * Key-encryption keys and the wraps of the vault key, and sealing for what stays on this device. KEKs and the local key are
 * non-extractable; only the vault key itself is raw bytes, because it has to be wrapped again for every new way in.
 */
import {
  type Bytes,
  concat,
  decrypt,
  encrypt,
  equal,
  hkdfKey,
  label,
  random,
  readU32,
  sha256,
  u32,
  utf8,
} from "./bytes.ts";

/** 1 passkey · 2 recovery code · 3 this device (never uploaded). */
export type WrapKind = 1 | 2 | 3;
export type WrapErrorCode = "size" | "version" | "kind" | "ref" | "gcm";

export class WrapError extends Error {
  override readonly name = "WrapError";
  readonly code: WrapErrorCode;
  constructor(code: WrapErrorCode) {
    super(`wrap refused: ${code}`);
    this.code = code;
  }
}

export class LocalError extends Error {
  override readonly name = "LocalError";
}

export const WRAP_SIZE = 66;
const VERSION = 1;

/** The reference of the wraps that belong to no credential. */
export const NO_REF: Bytes = new Uint8Array(32);

/** How a credential is named in wraps and in the vault: H(cred_id). */
export function credentialRef(credentialId: Bytes): Promise<Bytes> {
  return sha256(credentialId);
}

export async function passkeyKek(prf: Bytes, uid: Bytes, credentialId: Bytes): Promise<CryptoKey> {
  exactly(prf, 32);
  exactly(uid, 16);
  return hkdfKey(prf, concat(label("pn1/kek-prf"), uid, await credentialRef(credentialId)));
}

export async function recoveryKek(secret: Bytes, uid: Bytes): Promise<CryptoKey> {
  exactly(secret, 18);
  exactly(uid, 16);
  return hkdfKey(secret, concat(label("pn1/kek-rec"), uid));
}

/** Opens drafts, outbox texts, index and caches of this device. */
export async function localKey(vaultKey: Bytes, uid: Bytes): Promise<CryptoKey> {
  exactly(vaultKey, 32);
  exactly(uid, 16);
  return hkdfKey(vaultKey, concat(label("pn1/local"), uid));
}

/** The KEK of a kind-3 wrap: random, non-extractable, lives in IndexedDB. */
export function deviceKek(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** `ref` is H(cred_id) for kind 1 and NO_REF for the others. Gives 66 bytes. */
export async function wrap(
  kind: WrapKind,
  gen: number,
  kek: CryptoKey,
  vaultKey: Bytes,
  uid: Bytes,
  ref: Bytes = NO_REF,
  nonce: Bytes = random(12),
): Promise<Bytes> {
  exactly(vaultKey, 32);
  const head = concat(Uint8Array.of(VERSION, kind), u32(gen));
  const sealed = await encrypt(kek, nonce, vaultKey, associated(head, kind, uid, ref));
  return concat(head, nonce, sealed);
}

export interface Unwrapped {
  kind: WrapKind;
  gen: number;
  vk: Bytes;
}

/** Throws WrapError. A wrap that does not open means *locked*, never new keys. */
export async function unwrap(bytes: Bytes, kek: CryptoKey, uid: Bytes, ref: Bytes = NO_REF): Promise<Unwrapped> {
  const { kind, gen } = parseWrap(bytes);
  const head = bytes.slice(0, 6);
  const aad = associated(head, kind, uid, ref);
  try {
    return { kind, gen, vk: await decrypt(kek, bytes.slice(6, 18), bytes.slice(18), aad) };
  } catch {
    throw new WrapError("gcm");
  }
}

/** What a wrap says about itself without any key. */
export function parseWrap(bytes: Bytes): { kind: WrapKind; gen: number } {
  if (bytes.length !== WRAP_SIZE) throw new WrapError("size");
  if (bytes[0] !== VERSION) throw new WrapError("version");
  const kind = bytes[1];
  if (kind !== 1 && kind !== 2 && kind !== 3) throw new WrapError("kind");
  return { kind, gen: readU32(bytes, 2) };
}

function associated(head: Bytes, kind: WrapKind, uid: Bytes, ref: Bytes): Bytes {
  exactly(uid, 16);
  if (ref.length !== 32 || equal(ref, NO_REF) === (kind === 1)) throw new WrapError("ref");
  return concat(label("pn1/wrap"), head, uid, ref);
}

/** 0x01 ‖ nonce ‖ GCM under the local key; `place` binds the bytes to where they are kept (a store and a key, say). */
export async function sealLocal(lk: CryptoKey, plain: Bytes, place: string): Promise<Bytes> {
  const nonce = random(12);
  return concat(Uint8Array.of(VERSION), nonce, await encrypt(lk, nonce, plain, localAssociated(place)));
}

export async function openLocal(lk: CryptoKey, sealed: Bytes, place: string): Promise<Bytes> {
  if (sealed.length < 29 || sealed[0] !== VERSION) throw new LocalError("not sealed by this version");
  try {
    return await decrypt(lk, sealed.slice(1, 13), sealed.slice(13), localAssociated(place));
  } catch {
    throw new LocalError("does not open here");
  }
}

function localAssociated(place: string): Bytes {
  return concat(label("pn1/local"), Uint8Array.of(VERSION), utf8(place));
}

function exactly(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`expected ${length} bytes, not ${bytes.length}`);
}
