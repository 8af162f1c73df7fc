/** Handshake 1: a shared space is drawn by the host, entered by the guest. */
import { type Account, get, type InviteState, NoNetwork, post } from "../api.ts";
import { momentOf } from "../calendar.ts";
import { fromBase64url as b, type JsonObject, random, toBase64url } from "../crypto/bytes.ts";
import { HandshakeError, openPayload, type Session } from "../crypto/handshake.ts";
import { keep, type Open, opened } from "../invites.ts";
import { change, keyring, push, refresh } from "../keyring.ts";
import { enqueue } from "../outbox.ts";
import { follow } from "../sync.ts";
import { activeSpace, type Vault, type VaultSpace } from "../vault.ts";

const NO_SLOT = -1;

const newSpace = (slot: 0 | 1, id: string, key: string): VaultSpace => ({
  id,
  kind: "shared",
  slot,
  state: "active",
  since: momentOf().day,
  epochs: [{ n: 1, key, self: toBase64url(random(32)) }],
});

const inMyVault = (id: string): VaultSpace | undefined => opened().vault.spaces.find((space) => space.id === id);

/** Host, the emoji were right: the id is kept before anything is drawn for it. */
export const choose = (open: Open): Promise<Open> => keep(open, { space: toBase64url(random(16)) });
export const isChosen = ({ secrets }: Open): boolean => secrets.space !== undefined;

/** Host: what the payload carries. The keys go into my own vault first: what was posted and is not there would be lost to me. */
export async function content({ secrets }: Open): Promise<object> {
  const id = secrets.space ?? "";
  const space = inMyVault(id) ?? newSpace(0, id, toBase64url(random(32)));
  if (!inMyVault(id)) {
    await change((vault) => {
      vault.spaces.push(space);
    });
  }
  await push();
  const archive = secrets.archive?.map(inMyVault).filter((one) => one !== undefined) ?? [];
  const epochs = keysOf(space);
  return archive.length > 0 ? { space: id, epochs, archive: archive.map(handedBack) } : { space: id, epochs };
}

const keysOf = ({ epochs }: VaultSpace) => epochs.map(({ n, key }) => ({ n, key }));
/** An ended space, for somebody who was in it and lost everything: theirs is the slot that is not mine. */
const handedBack = (space: VaultSpace) => ({
  space: space.id,
  epochs: keysOf(space),
  slot: 1 - space.slot,
  since: space.since,
});

/** Host: the two are in the space. */
export const handedOver = ({ secrets }: Open): Promise<void> => follow(secrets.space ?? "", 0);

/** Whether my payload reached the server after all, and the space with it. */
export async function hasBegun({ secrets }: Open): Promise<boolean> {
  if (!secrets.payload) return false;
  const { spaces } = await get<Account>("/api/session");
  return spaces.some((space) => space.id === secrets.space && space.ended_seq === null);
}

/** Host: see that keys that nobody got are never used. */
export async function forget({ secrets: { space } }: Open): Promise<void> {
  if (!space) return;
  await change((vault) => {
    for (const known of vault.spaces) if (known.id === space) known.state = "ended";
  });
}

/** Guest: a shared space whose keys never reached me is of no use: leave it, so that both can begin anew. */
export async function leaveUnknown(): Promise<void> {
  try {
    await refresh();
    const { spaces } = await get<Account>("/api/session");
    const mine = new Set(opened().vault.spaces.map((space) => space.id));
    for (const space of spaces) {
      if (space.kind === "shared" && space.ended_seq === null && !mine.has(space.id))
        await post(`/api/spaces/${space.id}/leave`);
    }
  } catch (error) {
    if (error instanceof NoNetwork) throw error; // tried again with the burning; whatever else it is, the invitation is over
  }
}

export const sized = (value: unknown, size: number): value is string => {
  try {
    return typeof value === "string" && b(value).length === size;
  } catch {
    return false;
  }
};

/** The payload's space with my own slot and self key. Throws `HandshakeError` for anything that handshake 1 does not carry. */
export function readPayload(json: JsonObject, served: string): VaultSpace {
  const { space, epochs } = json;
  const first = Array.isArray(epochs) && epochs.length === 1 ? (epochs[0] as JsonObject) : null;
  // The server says which space this account is a member of now; the host says which it means. They must be the same one.
  if (!sized(space, 16) || space !== served || first?.["n"] !== 1 || !sized(first["key"], 32))
    throw new HandshakeError("payload");
  return newSpace(1, space, first["key"]);
}

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const MOST_ARCHIVED = 20;

/** The ended spaces that came along. Throws `HandshakeError` for anything else, or for one that I have already. */
export function readArchive({ archive }: JsonObject, known: ReadonlySet<string>): VaultSpace[] {
  if (archive === undefined) return [];
  if (!Array.isArray(archive) || archive.length > MOST_ARCHIVED) throw new HandshakeError("payload");
  const spaces = (archive as (JsonObject | null)[]).map((one): VaultSpace => {
    const { space, epochs, slot, since } = one ?? {};
    const all = Array.isArray(epochs) ? (epochs as (JsonObject | null)[]) : [];
    const good = all.every((epoch, at) => epoch?.["n"] === at + 1 && sized(epoch["key"], 32));
    const whole = sized(space, 16) && !known.has(space) && all.length > 0 && good && isDay(since);
    if (!whole || (slot !== 0 && slot !== 1)) throw new HandshakeError("payload");
    const keys = all.map((epoch) => ({
      n: epoch?.["n"] as number,
      key: epoch?.["key"] as string,
      self: toBase64url(random(32)),
    }));
    return { id: space, kind: "shared", slot, state: "ended", since, archived: true, epochs: keys };
  });
  if (new Set(spaces.map(({ id }) => id)).size !== spaces.length) throw new HandshakeError("payload");
  return spaces;
}

/** However long the list of keys somebody hands over: this much of the vault, and no more, may be used when they came. */
const MOST_USED = 49_152;
/** Throws `HandshakeError` where the vault could hold too little of what I do later. */
export function admit(vault: Vault, archive: readonly VaultSpace[]): void {
  const bytes = JSON.stringify([...vault.spaces, ...archive]).length;
  if (archive.length > 0 && bytes > MOST_USED) throw new HandshakeError("payload");
}

/** What I was let in to read is fetched like everything older. */
async function followArchive(): Promise<void> {
  const archived = opened().vault.spaces.filter((space) => space.archived);
  if (archived.length === 0) return;
  const { archive } = await get<Account>("/api/session");
  for (const { id, head, incarnation } of archive) await follow(id, NO_SLOT, head, incarnation);
}

/** Guest: take the keys in, and say hello with them. */
export async function take(session: Session, state: InviteState): Promise<void> {
  const json = await openPayload(session, b(state.payload ?? ""));
  const space = readPayload(json, state.space_id ?? "");
  const { vault } = opened();
  const known = vault.spaces.find((other) => other.id === space.id);
  // Seen before with the same key: this device was interrupted here. With another key or slot it is an attack on that space.
  if (
    known &&
    (known.slot !== 1 ||
      known.state !== "active" ||
      known.epochs.length !== 1 ||
      known.epochs[0]?.key !== space.epochs[0]?.key)
  ) {
    throw new HandshakeError("payload");
  }
  if (!known && activeSpace(vault, "shared")) throw new HandshakeError("payload");
  const archive = known ? [] : readArchive(json, new Set([space.id, ...vault.spaces.map(({ id }) => id)]));
  if (!known) {
    admit(vault, archive);
    await change((mine) => {
      mine.spaces.push(...archive, space);
    });
  }
  await push();
  await follow(space.id, 1);
  await followArchive();
  const keys = keyring()?.spaces.get(space.id);
  if (keys) await enqueue(keys, { k: "hello", ...momentOf() });
}
