/** How two devices' changes of the vault become one. Pure, and fetched only when the server has another vault than this device. */
import { type Vault, VaultDiffers, type VaultEpoch, type VaultPasskey, type VaultSpace } from "./vault.ts";

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
/** Mine where I changed it, otherwise theirs. */
const ours = <Value>(base: Value, mine: Value, theirs: Value): Value => (same(mine, base) ? theirs : mine);

/** Every field of its own: mine where I changed it, so that what a newer app keeps here survives an older one. */
function mergeFields(base: object | undefined, mine: object, theirs: object): Record<string, unknown> {
  const [was, here, there] = [base ?? {}, mine, theirs].map(
    (fields) => new Map<string, unknown>(Object.entries(fields)),
  );
  const merged: [string, unknown][] = [];
  for (const name of new Set([...(there?.keys() ?? []), ...(here?.keys() ?? [])])) {
    const value = ours(was?.get(name), here?.get(name), there?.get(name));
    if (value !== undefined) merged.push([name, value]);
  }
  return Object.fromEntries(merged);
}

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
    ...(mergeFields(base, mine, theirs) as unknown as VaultSpace),
    state: mine.state === "ended" || theirs.state === "ended" ? "ended" : "active",
    epochs: mergeEpochs(mine.epochs, theirs.epochs),
  };
  for (const list of ["devices", "erased"] as const) {
    const all = new Set([...(theirs[list] ?? []), ...(mine[list] ?? [])]);
    if (all.size > 0) merged[list] = [...all].sort();
  }
  return merged;
}

function mergePasskeys(base: VaultPasskey[], mine: VaultPasskey[], theirs: VaultPasskey[]): VaultPasskey[] {
  const at = (list: VaultPasskey[], id: string) => list.find((passkey) => passkey.id === id);
  const merged: VaultPasskey[] = [];
  for (const id of new Set([...theirs, ...mine].map((passkey) => passkey.id))) {
    const [was, here, there] = [at(base, id), at(mine, id), at(theirs, id)];
    // A removal stays: what was in the base and is gone on either side is gone.
    if (was && !(here && there)) continue;
    const [one, other] = [here ?? there, there ?? here];
    if (!one || !other) continue;
    merged.push({
      ...(mergeFields(was, one, other) as unknown as VaultPasskey),
      verified: Boolean(one.verified || other.verified),
    });
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
    return here
      ? mergeSpace(
          base.spaces.find((other) => other.id === space.id),
          here,
          space,
        )
      : space;
  });
  for (const space of mine.spaces) if (!spaces.some((other) => other.id === space.id)) spaces.push(space);
  return {
    ...(mergeFields(base, mine, theirs) as unknown as Vault),
    spaces,
    passkeys: mergePasskeys(base.passkeys, mine.passkeys, theirs.passkeys),
    settings: mergeFields(base.settings, mine.settings, theirs.settings),
  };
}
