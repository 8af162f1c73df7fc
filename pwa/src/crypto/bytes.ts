/** Bytes and the standard primitives everything else is composed of: integers, base64url, hashing, padding. WebCrypto only. */

export { type Json, JsonError, type JsonObject, jsonBytes, strictJson } from "./json.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

export class BytesError extends Error {
  override readonly name = "BytesError";
}

const encoder = new TextEncoder();

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function u32(value: number): Bytes {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new BytesError("not a u32");
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function u64(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new BytesError("not a u64 up to 2^53−1");
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export function readU32(bytes: Uint8Array, at = 0): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}

/** A larger number than 2^53−1 is refused: JavaScript would silently round it. */
export function readU64(bytes: Uint8Array, at = 0): number {
  const value = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new BytesError("u64 beyond 2^53−1");
  return Number(value);
}

/** `L("x")`: ASCII x and a zero byte, so that no label is the beginning of another. */
export function label(name: string): Bytes {
  return concat(encoder.encode(name), new Uint8Array(1));
}

export function utf8(text: string): Bytes {
  return encoder.encode(text) as Bytes;
}

/** Browsers since 2025 and Node 25 do this natively, some thirty times faster; a first sync does it for every note. */
interface Native {
  toBase64?(options: { alphabet: "base64url"; omitPadding: true }): string;
}
const native = Uint8Array as unknown as { fromBase64?(text: string, options: { alphabet: "base64url" }): Bytes };

export function toBase64url(bytes: Uint8Array): string {
  const text = (bytes as Native).toBase64?.({ alphabet: "base64url", omitPadding: true });
  if (text !== undefined) return text;
  let binary = "";
  // One call per chunk: a vault spread into a single call overflows the stack of some engines.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Strict: no padding, no white space, no other alphabet, and no second spelling of the same bytes. */
export function fromBase64url(text: string): Bytes {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new BytesError("not base64url");
  const bytes = native.fromBase64?.(text, { alphabet: "base64url" }) ?? decode(text);
  if (text.length % 4 !== 0 && toBase64url(bytes.subarray(-(bytes.length % 3))) !== text.slice(-(text.length % 4)))
    throw new BytesError("not canonical base64url");
  return bytes;
}

function decode(text: string): Bytes {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new BytesError("not hex");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Looks at every byte whatever the first ones say, so that the time taken does not tell how much of a MAC was right. */
export function equal(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) difference |= (left[at] as number) ^ (right[at] as number);
  return difference === 0;
}

export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export async function hkdf(ikm: Bytes, salt: Bytes, info: Bytes, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));
}

/** HKDF straight into a non-extractable AES-256-GCM key. */
export async function hkdfKey(ikm: Bytes, info: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveKey"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(parameters, key, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export function gcmKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function encrypt(key: CryptoKey, nonce: Bytes, plain: Bytes, associated: Bytes): Promise<Bytes> {
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: associated };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain));
}

/** Throws WebCrypto's OperationError when anything is not as it was sealed. */
export async function decrypt(key: CryptoKey, nonce: Bytes, sealed: Bytes, associated: Bytes): Promise<Bytes> {
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: associated };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
}

export async function mac(key: Bytes, message: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
}

export const NOTE_BUCKETS: readonly number[] = [256, 512, 1024, 2048, 4096, 8192, 16384];
export const VAULT_BUCKETS: readonly number[] = Array.from({ length: 16 }, (_, index) => 4096 * (index + 1));

/** u32(length) ‖ bytes ‖ zeros up to the smallest bucket that fits. */
export function pad(bytes: Uint8Array, buckets: readonly number[]): Bytes {
  const bucket = buckets.find((size) => size >= bytes.length + 4);
  if (bucket === undefined) throw new BytesError("too long for the largest bucket");
  const padded = new Uint8Array(bucket);
  padded.set(u32(bytes.length));
  padded.set(bytes, 4);
  return padded;
}

/** Refuses any other size, a length that does not fit or belongs in a smaller bucket, and a filler that is not zero. */
export function unpad(padded: Bytes, buckets: readonly number[]): Bytes {
  if (!buckets.includes(padded.length)) throw new BytesError("not a bucket size");
  const end = readU32(padded) + 4;
  if (end > padded.length || buckets.some((size) => size >= end && size < padded.length)) {
    throw new BytesError("bad length");
  }
  for (let at = end; at < padded.length; at += 1) if (padded[at] !== 0) throw new BytesError("filler is not zero");
  return padded.subarray(4, end);
}
