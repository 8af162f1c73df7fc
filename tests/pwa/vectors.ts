/** The known answers of pn1, and the inputs they were made from. */
import { readFileSync } from "node:fs";
import { type Bytes, fromHex, toHex } from "../../pwa/src/crypto/bytes.ts";
import type { KeyPair } from "../../pwa/src/crypto/handshake.ts";

interface Handshake {
  link_fragment: string;
  commit: string;
  mac_b: string;
  th: string;
  mac_a: string;
  k_pay: string;
  sas: string;
  sas_indices: number[];
  payload_json: Record<string, unknown>;
  payload: string;
}
interface Vectors {
  inputs: Record<string, string>;
  body: Record<string, unknown>;
  body_long: Record<string, unknown>;
  vault_json: Record<string, unknown>;
  expected: Record<string, string>;
  handshakes: Record<"1" | "2" | "3", Handshake>;
  must_refuse: {
    recovery_code: string[];
    recovery_code_accepted_forms: string[];
    unpad_hex: string[];
    envelope: Record<string, string>;
    self_tag_wrong_but_opens_for_partner: string;
    link_fragment: string[];
  };
}

export const vectors = JSON.parse(readFileSync(new URL("../vectors/pn1.json", import.meta.url), "utf8")) as Vectors;

export function input(name: string): Bytes {
  const value = vectors.inputs[name];
  if (value === undefined) throw new Error(`no input ${name}`);
  return fromHex(value);
}

export function expected(name: string): string {
  const value = vectors.expected[name];
  if (value === undefined) throw new Error(`no expected ${name}`);
  return value;
}

/** A key pair from a known scalar; the client itself only ever generates keys. */
export async function knownPair(scalar: Bytes, publicKey: Bytes): Promise<KeyPair> {
  const b64u = (bytes: Bytes) => Buffer.from(bytes).toString("base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: b64u(scalar),
    x: b64u(publicKey.slice(1, 33)),
    y: b64u(publicKey.slice(33)),
  };
  const privateKey = await crypto.subtle.importKey("jwk", jwk, { name: "ECDH", namedCurve: "P-256" }, false, [
    "deriveBits",
  ]);
  return { privateKey, publicKey };
}

/** The same bytes with the lowest bit of one of them changed. */
export function flipped(bytes: Bytes, at: number): Bytes {
  const copy = bytes.slice();
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
}

export { toHex };
