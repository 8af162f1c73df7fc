/**
 * The handshake behind pairing (1), linking my own device (2) and renewing keys (3). A made the link and holds the secrets, B joins; the
 * server carries every message and is trusted with none. Any HandshakeError burns the invite: nothing here is tried a second time.
 */
import {
  type Bytes,
  concat,
  decrypt,
  encrypt,
  equal,
  fromBase64url,
  gcmKey,
  hkdf,
  type JsonObject,
  jsonBytes,
  label,
  mac,
  pad,
  random,
  sha256,
  strictJson,
  toBase64url,
  unpad,
  VAULT_BUCKETS,
} from "./bytes.ts";
import { sasIndices } from "./sas.ts";

export { EMOJI, type Emoji } from "./emoji.ts";
export { decoys, sasIndices } from "./sas.ts";

/** 1 pair · 2 link my own device · 3 renew. */
export type Purpose = 1 | 2 | 3;
export type HandshakeErrorCode = "link" | "purpose" | "mac-b" | "commit" | "mac-a" | "point" | "payload";

export class HandshakeError extends Error {
  override readonly name = "HandshakeError";
  readonly code: HandshakeErrorCode;
  constructor(code: HandshakeErrorCode) {
    super(`handshake refused: ${code}`);
    this.code = code;
  }
}

/** What the link carries past the server, inside its fragment. */
export interface Link {
  purpose: Purpose;
  iid: Bytes;
  secret: Bytes;
  commit: Bytes;
}
export interface KeyPair {
  privateKey: CryptoKey;
  /** 65 bytes, uncompressed. */
  publicKey: Bytes;
}
/** A's side until the payload is posted. Structured-clonable; all but `keys.privateKey` also fits under the local key. */
export interface Invite extends Link {
  nonce: Bytes;
  keys: KeyPair;
}
/** B's side from the answer on. */
export interface Joining {
  link: Link;
  keys: KeyPair;
}
export interface Answer {
  bpub: Bytes;
  mb: Bytes;
}
export interface Reveal {
  apub: Bytes;
  na: Bytes;
  ma: Bytes;
}
/** What both hold in the end. The emoji are compared before anything is sealed with `key`. */
export interface Session {
  purpose: Purpose;
  th: Bytes;
  key: CryptoKey;
  /** Four indices into EMOJI. */
  sas: readonly number[];
}

const VERSION = 1;
const LINK_SIZE = 82;

export async function newKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  return {
    privateKey: pair.privateKey,
    publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)),
  };
}

/** A begins. `fixed` exists for known answers only. */
export async function makeInvite(
  purpose: Purpose,
  fixed: { iid?: Bytes; secret?: Bytes; nonce?: Bytes; keys?: KeyPair } = {},
): Promise<Invite> {
  if (!isPurpose(purpose)) throw new HandshakeError("purpose");
  const { iid = random(16), secret = random(32), nonce = random(32), keys = await newKeyPair() } = fixed;
  const commit = await commitment(purpose, iid, keys.publicKey, nonce);
  return { purpose, iid, secret, commit, nonce, keys };
}

/** What stands after `#` in the link: 110 characters that never reach a server. */
export function linkFragment(link: Link): string {
  return toBase64url(concat(Uint8Array.of(VERSION, link.purpose), link.iid, link.secret, link.commit));
}

/** With or without the leading `#`. B takes the purpose from here, never from the server. */
export function parseFragment(fragment: string): Link {
  let bytes: Bytes;
  try {
    bytes = fromBase64url(fragment.replace(/^#/, ""));
  } catch {
    throw new HandshakeError("link");
  }
  if (bytes.length !== LINK_SIZE || bytes[0] !== VERSION) throw new HandshakeError("link");
  const purpose = bytes[1] as number;
  if (!isPurpose(purpose)) throw new HandshakeError("purpose");
  return { purpose, iid: bytes.slice(2, 18), secret: bytes.slice(18, 50), commit: bytes.slice(50) };
}

/** B answers the link; `message` goes to the server. */
export async function answer(link: Link, keys?: KeyPair): Promise<{ joining: Joining; message: Answer }> {
  const joining: Joining = { link, keys: keys ?? (await newKeyPair()) };
  const bpub = joining.keys.publicKey;
  return { joining, message: { bpub, mb: await macB(link, bpub) } };
}

/** A checks that whoever answered holds the link, and that their key is a key. Throws HandshakeError. */
export async function checkAnswer(invite: Invite, message: Answer): Promise<Session> {
  if (message.bpub.length !== 65) throw new HandshakeError("point");
  if (!equal(message.mb, await macB(invite, message.bpub))) throw new HandshakeError("mac-b");
  return agree(invite, invite.keys.publicKey, invite.nonce, message.bpub, invite.keys.privateKey, message.bpub);
}

/** A opens the commitment; only ever for an answer that `checkAnswer` accepted. */
export async function reveal(invite: Invite, message: Answer): Promise<Reveal> {
  if (!equal(message.mb, await macB(invite, message.bpub))) throw new HandshakeError("mac-b");
  const { publicKey: apub } = invite.keys;
  const th = await transcript(invite, apub, invite.nonce, message.bpub);
  return { apub, na: invite.nonce, ma: await macA(invite, th) };
}

/** B checks that A is who made the link, and chose its key before it could see B's. Throws HandshakeError. */
export async function checkReveal(joining: Joining, message: Reveal): Promise<Session> {
  const { link, keys } = joining;
  if (message.apub.length !== 65) throw new HandshakeError("point");
  const opens =
    message.na.length === 32 && equal(link.commit, await commitment(link.purpose, link.iid, message.apub, message.na));
  if (!opens) throw new HandshakeError("commit");
  const th = await transcript(link, message.apub, message.na, keys.publicKey);
  if (!equal(message.ma, await macA(link, th))) throw new HandshakeError("mac-a");
  return agree(link, message.apub, message.na, keys.publicKey, keys.privateKey, message.apub);
}

/** A's last message, after the emoji were found equal. */
export async function sealPayload(session: Session, content: object, nonce: Bytes = random(12)): Promise<Bytes> {
  const padded = pad(jsonBytes(content), VAULT_BUCKETS);
  return concat(Uint8Array.of(VERSION), nonce, await encrypt(session.key, nonce, padded, payloadAssociated(session)));
}

export async function openPayload(session: Session, bytes: Bytes): Promise<JsonObject> {
  try {
    if (bytes[0] !== VERSION) throw new HandshakeError("payload");
    const padded = await decrypt(session.key, bytes.slice(1, 13), bytes.slice(13), payloadAssociated(session));
    return strictJson(unpad(padded, VAULT_BUCKETS));
  } catch {
    throw new HandshakeError("payload");
  }
}

async function agree(
  link: Link,
  apub: Bytes,
  na: Bytes,
  bpub: Bytes,
  mine: CryptoKey,
  theirs: Bytes,
): Promise<Session> {
  const th = await transcript(link, apub, na, bpub);
  const okm = await hkdf(concat(await shared(mine, theirs), link.secret), th, label("pn1/hs-key"), 35);
  return { purpose: link.purpose, th, key: await gcmKey(okm.slice(0, 32)), sas: sasIndices(okm.slice(32)) };
}

async function shared(mine: CryptoKey, theirs: Bytes): Promise<Bytes> {
  try {
    // importKey refuses a point that is not on the curve, which would otherwise leak the private key bit by bit.
    const point = await crypto.subtle.importKey("raw", theirs, { name: "ECDH", namedCurve: "P-256" }, false, []);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: point }, mine, 256));
  } catch {
    throw new HandshakeError("point");
  }
}

function commitment(purpose: Purpose, iid: Bytes, apub: Bytes, na: Bytes): Promise<Bytes> {
  return sha256(concat(label("pn1/commit"), Uint8Array.of(purpose), iid, apub, na));
}

function transcript(link: Link, apub: Bytes, na: Bytes, bpub: Bytes): Promise<Bytes> {
  return sha256(concat(label("pn1/th"), Uint8Array.of(link.purpose), link.iid, link.commit, apub, na, bpub));
}

async function macB(link: Link, bpub: Bytes): Promise<Bytes> {
  const message = concat(label("pn1/hs-b"), Uint8Array.of(link.purpose), link.iid, link.commit, bpub);
  return mac(await authKey(link), message);
}

async function macA(link: Link, th: Bytes): Promise<Bytes> {
  return mac(await authKey(link), concat(label("pn1/hs-a"), th));
}

function authKey(link: Link): Promise<Bytes> {
  return hkdf(link.secret, link.iid, concat(label("pn1/hs-auth"), Uint8Array.of(link.purpose)), 32);
}

function payloadAssociated(session: Session): Bytes {
  return concat(label("pn1/hs-pay"), session.th);
}

function isPurpose(value: number): value is Purpose {
  return value === 1 || value === 2 || value === 3;
}
