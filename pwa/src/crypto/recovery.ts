/**
 * The recovery code: 18 random bytes and a 2-byte check as 32 Crockford base32 characters in 8 groups of 4. Typing is forgiving,
 * and a wrong character is found here, before anything is sent.
 */
import { type Bytes, concat, equal, hkdf, label, random, sha256 } from "./bytes.ts";

export type RecoveryCodeErrorCode = "length" | "character" | "check";

export class RecoveryCodeError extends Error {
  override readonly name = "RecoveryCodeError";
  readonly code: RecoveryCodeErrorCode;
  constructor(code: RecoveryCodeErrorCode) {
    super(`recovery code refused: ${code}`);
    this.code = code;
  }
}

export const RECOVERY_GROUPS = 8;
const SECRET_SIZE = 18;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NOTHING = new Uint8Array(0);

export function newRecoverySecret(): Bytes {
  return random(SECRET_SIZE);
}

/** Eight groups of four, joined by hyphens. */
export async function formatCode(secret: Bytes): Promise<string> {
  return (await codeGroups(secret)).join("-");
}

export async function codeGroups(secret: Bytes): Promise<string[]> {
  const characters = encode(concat(secret, await check(secret)));
  return Array.from({ length: RECOVERY_GROUPS }, (_, index) => characters.slice(index * 4, index * 4 + 4));
}

/** The secret behind a typed code. Throws RecoveryCodeError. */
export async function parseCode(typed: string): Promise<Bytes> {
  const characters = normalise(typed);
  if (characters.length !== RECOVERY_GROUPS * 4) throw new RecoveryCodeError("length");
  const bytes = decode(characters);
  const secret = bytes.slice(0, SECRET_SIZE);
  if (!equal(bytes.slice(SECRET_SIZE), await check(secret))) throw new RecoveryCodeError("check");
  return secret;
}

/** Whether `typed` is group `index` (0–7) of this code: how a person confirms that they wrote it down. */
export async function groupMatches(secret: Bytes, index: number, typed: string): Promise<boolean> {
  return (await codeGroups(secret))[index] === normalise(typed);
}

/** What the server finds the record by. */
export function recoveryId(secret: Bytes): Promise<Bytes> {
  return hkdf(secret, NOTHING, label("pn1/rec-id"), 16);
}

/** What proves possession of the code; the server keeps only its hash. */
export function recoveryAuth(secret: Bytes): Promise<Bytes> {
  return hkdf(secret, NOTHING, label("pn1/rec-auth"), 32);
}

async function check(secret: Bytes): Promise<Bytes> {
  return (await sha256(concat(label("pn1/rec-check"), secret))).slice(0, 2);
}

/** Without white space, soft and zero-width characters and any kind of dash (phones replace hyphens), look-alikes resolved. */
function normalise(typed: string): string {
  return typed
    .replace(/[\s\p{Pd}\u00ad\u2212\u200b-\u200d\u2060\ufeff]/gu, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

function encode(bytes: Uint8Array): string {
  let characters = "";
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const pair = ((bytes[bit >> 3] as number) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    characters += ALPHABET.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return characters;
}

function decode(characters: string): Bytes {
  const bytes = new Uint8Array((characters.length * 5) >> 3);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of characters) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RecoveryCodeError("character");
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}
