/**
 * One sealed note: a 67-byte header in the clear that is also the associated data, and a padded body. The self tag inside is what
 * lets my own devices refuse an envelope that claims to be mine: everyone in the space holds the space key, only I hold the self key.
 */
import {
  type Bytes,
  concat,
  decrypt,
  encrypt,
  equal,
  type JsonObject,
  jsonBytes,
  label,
  NOTE_BUCKETS,
  pad,
  random,
  readU32,
  readU64,
  strictJson,
  u32,
  u64,
  unpad,
} from "./bytes.ts";

export type EnvelopeErrorCode = "size" | "version" | "flags" | "header" | "gcm" | "padding" | "json" | "too-long";

export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
  readonly code: EnvelopeErrorCode;
  constructor(code: EnvelopeErrorCode) {
    super(`envelope refused: ${code}`);
    this.code = code;
  }
}

export interface Header {
  /** 1 = wake the partner, else 0. */
  flags: number;
  space: Bytes;
  epoch: number;
  /** 0 creator, 1 joiner. */
  slot: number;
  device: Bytes;
  /** 1, 2, 3 … per device. */
  seq: number;
  msgId: Bytes;
  nonce: Bytes;
}

export interface Opened {
  header: Header;
  /** The exact bytes that were sealed; resealing starts from these, so fields we do not know survive. */
  json: Bytes;
  content: JsonObject;
  tag: Bytes;
}

export const HEADER_SIZE = 67;
const VERSION = 1;
const WAKE = 1;
const TAG_SIZE = 16;
const GCM_TAG_SIZE = 16;
/** The longest JSON that fits an envelope, in bytes of UTF-8. */
export const LONGEST_JSON = 16384 - 4 - TAG_SIZE;

const SIZES = new Set(NOTE_BUCKETS.map((bucket) => bucket + HEADER_SIZE + GCM_TAG_SIZE));
const NOTE = label("pn1/note");
const SELF = label("pn1/self");

/** A space key, imported once and passed to every seal and open: importing per note costs more than the rest together. */
export function importSpaceKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", exactly(key, 32), "HKDF", false, ["deriveKey"]);
}

export function importSelfKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", exactly(key, 32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** Throws RangeError for a header no reader would accept: that is our own mistake, not somebody's bytes. */
export function encodeHeader(header: Header): Bytes {
  if (!isSane(header) || (header.flags & ~WAKE) !== 0) throw new RangeError("not a header");
  return concat(
    Uint8Array.of(VERSION, header.flags),
    exactly(header.space, 16),
    u32(header.epoch),
    Uint8Array.of(header.slot),
    exactly(header.device, 8),
    u64(header.seq),
    exactly(header.msgId, 16),
    exactly(header.nonce, 12),
  );
}

/** Checks size, version, flags and ranges; no key needed. Throws EnvelopeError. */
export function parseHeader(bytes: Bytes): Header {
  if (!SIZES.has(bytes.length)) throw new EnvelopeError("size");
  if (bytes[0] !== VERSION) throw new EnvelopeError("version");
  const flags = bytes[1] as number;
  if ((flags & ~WAKE) !== 0) throw new EnvelopeError("flags");
  let seq: number;
  try {
    seq = readU64(bytes, 31);
  } catch {
    throw new EnvelopeError("header");
  }
  const header: Header = {
    flags,
    space: bytes.slice(2, 18),
    epoch: readU32(bytes, 18),
    slot: bytes[22] as number,
    device: bytes.slice(23, 31),
    seq,
    msgId: bytes.slice(39, 55),
    nonce: bytes.slice(55, HEADER_SIZE),
  };
  if (!isSane(header)) throw new EnvelopeError("header");
  return header;
}

/** `content` is an object, or the JSON bytes of an opened envelope when resealing. A nonce is only passed to meet known answers. */
export async function seal(
  header: Omit<Header, "nonce"> & { nonce?: Bytes },
  content: object | Uint8Array,
  spaceKey: CryptoKey,
  selfKey: CryptoKey,
): Promise<Bytes> {
  const full: Header = { ...header, nonce: header.nonce ?? random(12) };
  const head = encodeHeader(full);
  const json = content instanceof Uint8Array ? concat(content) : contentBytes(content);
  if (json.length > LONGEST_JSON) throw new EnvelopeError("too-long");
  readContent(json);
  const [tag, key] = await Promise.all([selfTag(head, json, selfKey), noteKey(full, spaceKey)]);
  const body = await encrypt(key, full.nonce, pad(concat(json, tag), NOTE_BUCKETS), concat(NOTE, head));
  return concat(head, body);
}

/** Everything about an envelope that the space key alone can prove. Whose hand it was, `selfTagMatches` says. */
export async function open(bytes: Bytes, spaceKey: CryptoKey): Promise<Opened> {
  const header = parseHeader(bytes);
  const key = await noteKey(header, spaceKey);
  const aad = concat(NOTE, bytes.subarray(0, HEADER_SIZE));
  let padded: Bytes;
  try {
    padded = await decrypt(key, header.nonce, bytes.subarray(HEADER_SIZE), aad);
  } catch {
    throw new EnvelopeError("gcm");
  }
  const plain = unpadded(padded);
  const json = plain.slice(0, plain.length - TAG_SIZE);
  return { header, json, content: readContent(json), tag: plain.slice(plain.length - TAG_SIZE) };
}

/** Must hold for every envelope of my own slot before it changes anything. The partner ignores the tag. */
export async function selfTagMatches(opened: Opened, selfKey: CryptoKey): Promise<boolean> {
  return equal(opened.tag, await selfTag(encodeHeader(opened.header), opened.json, selfKey));
}

async function selfTag(head: Bytes, json: Bytes, selfKey: CryptoKey): Promise<Bytes> {
  const full = await crypto.subtle.sign("HMAC", selfKey, concat(SELF, head, json));
  return new Uint8Array(full, 0, TAG_SIZE);
}

function noteKey(header: Header, spaceKey: CryptoKey): Promise<CryptoKey> {
  const parameters = { name: "HKDF", hash: "SHA-256", salt: header.msgId, info: concat(NOTE, header.space) };
  return crypto.subtle.deriveKey(parameters, spaceKey, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function contentBytes(content: object): Bytes {
  try {
    return jsonBytes(content);
  } catch {
    throw new EnvelopeError("json");
  }
}

function readContent(json: Bytes): JsonObject {
  try {
    return strictJson(json);
  } catch {
    throw new EnvelopeError("json");
  }
}

function unpadded(padded: Bytes): Bytes {
  let plain: Bytes;
  try {
    plain = unpad(padded, NOTE_BUCKETS);
  } catch {
    throw new EnvelopeError("padding");
  }
  if (plain.length < TAG_SIZE) throw new EnvelopeError("padding");
  return plain;
}

function isSane(header: Header): boolean {
  return header.epoch >= 1 && header.seq >= 1 && (header.slot === 0 || header.slot === 1);
}

function exactly(bytes: Bytes, length: number): Bytes {
  if (bytes.length !== length) throw new RangeError(`expected ${length} bytes, not ${bytes.length}`);
  return bytes;
}
