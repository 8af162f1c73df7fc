/**
 * The keys that are open on this device, in memory only, and the vault they come from: changed here at once, agreed with the
 * server by compare-and-swap when there is a network. A lower (generation, version) than seen is refused.
 */
import { get, put, Refusal } from "./api.ts";
import { equal, fromBase64url, toBase64url } from "./crypto/bytes.ts";
import { importSelfKey, importSpaceKey } from "./crypto/envelope.ts";
import { localKey, openLocal, sealLocal } from "./crypto/keys.ts";
import { openVault, sealVault } from "./crypto/vault.ts";
import { type Bytes, database, type StoredVault, strictly } from "./database.ts";
import type { Vault, VaultSpace } from "./vault.ts";

/** Where the changes of this device are sealed for. */
export const LOCAL = "vault";
const TRIES = 5;

export interface SpaceKeys {
  id: string;
  kind: "private" | "shared";
  slot: number;
  ended: boolean;
  /** I took back all that I had shared there. */
  letGo: boolean;
  /** Edits of mine that I had erased after the end. */
  erased: ReadonlySet<string>;
  /** Handed over after everything was lost: nothing in it can be proven to be mine, nor be changed. */
  archived: boolean;
  /** The newest epoch there is a key for: what we seal with. */
  epoch: number;
  epochs: Map<number, { space: CryptoKey; self: CryptoKey }>;
}
export interface Keyring {
  uid: Bytes;
  vk: Bytes;
  /** Seals what this device keeps for itself: drafts, invites, changes of the vault. */
  local: CryptoKey;
  gen: number;
  version: number;
  vault: Vault;
  spaces: Map<string, SpaceKeys>;
}

/** The server showed a vault older than one this device has seen. */
export class VaultRolledBack extends Error {}

let held: Keyring | null = null;
/** Counts how often the keys were forgotten: what was under way then must not bring them back. */
let forgotten = 0;
/** The open keys, or null while locked. */
export const keyring = (): Keyring | null => held;
/** Forget every key in memory. */
export const forgetKeys = (): void => {
  held = null;
  forgotten += 1;
};

async function spaceKeys(space: VaultSpace): Promise<SpaceKeys> {
  const imported = space.epochs.map(async ({ n, key, self }) => {
    const keys = await Promise.all([importSpaceKey(fromBase64url(key)), importSelfKey(fromBase64url(self))]);
    return [n, { space: keys[0], self: keys[1] }] as const;
  });
  const epochs: SpaceKeys["epochs"] = new Map(await Promise.all(imported));
  const { id, kind, slot, state, let_go: letGo = false, archived = false } = space;
  const [ended, erased, epoch] = [state === "ended", new Set(space.erased), Math.max(...epochs.keys())];
  return { id, kind, slot, ended, letGo, erased, archived, epoch, epochs };
}

async function hold(since: number, uid: Bytes, vk: Bytes, stored: StoredVault, vault: Vault): Promise<Keyring> {
  const local = held && equal(held.vk, vk) ? held.local : await localKey(vk, uid);
  const opened = vault.spaces.map(async (space) => {
    const known = held?.spaces.get(space.id);
    const unchanged =
      known?.epochs.size === space.epochs.length &&
      known.ended === (space.state === "ended") &&
      known.letGo === (space.let_go === true) &&
      known.erased.size === (space.erased?.length ?? 0);
    return [space.id, unchanged ? known : await spaceKeys(space)] as const;
  });
  const spaces = new Map(await Promise.all(opened));
  if (since !== forgotten) throw new Error("the keys are not open");
  held = { uid, vk, local, gen: stored.gen, version: stored.version, vault, spaces };
  return held;
}

const encode = (vault: Vault): Bytes => new TextEncoder().encode(JSON.stringify(vault));
const sealMine = (local: CryptoKey, vault: Vault) => sealLocal(local, encode(vault), LOCAL);
const openMine = async (local: CryptoKey, sealed: Bytes): Promise<Vault> =>
  JSON.parse(new TextDecoder().decode(await openLocal(local, sealed, LOCAL))) as Vault;

/** Open the vault kept on this device with `vk`. Throws when it is not this vault's key. */
export async function openKeys(vk: Bytes): Promise<Keyring> {
  const since = forgotten;
  const look = (await database()).transaction(["account", "vault"]);
  const [account, stored] = await Promise.all([
    look.objectStore("account").get("me"),
    look.objectStore("vault").get("vault"),
  ]);
  if (!account || !stored) throw new Error("no vault on this device");
  const { vault } = await openVault(stored.base, vk, account.uid);
  const mine = stored.mine ? await openMine(await localKey(vk, account.uid), stored.mine) : null;
  return hold(since, account.uid, vk, stored, mine ?? (vault as unknown as Vault));
}

function opened(): Keyring {
  if (!held) throw new Error("the keys are not open");
  return held;
}

/** Read the vault again as another tab may have left it. */
export const reopenKeys = (): Promise<Keyring> => openKeys(opened().vk);

async function store(stored: StoredVault): Promise<void> {
  const transaction = await strictly("vault");
  await Promise.all([transaction.store.put(stored, "vault"), transaction.done]);
}

async function storedVault(): Promise<StoredVault> {
  const stored = await (await database()).get("vault", "vault");
  if (!stored) throw new Error("no vault on this device");
  return stored;
}

/** Change the vault on this device at once; `push` agrees it with the server. `mutate` gets a copy of its own. */
export async function change(mutate: (vault: Vault) => void): Promise<void> {
  await navigator.locks.request("unsaid-vault", async () => {
    const { vk, local, uid } = opened();
    const since = forgotten;
    const stored = await storedVault();
    const { vault } = await openKeys(vk);
    const mine = structuredClone(vault);
    mutate(mine);
    const next = { ...stored, mine: await sealMine(local, mine) };
    await store(next);
    await hold(since, uid, vk, next, mine);
  });
}

/** Take the server's vault: merged with what was changed here. Throws `VaultRolledBack`, `VaultDiffers`. */
export async function accept(bytes: Bytes): Promise<void> {
  const { merge } = await import("./merging.ts");
  await navigator.locks.request("unsaid-vault", async () => {
    const { vk, local, uid } = opened();
    const since = forgotten;
    const stored = await storedVault();
    const theirs = await openVault(bytes, vk, uid);
    if (theirs.gen < stored.gen || (theirs.gen === stored.gen && theirs.version < stored.version))
      throw new VaultRolledBack();
    const vault = theirs.vault as unknown as Vault;
    const next: StoredVault = { gen: theirs.gen, version: theirs.version, base: bytes, mine: null };
    const base = (await openVault(stored.base, vk, uid)).vault as unknown as Vault;
    // Without changes of mine the merge still runs: what was swapped is noticed, and what ended stays so.
    const mine = stored.mine ? await openMine(local, stored.mine) : base;
    const merged = merge(base, mine, vault);
    if (JSON.stringify(merged) !== JSON.stringify(vault)) next.mine = await sealMine(local, merged);
    await store(next);
    await hold(since, uid, vk, next, merged);
  });
}

/** Fetch the server's vault and take it. */
export async function refresh(): Promise<void> {
  const { vault } = await get<{ vault: string }>("/api/vault");
  await accept(fromBase64url(vault));
}

/**
 * Agree what was changed here with the server. Answers whether anything was sent. Throws `NoNetwork`, `Refusal`,
 * `VaultRolledBack`, `VaultDiffers`.
 */
export async function push(): Promise<boolean> {
  return navigator.locks.request("unsaid-vault-push", async () => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { vk, uid, local } = opened();
      const stored = await storedVault();
      if (!stored.mine) return tries > 0;
      const version = stored.version + 1;
      const bytes = await sealVault(vk, stored.gen, version, uid, await openMine(local, stored.mine));
      try {
        await put("/api/vault", { vault: toBase64url(bytes) }, { "If-Match": `"${stored.version}"` });
      } catch (error) {
        if (!(error instanceof Refusal) || error.problem.type !== "vault-conflict") throw error;
        await refresh();
        continue;
      }
      await navigator.locks.request("unsaid-vault", async () => {
        const now = await storedVault();
        // Changed again meanwhile: that change goes with the next round.
        const settled = now.mine !== null && stored.mine !== null && equal(now.mine, stored.mine);
        await store({ gen: stored.gen, version, base: bytes, mine: settled ? null : now.mine });
        if (held) held.version = version;
      });
    }
    return true;
  });
}
