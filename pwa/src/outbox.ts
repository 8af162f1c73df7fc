/**
 * What waits to be sent. A note gets its number, its seal and its place here in one strict transaction, and only if no other
 * tab took the number meanwhile; after that the same bytes are tried again until the server has them.
 */
import { random, toBase64url } from "./crypto/bytes.ts";
import { type Device, database, type OutboxEntry, type StoredOnlyHere, strictly, type Wish } from "./database.ts";
import type { Keyring, SpaceKeys } from "./keyring.ts";
import { CannotSeal, deviceOf, type Plaintext, sealAt } from "./sealing.ts";
import type { Unsaying } from "./unsaying.ts";
import { activeSpace } from "./vault.ts";

const MOST_HEADS = 4;
const WAKES = new Set(["feeling", "thought", "affirm", "answer"]);

export const newMsgId = (): string => toBase64url(random(16));

/** The other devices that moved since my last envelope, at most four. */
const headsToTell = (device: Device): Record<string, number> =>
  Object.fromEntries(
    Object.entries(device.seen)
      .filter(([id, n]) => n > (device.told[id] ?? 0))
      .slice(0, MOST_HEADS),
  );

/** One envelope to be sealed. */
export interface Saying {
  keys: SpaceKeys;
  content: Plaintext;
  /** Where another saying of the same transaction must name it; drawn otherwise. */
  msg_id?: string;
}

/** What goes in the same transaction as the sealing: all of it or nothing. */
export interface Along {
  /** The pending draft it comes from, which goes. If another tab sent or called it back already, nothing happens. */
  draft?: string | null;
  /** Entries that go without ever having left; their numbers are named. If one was handed over meanwhile, nothing happens. */
  unsay?: readonly string[];
  wishes?: readonly Wish[];
  /** A note that is on this phone only: to be kept, or to go. */
  keepHere?: StoredOnlyHere;
  dropHere?: string;
}

type Writing = Awaited<ReturnType<typeof strictly<["devices", "outbox", "drafts", "wishes", "only_here"]>>>;
interface Sealed {
  /** The numbers as they were read, and as they are once these are in the outbox. */
  read: Map<string, Device>;
  next: Map<string, Device>;
  entries: OutboxEntry[];
}

async function sealAll(sayings: readonly Saying[], unsaid: Unsaying | undefined): Promise<Sealed> {
  const sealed: Sealed = { read: new Map(), next: new Map(), entries: [] };
  for (const { keys, content, msg_id = newMsgId() } of sayings) {
    const first = !sealed.read.has(keys.id);
    const device = sealed.next.get(keys.id) ?? (await deviceOf(keys.id));
    if (first) sealed.read.set(keys.id, device);
    const gone = [...device.gone, ...((first && unsaid?.gone.get(keys.id)) || [])];
    const heads = headsToTell(device);
    const told = { ...content };
    if (Object.keys(heads).length > 0) told["heads"] = heads;
    if (gone.length > 0) told["gone"] = gone;
    const wakes = WAKES.has(content.k) && keys.kind === "shared" ? 1 : 0;
    const { device_id, n } = device;
    const bytes = await sealAt(keys, device, n + 1, msg_id, told, wakes);
    sealed.next.set(keys.id, { ...device, n: n + 1, told: { ...device.told, ...heads }, gone: [] });
    sealed.entries.push({
      ...{ space: keys.id, msg_id, device_id, device_seq: n + 1, epoch: keys.epoch, bytes },
      ...{ state: "waiting", problem: null },
    });
  }
  return sealed;
}

async function unchanged(writing: Writing, read: ReadonlyMap<string, Device>): Promise<boolean> {
  for (const [space, device] of read) {
    const now = await writing.objectStore("devices").get(space);
    if (!now || now.n !== device.n || now.device_id !== device.device_id) return false;
  }
  return true;
}

async function putAway(writing: Writing, sealed: Sealed, along: Along): Promise<void> {
  for (const [space, next] of sealed.next) {
    const now = await writing.objectStore("devices").get(space);
    const said = sealed.read.get(space)?.gone ?? [];
    if (!now) continue;
    const gone = now.gone.filter((n) => !said.includes(n));
    await writing.objectStore("devices").put({ ...now, n: next.n, told: { ...now.told, ...next.told }, gone });
  }
  for (const entry of sealed.entries) await writing.objectStore("outbox").add(entry);
  for (const wish of along.wishes ?? []) await writing.objectStore("wishes").put(wish);
  if (along.draft) await writing.objectStore("drafts").delete(along.draft);
  if (along.keepHere) await writing.objectStore("only_here").put(along.keepHere);
  if (along.dropHere) await writing.objectStore("only_here").delete(along.dropHere);
}

/**
 * Seal these and put them into the outbox, in one transaction with what goes along. Answers their msg_ids, or null where another
 * tab was quicker and nothing happened. Throws `CannotSeal`.
 */
export async function enqueueAll(
  sayings: readonly Saying[],
  along: Along = {},
  spaces: ReadonlyMap<string, SpaceKeys> = new Map(),
): Promise<string[] | null> {
  const { unsay = [] } = along;
  const taking = unsay.length > 0 ? await import("./unsaying.ts") : null;
  for (;;) {
    const unsaid = await taking?.unsaying(unsay, spaces, new Set(sayings.map(({ keys }) => keys.id)));
    if (unsaid === null) return null;
    const sealed = await sealAll(sayings, unsaid);
    const writing = await strictly("devices", "outbox", "drafts", "wishes", "only_here");
    const draft = along.draft ? await writing.objectStore("drafts").get(along.draft) : null;
    // Gone: another tab sent it. Without an audience: it was called back while this was sealing.
    const wanted = draft !== undefined && draft?.audience !== null;
    const free = wanted && (await unchanged(writing, sealed.read));
    const ready = free && (!unsaid || (await taking?.takeOut(writing, unsaid)));
    if (ready) await putAway(writing, sealed, along);
    await writing.done;
    if (ready) return sealed.entries.map((entry) => entry.msg_id);
    if (!wanted || free) return null;
  }
}

/** Seal `content` and put it into the outbox; `draft`: the pending draft it comes from. */
export const enqueue = async (
  keys: SpaceKeys,
  content: Plaintext,
  draft: string | null = null,
): Promise<string | null> => (await enqueueAll([{ keys, content }], { draft }))?.[0] ?? null;

/** Send a refused entry once more, as it is. */
export async function retry(msgId: string): Promise<void> {
  const transaction = await strictly("outbox");
  for (const entry of await transaction.store.getAll()) {
    if (entry.msg_id === msgId && entry.state === "refused")
      await transaction.store.put({ ...entry, state: "waiting", problem: null });
  }
  await transaction.done;
}

/** The open space of a kind. Throws `CannotSeal` when there is none. */
export function openSpace(keys: Keyring, kind: "private" | "shared"): SpaceKeys {
  const space = activeSpace(keys.vault, kind);
  const found = space && keys.spaces.get(space.id);
  if (!found) throw new CannotSeal();
  return found;
}

/** Wishes the server knows of. Read *before* the log is: what came with their answer is then surely in it. */
export const toldWishes = async (): Promise<Wish[]> =>
  (await (await database()).getAll("wishes")).filter((wish) => wish.told);
