/**
 * New keys were made, here or elsewhere: everything this device holds under the old ones goes over to the new ones in one transaction.
 * Until it is done the old ones still open all of it, whatever interrupts.
 */
import { equal, fromBase64url, toBase64url } from "../crypto/bytes.ts";
import { LocalError, localKey, openLocal, sealLocal } from "../crypto/keys.ts";
import { openVault } from "../crypto/vault.ts";
import { type Bytes, database, type StoredAccount, type StoredVault, strictly } from "../database.ts";
import { keyring, LOCAL, VaultRolledBack } from "../keyring.ts";
import { merge } from "../merging.ts";
import type { Vault } from "../vault.ts";
import { openPasskeyWrap } from "./account.ts";
import { openLocalWrap } from "./opening.ts";

/** Where each is sealed for; the rooms that write them say the same. */
const DECK = "deck";
const placeOf = {
  drafts: (id: string) => `draft ${id}`,
  only_here: (id: string) => `only ${id}`,
  invites: (iid: string) => `invite ${iid}`,
};

/** Kept in memory only while the passkey is asked for the new ones. */
let former: Bytes | null = null;
/** What is open now will be needed to carry it over. */
export const rememberFormer = (vk: Bytes | null): void => {
  former = vk;
};

/** The vault key this device used until now, as far as it is at hand: a passkey opens the old wrap as it opens the new one. */
export async function formerKey(known: StoredAccount, prf: Bytes | null): Promise<Bytes | null> {
  return (
    keyring()?.vk ??
    former ??
    (await openLocalWrap(known)) ??
    (prf && known.wrap ? openPasskeyWrap(known.wrap, prf, known.uid, known.credential) : null)
  );
}

interface Row {
  sealed: Bytes;
  place: string;
}

async function readRows() {
  const db = await database();
  const [drafts, onlyHere, invites, deck, vault] = await Promise.all([
    db.getAll("drafts"),
    db.getAll("only_here"),
    db.getAll("invites"),
    db.get("flags", DECK),
    db.get("vault", "vault"),
  ]);
  if (!vault) throw new Error("no vault on this device");
  return { drafts, onlyHere, invites, deck, vault };
}
type Rows = Awaited<ReturnType<typeof readRows>>;

const fingerprint = ({ drafts, onlyHere, invites, deck, vault }: Rows): string =>
  JSON.stringify([
    drafts.map(({ id, ends, sealed }) => [id, ends, toBase64url(sealed)]),
    onlyHere.map(({ id, sealed }) => [id, toBase64url(sealed)]),
    invites.map(({ iid, sealed }) => [iid, toBase64url(sealed)]),
    [deck, vault.gen, vault.version, vault.mine && toBase64url(vault.mine)],
  ]);

/** What the old key does not open either stays as it is. */
async function over<Kept extends { sealed: Bytes }>(
  from: CryptoKey,
  to: CryptoKey,
  rows: readonly Kept[],
  place: (row: Kept) => string,
): Promise<Kept[]> {
  const one = async ({ sealed, place: at }: Row): Promise<Bytes> => {
    try {
      return await sealLocal(to, await openLocal(from, sealed, at), at);
    } catch (error) {
      if (error instanceof LocalError) return sealed;
      throw error;
    }
  };
  return Promise.all(rows.map(async (row) => ({ ...row, sealed: await one({ ...row, place: place(row) }) })));
}

const parsed = (bytes: Bytes): Vault => JSON.parse(new TextDecoder().decode(bytes)) as Vault;

export interface Move {
  account: StoredAccount;
  /** The new key of the device's own wrap; null where there is none. */
  kek: CryptoKey | null;
  vk: Bytes;
  /** The vault of the new generation, as the server has it. */
  bytes: Bytes;
  /** The vault key until now; null when nothing at hand opens it: then the new vault is asked for it. */
  was: Bytes | null;
}

/** The key this device was left with, if the new vault still names it. */
async function namedFormer({ account, vk, bytes }: Move): Promise<Bytes | null> {
  const { vault } = await openVault(bytes, vk, account.uid);
  const stored = await (await database()).get("vault", "vault");
  for (const named of (vault as unknown as Vault).former ?? []) {
    const old = fromBase64url(named);
    const opens = stored && (await openVault(stored.base, old, account.uid).catch(() => null));
    if (opens) return old;
  }
  return null;
}

/** The vault as it is to stand here: the server's, with what this device changed and had not sent. Throws `VaultDiffers`. */
async function movedVault({ account, vk, bytes, was }: Move, stored: StoredVault): Promise<StoredVault> {
  const { gen, version, vault } = await openVault(bytes, vk, account.uid);
  if (gen <= stored.gen) throw new VaultRolledBack();
  const next: StoredVault = { gen, version, base: bytes, mine: null };
  if (!was) return next;
  const theirs = vault as unknown as Vault;
  const base = (await openVault(stored.base, was, account.uid)).vault as unknown as Vault;
  const old = await localKey(was, account.uid);
  const mine = stored.mine ? parsed(await openLocal(old, stored.mine, LOCAL)) : base;
  // Without changes of mine the merge still runs: what was swapped is noticed, and what ended stays so.
  const merged = merge(base, mine, theirs);
  if (JSON.stringify(merged) === JSON.stringify(theirs)) return next;
  const fresh = await localKey(vk, account.uid);
  return { ...next, mine: await sealLocal(fresh, new TextEncoder().encode(JSON.stringify(merged)), LOCAL) };
}

/** Go over to the new keys. Throws `VaultRolledBack`, `VaultDiffers`, `VaultError`; then nothing was changed. */
export async function moveOn(asked: Move): Promise<void> {
  const { account, kek, vk } = asked;
  const was = asked.was ?? (await namedFormer(asked));
  const move = { ...asked, was };
  if (was && equal(was, vk)) throw new VaultRolledBack();
  const [from, to] = [was && (await localKey(was, account.uid)), await localKey(vk, account.uid)];
  for (;;) {
    const rows = await readRows();
    const vault = await movedVault(move, rows.vault);
    const { drafts, onlyHere, invites, deck } = rows;
    const moved = from && {
      drafts: await over(from, to, drafts, ({ id }) => placeOf.drafts(id)),
      onlyHere: await over(from, to, onlyHere, ({ id }) => placeOf.only_here(id)),
      invites: await over(from, to, invites, ({ iid }) => placeOf.invites(iid)),
      deck: deck ? await over(from, to, [{ sealed: fromBase64url(deck) }], () => DECK) : [],
    };
    const writing = await strictly("account", "vault", "keys", "flags", "drafts", "only_here", "invites", "pages");
    const store = <Name extends (typeof writing.objectStoreNames)[number]>(name: Name) => writing.objectStore(name);
    const now: Rows = {
      drafts: await store("drafts").getAll(),
      onlyHere: await store("only_here").getAll(),
      invites: await store("invites").getAll(),
      deck: await store("flags").get(DECK),
      vault: (await store("vault").get("vault")) ?? rows.vault,
    };
    const unchanged = fingerprint(now) === fingerprint(rows);
    if (unchanged) {
      const puts: Promise<unknown>[] = [];
      try {
        puts.push(store("account").put(account, "me"), store("vault").put(vault, "vault"));
        // An index of opened notes: written anew as they are read.
        puts.push(store("pages").clear(), store("flags").delete("signed_out"));
        for (const row of moved?.drafts ?? []) puts.push(store("drafts").put(row));
        for (const row of moved?.onlyHere ?? []) puts.push(store("only_here").put(row));
        for (const row of moved?.invites ?? []) puts.push(store("invites").put(row));
        for (const { sealed } of moved?.deck ?? []) puts.push(store("flags").put(toBase64url(sealed), DECK));
        puts.push(kek ? store("keys").put(kek, "device") : store("keys").clear());
        await Promise.all(puts);
      } catch (error) {
        // Half of it would be worse than none: what was put already goes back.
        writing.abort();
        await Promise.allSettled([...puts, writing.done]);
        throw error;
      }
    }
    await writing.done;
    if (!unchanged) continue;
    former = null;
    return;
  }
}
