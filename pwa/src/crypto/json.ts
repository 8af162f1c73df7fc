/**
 * JSON as pn1 allows it: one UTF-8 object, no key twice, no integer beyond 2^53−1, not nested without end. Two readers that
 * disagree about a duplicate key would see two different notes in the same sealed bytes.
 */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export class JsonError extends Error {
  override readonly name = "JsonError";
}

/** Deeper than anything pn1 writes, shallow enough that no recursive reader runs out of stack. */
const DEEPEST = 64;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** The object in `bytes`. Throws JsonError for anything another reader could understand otherwise. */
export function strictJson(bytes: Uint8Array): JsonObject {
  let parsed: Json;
  let written: number;
  try {
    const text = decoder.decode(bytes);
    parsed = JSON.parse(text) as Json;
    written = countPairs(text);
  } catch (error) {
    throw error instanceof JsonError ? error : new JsonError("not JSON in UTF-8");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw new JsonError("not an object");
  // JSON.parse keeps the last of two equal keys, so a key that was written twice is a pair that is missing afterwards.
  if (countKept(parsed) !== written) throw new JsonError("a key appears twice");
  return parsed;
}

/** `content` as bytes that every strictJson opens again. */
export function jsonBytes(content: object): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(JSON.stringify(content)) as Uint8Array<ArrayBuffer>;
  strictJson(bytes);
  return bytes;
}

/** Key–value pairs in a text that JSON.parse accepted: colons outside strings. Refuses deep nesting on the way. */
function countPairs(text: string): number {
  let pairs = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x3a: // :
        pairs += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > DEEPEST) throw new JsonError("nested too deep");
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return pairs;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

function countKept(value: Json): number {
  if (typeof value === "number") {
    // 1e400 is Infinity here and something else elsewhere; above 2^53−1 integers lose their last digits.
    if (!Number.isFinite(value)) throw new JsonError("number out of range");
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new JsonError("integer out of range");
    return 0;
  }
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countKept(item), 0);
  let pairs = 0;
  for (const key of Object.keys(value)) pairs += 1 + countKept(value[key] as Json);
  return pairs;
}
