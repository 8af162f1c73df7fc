/**
 * This device's store (IndexedDB). It holds only sealed bytes: envelopes as they came, everything of our own under the local
 * key. Connections are opened lazily and dropped when the page hides, because iOS kills them in the background.
 */
import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB, unwrap } from "idb";

export type Bytes = Uint8Array<ArrayBuffer>;

/** Who uses this device, and the wraps that came with the account. `credential` is the raw id of the passkey last used here. */
export interface StoredAccount {
  uid: Bytes;
  credential: Bytes;
  operator: string;
  recovery: boolean;
  backed_up: boolean;
  /** The account was ended: the last day on which it can be kept. */
  kept_until?: string | null;
  /** Kind 1: opens with this passkey's PRF, also with the server gone. */
  wrap: Bytes | null;
  /** Kind 3: opens with the non-extractable key in `keys`; absent while the app lock is on. */
  local_wrap: Bytes | null;
}

/** The vault as the server last had it, and what this device changed since (sealed under the local key). */
export interface StoredVault {
  gen: number;
  version: number;
  base: Bytes;
  mine: Bytes | null;
}

/** Where this device stands in a space. `tail`: newest seq held; `floor`: everything from here to `tail` is held, 1 = complete. */
export interface Cursor {
  space: string;
  slot: number;
  tail: number;
  floor: number;
  head: number;
  incarnation: string | null;
  ended: boolean;
  /** I left, or my vault says that it ended: nothing of mine is sent there any more. */
  closed?: boolean;
  /** The slots whose person left or let go of something since, in the server's words. */
  left?: number[];
}

/** One item as the server served it. `bytes` null: taken back. Negative `seq`: from before the server was restored. */
export interface StoredItem {
  space: string;
  seq: number;
  slot: number;
  msg_id: string;
  bytes: Bytes | null;
}

/** A sealed envelope on its way. `state`: waiting to go · `stale` until a newer key is here · `refused` for good. */
export interface OutboxEntry {
  n?: number;
  space: string;
  msg_id: string;
  device_id: string;
  device_seq: number;
  epoch: number;
  bytes: Bytes;
  /** It was handed to the network at least once: the server may have it. */
  tried?: boolean;
  state: "waiting" | "stale" | "refused";
  problem: string | null;
}

/** This install's numbers in one space. `seen`/`told`: the newest device_seq of the other devices, held and announced. */
export interface Device {
  space: string;
  device_id: string;
  n: number;
  seen: Record<string, number>;
  told: Record<string, number>;
  gone: number[];
  cloned?: boolean;
}

/** A draft, sealed. `ends` is set once the person shared or kept it: then it becomes a note when undo is over. */
export interface StoredDraft {
  id: string;
  sealed: Bytes;
  audience: "share" | "keep" | null;
  ends: number | null;
}

/**
 * What the server is still to be told of a note of mine: take its bytes away, or serve them again. The last wish counts. Once told it
 * stays until the log was read as it stood after: if my other device said otherwise meanwhile, the server is told so.
 */
export interface Wish {
  msg_id: string;
  space: string;
  wish: "erase" | "restore";
  told?: boolean;
  /** It came too late to be put back. */
  refused?: boolean;
}

/** A note that never leaves this phone, sealed under the local key. */
export interface StoredOnlyHere {
  id: string;
  sealed: Bytes;
}

/**
 * Opened items of 250 consecutive seqs of a space, sealed under the local key: a throw-away index that saves opening each one. It
 * goes whenever one of its items changes (`pageWith`); the envelopes stay the truth.
 */
export interface StoredPage {
  space: string;
  /** Its number, and behind the point a random edition: one that was written anew is told from the one before. */
  page: number;
  sealed: Bytes;
}

/** A handshake under way; its secrets are sealed under the local key, its private key cannot be exported. */
export interface StoredInvite {
  iid: string;
  side: "host" | "guest";
  purpose: number;
  expires: number;
  private_key: CryptoKey;
  sealed: Bytes;
}

interface Schema extends DBSchema {
  account: { key: string; value: StoredAccount };
  vault: { key: string; value: StoredVault };
  keys: { key: string; value: CryptoKey };
  cursors: { key: string; value: Cursor };
  items: { key: [string, number]; value: StoredItem };
  outbox: { key: number; value: OutboxEntry };
  devices: { key: string; value: Device };
  drafts: { key: string; value: StoredDraft };
  invites: { key: string; value: StoredInvite };
  flags: { key: string; value: string };
  wishes: { key: string; value: Wish };
  only_here: { key: string; value: StoredOnlyHere };
  pages: { key: [string, number]; value: StoredPage };
}
export type Store = IDBPDatabase<Schema>;
export type StoreName =
  | "account"
  | "vault"
  | "keys"
  | "cursors"
  | "items"
  | "outbox"
  | "devices"
  | "drafts"
  | "invites"
  | "flags"
  | "wishes"
  | "only_here"
  | "pages";
const ALL: StoreName[] = [
  "account",
  "vault",
  "keys",
  "cursors",
  "items",
  "outbox",
  "devices",
  "drafts",
  "invites",
  "flags",
  "wishes",
  "only_here",
  "pages",
];

/** The stores of the first version: a phone that has them keeps every byte. */
function first(db: Store): void {
  for (const name of ["account", "vault", "keys", "flags"] as const) db.createObjectStore(name);
  for (const name of ["cursors", "devices"] as const) db.createObjectStore(name, { keyPath: "space" });
  db.createObjectStore("items", { keyPath: ["space", "seq"] });
  db.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
  db.createObjectStore("drafts", { keyPath: "id" });
  db.createObjectStore("invites", { keyPath: "iid" });
}

let opening: Promise<Store> | null = null;

/** The open store; opened on first use and after it was dropped. */
export function database(): Promise<Store> {
  opening ??= openDB<Schema>("unsaid", 2, {
    upgrade(db, from) {
      if (from < 1) first(db);
      db.createObjectStore("wishes", { keyPath: "msg_id" });
      db.createObjectStore("only_here", { keyPath: "id" });
      db.createObjectStore("pages", { keyPath: ["space", "page"] });
    },
    blocking: () => void dropConnection(),
    terminated: () => {
      opening = null;
    },
  }).catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

/** Close the connection; the next use opens a new one. */
export async function dropConnection(): Promise<void> {
  const dropped = opening;
  opening = null;
  (await dropped?.catch(() => null))?.close();
}

/** A transaction that is on the disk when it is done: what "saved" may be said after. */
export async function strictly<Names extends StoreName[]>(...names: Names) {
  const begin = async () => (await database()).transaction(names, "readwrite", { durability: "strict" });
  try {
    return await begin();
  } catch (error) {
    // A connection that died while the app was in the background says InvalidStateError once; a new one works.
    if (!(error instanceof DOMException) || error.name !== "InvalidStateError") throw error;
    await dropConnection();
    return begin();
  }
}

type Writable<Name extends StoreName> = IDBPObjectStore<Schema, StoreName[], Name, "readwrite">;

/**
 * Put or delete many without a promise for each, which costs more than the writing. What fails ends the transaction, and its
 * `done` says so.
 */
export function putAll<Name extends StoreName>(store: Writable<Name>, values: readonly Schema[Name]["value"][]): void {
  const plain = unwrap(store) as IDBObjectStore;
  for (const value of values) plain.put(value);
}
export function deleteAll<Name extends StoreName>(store: Writable<Name>, keys: readonly Schema[Name]["key"][]): void {
  const plain = unwrap(store) as IDBObjectStore;
  for (const key of keys) plain.delete(key);
}

export const PAGE = 250;
/** The page that holds this item, for whoever changes the item: it goes in the same transaction. */
export function pageWith(space: string, seq: number): IDBKeyRange {
  const page = Math.floor((seq - 1) / PAGE);
  return IDBKeyRange.bound([space, page], [space, page + 1], false, true);
}

/** All the items of a space whose seq lies in the bounds, oldest first. */
export const itemsBetween = async (space: string, low: number, high: number): Promise<StoredItem[]> =>
  (await database()).getAll("items", IDBKeyRange.bound([space, low], [space, high]));

/** Forget everything on this device in one transaction. */
export async function wipe(): Promise<void> {
  const transaction = await strictly(...ALL);
  await Promise.all([...ALL.map((name) => transaction.objectStore(name).clear()), transaction.done]);
}
