/** What the vault says. How two devices' changes of it become one is `merging.ts`; the network and the store are in `keyring.ts`. */

export interface VaultEpoch {
  n: number;
  key: string;
  self: string;
  /** The handshake that renewed it. */
  from?: string;
}
export interface VaultSpace {
  id: string;
  kind: "private" | "shared";
  slot: number;
  state: "active" | "ended";
  since: string;
  epochs: VaultEpoch[];
  /** It ended before I had this account: whoever was in it with me handed me its keys, but none of mine prove who wrote what. */
  archived?: true;
  /** Drawn by me in the handshake `iid` and handed over, but not used by the other yet. */
  pending?: { n: number; key: string; self: string; iid: string };
  /** I took back all that I had shared there. */
  let_go?: true;
  /** The msg_ids of edits that I had erased after the end: once their bytes are gone, nothing else says that they were no notes. */
  erased?: string[];
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
  /** The last vault keys before this one: what a device sealed under them, it opens with them once more. */
  former?: string[];
}

/** Something that can never change differs between two versions of the vault: stop and show, never choose. */
export class VaultDiffers extends Error {}

/** The active space of a kind, if there is one. */
export const activeSpace = (vault: Vault, kind: "private" | "shared"): VaultSpace | undefined =>
  vault.spaces.find((space) => space.kind === kind && space.state === "active");
