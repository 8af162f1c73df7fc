/**
 * The invitation kept on this device while a handshake is under way: sealed under the local key, its private key not exportable,
 * every step of it on the disk before the next one. A device that is only being linked has no local key yet: it makes one that cannot
 * be taken out of it.
 */
import { fromBase64url as b, jsonBytes, strictJson } from "./crypto/bytes.ts";
import type { Invite, Joining, Link } from "./crypto/handshake.ts";
import { deviceKek, openLocal, sealLocal } from "./crypto/keys.ts";
import { database, type StoredInvite, strictly } from "./database.ts";
import { type Keyring, keyring } from "./keyring.ts";

/** What is sealed with an invite besides its private key. */
export interface Secrets {
  secret: string;
  commit: string;
  public_key: string;
  /** The server has my first message. */
  posted?: boolean;
  /** Decided: this handshake is over, whether or not the server knows it yet. */
  burned?: boolean;
  /** Host: nonce of the commitment; once answered, B's message and the three sets; once chosen, the space and the payload. */
  nonce?: string;
  bpub?: string;
  mb?: string;
  sets?: number[][];
  right?: number;
  space?: string;
  /** What I let the other read besides: ids of spaces that ended. */
  archive?: string[];
  chosen?: boolean;
  payload?: string;
  /** Guest: A's message, kept when it was checked. */
  apub?: string;
  na?: string;
  ma?: string;
  /** A device being linked: what opens the account, as it was handed over. */
  granted?: Granted;
}
/** What the payload of handshake 2 carries. */
export interface Granted {
  uid: string;
  vk: string;
  /** The vault this device will be shown is of no lower numbers. */
  gen: number;
  version: number;
  /** Permits one passkey. */
  enrol: string;
}
export interface Open {
  stored: StoredInvite;
  secrets: Secrets;
  /** What seals it. */
  local: CryptoKey;
}

/** 2 link my own device: the other side is signed out and is known by its browser alone. */
export const LINK = 2;
const isLinked = ({ side, purpose }: Pick<StoredInvite, "side" | "purpose">): boolean =>
  side === "guest" && purpose === LINK;
const LINKING = "linking";

/** The key that seals this invitation. */
export async function sealing(stored: Pick<StoredInvite, "side" | "purpose">): Promise<CryptoKey> {
  if (!isLinked(stored)) return opened().local;
  const db = await database();
  const known = await db.get("keys", LINKING);
  if (known) return known;
  const made = await deviceKek();
  const transaction = await strictly("keys");
  await Promise.all([transaction.store.put(made, LINKING), transaction.done]);
  return made;
}

const place = (iid: string) => `invite ${iid}`;

export function opened(): Keyring {
  const keys = keyring();
  if (!keys) throw new Error("the keys are not open");
  return keys;
}

export async function keep(open: Open, changed: Partial<Secrets> = {}): Promise<Open> {
  const secrets = { ...open.secrets, ...changed };
  const sealed = await sealLocal(open.local, jsonBytes(secrets), place(open.stored.iid));
  const stored = { ...open.stored, sealed };
  const transaction = await strictly("invites");
  await Promise.all([transaction.store.put(stored), transaction.done]);
  return { ...open, stored, secrets };
}

export async function drop(open: Open): Promise<void> {
  const transaction = await strictly("invites", "keys");
  await Promise.all([
    transaction.objectStore("invites").delete(open.stored.iid),
    isLinked(open.stored) ? transaction.objectStore("keys").delete(LINKING) : null,
    transaction.done,
  ]);
}

export async function current(): Promise<Open | null> {
  const stored = (await (await database()).getAll("invites")).find((one) => isLinked(one) !== (keyring() !== null));
  if (!stored) return null;
  const local = await sealing(stored);
  const secrets = strictJson(await openLocal(local, stored.sealed, place(stored.iid))) as unknown as Secrets;
  return { stored, local, secrets };
}

export const linkOf = ({ stored, secrets }: Open): Link => ({
  purpose: stored.purpose as Link["purpose"],
  iid: b(stored.iid),
  secret: b(secrets.secret),
  commit: b(secrets.commit),
});
export const keysOf = ({ stored, secrets }: Open) => ({
  privateKey: stored.private_key,
  publicKey: b(secrets.public_key),
});
export const inviteOf = (open: Open): Invite => ({
  ...linkOf(open),
  nonce: b(open.secrets.nonce ?? ""),
  keys: keysOf(open),
});
export const joiningOf = (open: Open): Joining => ({ link: linkOf(open), keys: keysOf(open) });

export const answerOf = ({ secrets }: Open) => ({ bpub: b(secrets.bpub ?? ""), mb: b(secrets.mb ?? "") });
