/**
 * The vault as bytes: one JSON object under the vault key, its generation and version in the clear and authenticated. Merging two
 * versions is not done here.
 */
import {
  type Bytes,
  concat,
  decrypt,
  encrypt,
  gcmKey,
  type JsonObject,
  jsonBytes,
  label,
  pad,
  random,
  readU32,
  readU64,
  strictJson,
  u32,
  u64,
  unpad,
  VAULT_BUCKETS,
} from "./bytes.ts";

export type VaultErrorCode = "size" | "version" | "gcm" | "padding" | "json" | "too-long";

export class VaultError extends Error {
  override readonly name = "VaultError";
  readonly code: VaultErrorCode;
  constructor(code: VaultErrorCode) {
    super(`vault refused: ${code}`);
    this.code = code;
  }
}

export interface VaultHeader {
  gen: number;
  version: number;
}
export interface OpenedVault extends VaultHeader {
  vault: JsonObject;
}

const VERSION = 1;
const HEADER_SIZE = 13;
const BODY_AT = HEADER_SIZE + 12;
const LONGEST_JSON = 65536 - 4;

/** `vaultKey` is raw: the same bytes are wrapped for every way in. */
export async function sealVault(
  vaultKey: Bytes,
  gen: number,
  version: number,
  uid: Bytes,
  content: object,
  nonce: Bytes = random(12),
): Promise<Bytes> {
  const head = concat(Uint8Array.of(VERSION), u32(gen), u64(version));
  const json = contentBytes(content);
  if (json.length > LONGEST_JSON) throw new VaultError("too-long");
  const sealed = await encrypt(await gcmKey(vaultKey), nonce, pad(json, VAULT_BUCKETS), associated(head, uid));
  return concat(head, nonce, sealed);
}

/** Throws VaultError. The caller still refuses a lower (gen, version) than it has seen. */
export async function openVault(bytes: Bytes, vaultKey: Bytes, uid: Bytes): Promise<OpenedVault> {
  const header = parseVaultHeader(bytes);
  const aad = associated(bytes.slice(0, HEADER_SIZE), uid);
  let padded: Bytes;
  try {
    padded = await decrypt(await gcmKey(vaultKey), bytes.slice(HEADER_SIZE, BODY_AT), bytes.slice(BODY_AT), aad);
  } catch {
    throw new VaultError("gcm");
  }
  let json: Bytes;
  try {
    json = unpad(padded, VAULT_BUCKETS);
  } catch {
    throw new VaultError("padding");
  }
  return { ...header, vault: readContent(json) };
}

/** What a vault says about itself without its key. */
export function parseVaultHeader(bytes: Bytes): VaultHeader {
  if (!VAULT_BUCKETS.includes(bytes.length - BODY_AT - 16)) throw new VaultError("size");
  if (bytes[0] !== VERSION) throw new VaultError("version");
  try {
    return { gen: readU32(bytes, 1), version: readU64(bytes, 5) };
  } catch {
    throw new VaultError("version");
  }
}

function associated(head: Bytes, uid: Bytes): Bytes {
  if (uid.length !== 16) throw new RangeError("uid has 16 bytes");
  return concat(label("pn1/vault"), head, uid);
}

function contentBytes(content: object): Bytes {
  try {
    return jsonBytes(content);
  } catch {
    throw new VaultError("json");
  }
}

function readContent(json: Bytes): JsonObject {
  try {
    return strictJson(json);
  } catch {
    throw new VaultError("json");
  }
}
