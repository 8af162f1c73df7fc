/** What the vault says, and how two devices' changes of it become one. Pure: the network and the store are in `keyring.ts`. */

export interface VaultEpoch {
  n: number;
  key: string;
  self: string;
}
export interface VaultSpace {
  id: string;
  kind: "private" | "shared";
  slot: number;
  state: "active" | "ended";
  since: string;
  epochs: VaultEpoch[];
  partner_name?: string;
  devices?: string[];
}
export interface VaultPasskey {
  id: string;
  name?: string;
  verified: boolean;
}
export interface Vault {
  v: 1;
  spaces: VaultSpace[];
  passkeys: VaultPasskey[];
  settings: Record<string, unknown>;
}

/** Something that can never change differs between two versions of the vault: stop and show, never choose. */
export class VaultDiffers extends Error {}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
/** Mine where I changed it, otherwise theirs. */
const ours = <Value>(base: Value, mine: Value, theirs: Value): Value => (same(mine, base) ? theirs : mine);

function mergeEpochs(mine: VaultEpoch[], theirs: VaultEpoch[]): VaultEpoch[] {
  const merged = new Map(theirs.map((epoch) => [epoch.n, epoch]));
  for (const epoch of mine) {
    const other = merged.get(epoch.n);
    if (other && (other.key !== epoch.key || other.self !== epoch.self)) throw new VaultDiffers("epoch");
    merged.set(epoch.n, { ...other, ...epoch });
  }
  return [...merged.values()].sort((a, b) => a.n - b.n);
}

function mergeSpace(base: VaultSpace | undefined, mine: VaultSpace, theirs: VaultSpace): VaultSpace {
  for (const fixed of ["id", "kind", "slot", "since"] as const) {
    if (mine[fixed] !== theirs[fixed]) throw new VaultDiffers(fixed);
  }
  const merged: VaultSpace = {
    ...theirs,
    ...mine,
    state: mine.state === "ended" || theirs.state === "ended" ? "ended" : "active",
    epochs: mergeEpochs(mine.epochs, theirs.epochs),
  };
  const name = ours(base?.partner_name, mine.partner_name, theirs.partner_name);
  if (name === undefined) delete merged.partner_name;
  else merged.partner_name = name;
  const devices = new Set([...(theirs.devices ?? []), ...(mine.devices ?? [])]);
  if (devices.size > 0) merged.devices = [...devices].sort();
  return merged;
}

function mergePasskeys(base: VaultPasskey[], mine: VaultPasskey[], theirs: VaultPasskey[]): VaultPasskey[] {
  const at = (list: VaultPasskey[], id: string) => list.find((passkey) => passkey.id === id);
  const merged: VaultPasskey[] = [];
  for (const id of new Set([...theirs, ...mine].map((passkey) => passkey.id))) {
    const [was, here, there] = [at(base, id), at(mine, id), at(theirs, id)];
    // A removal stays: what was in the base and is gone on either side is gone.
    if (was && !(here && there)) continue;
    const known = here ?? there;
    if (!known) continue;
    const name = ours(was?.name, here?.name ?? there?.name, there?.name ?? here?.name);
    const { name: _, ...rest } = { ...there, ...known };
    merged.push({ ...rest, ...(name === undefined ? {} : { name }), verified: Boolean(here?.verified || there?.verified) });
  }
  return merged;
}

/**
 * Three-way merge against `base`, the version last read. Spaces by id, epochs by n, `ended` beats `active`, removals of passkeys
 * stay, settings key by key. Throws `VaultDiffers` where a key, slot or kind was changed.
 */
export function merge(base: Vault, mine: Vault, theirs: Vault): Vault {
  const spaces = theirs.spaces.map((space) => {
    const here = mine.spaces.find((other) => other.id === space.id);
    return here ? mergeSpace(base.spaces.find((other) => other.id === space.id), here, space) : space;
  });
  for (const space of mine.spaces) if (!spaces.some((other) => other.id === space.id)) spaces.push(space);
  const settings: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs.settings), ...Object.keys(mine.settings)])) {
    const value = ours(base.settings[key], mine.settings[key], theirs.settings[key]);
    if (value !== undefined) settings[key] = value;
  }
  return { ...theirs, ...mine, spaces, passkeys: mergePasskeys(base.passkeys, mine.passkeys, theirs.passkeys), settings };
}

/** The active space of a kind, if there is one. */
export const activeSpace = (vault: Vault, kind: "private" | "shared"): VaultSpace | undefined =>
  vault.spaces.find((space) => space.kind === kind && space.state === "active");
