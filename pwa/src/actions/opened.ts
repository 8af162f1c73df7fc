/** Which passkeys were seen to open the notes: by use, never by what a provider promises. Kept in the vault, so on all my devices. */
import { change, keyring } from "../keyring.ts";
import type { VaultPasskey } from "../vault.ts";

/** Change what the vault says of this passkey; one that it does not name yet gets its place. `ref` = H(credential id), b64u. */
export const changePasskey = (ref: string, fields: Partial<Omit<VaultPasskey, "id">>): Promise<void> =>
  change((vault) => {
    const there = vault.passkeys.find(({ id }) => id === ref);
    if (there) Object.assign(there, fields);
    else vault.passkeys.push({ id: ref, verified: false, ...fields });
  });

/** This passkey's PRF just opened the vault key. Sent with the next sync. */
export async function passkeyOpened(ref: string): Promise<void> {
  const known = keyring()?.vault.passkeys.find(({ id }) => id === ref);
  if (keyring() && known?.verified !== true) await changePasskey(ref, { verified: true });
}
