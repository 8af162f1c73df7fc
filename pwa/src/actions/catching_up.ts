/**
 * My keys were renewed on another device: this one asks its passkey for the new ones, and takes everything with it that the old ones
 * still hold here. Where no way to them is at hand it stays locked, and loses nothing.
 */
import { type Account, get, Refusal } from "../api.ts";
import { fromBase64url as b, toBase64url } from "../crypto/bytes.ts";
import { credentialRef } from "../crypto/keys.ts";
import { parseVaultHeader } from "../crypto/vault.ts";
import { keyring } from "../keyring.ts";
import { askPrf } from "../passkeys.ts";
import { notice } from "../state.ts";
import { openPasskeyWrap, signIn } from "./account.ts";
import { arrive } from "./arriving.ts";
import { saved } from "./drafts.ts";
import { rememberFormer } from "./moving.ts";
import { finishUndone } from "./pending.ts";
import { shut } from "./waking.ts";

/** The server speaks of newer keys. It is believed only as far as the vault it then shows. */
export async function fallBehind(): Promise<void> {
  const answer = await get<Account>("/api/session");
  const keys = keyring();
  if (!keys || parseVaultHeader(b(answer.vault)).gen <= keys.gen) return;
  // Sealed with what is still open; it goes over with everything else.
  await finishUndone(true);
  await saved();
  rememberFormer(keys.vk);
  shut("renewed");
}

/** One touch: what the passkey gives opens the new keys, and the old ones. */
export async function catchUp(): Promise<boolean> {
  const answer = await get<Account>("/api/session").catch((error: unknown) => {
    if (error instanceof Refusal && error.problem.type === "signed-out") return null;
    throw error;
  });
  if (!answer) return signIn();
  const credential = b(answer.credential_id);
  const { prf } = answer.wrap ? await askPrf(credential) : { prf: null };
  const vk = prf && answer.wrap ? await openPasskeyWrap(b(answer.wrap), prf, b(answer.uid), credential) : null;
  if (!vk) {
    notice.value = "passkeyFailed";
    return false;
  }
  const arrived = await arrive(answer, vk, prf);
  const { passkeyOpened } = await import("./opened.ts");
  if (arrived) await passkeyOpened(toBase64url(await credentialRef(credential)));
  return arrived;
}
