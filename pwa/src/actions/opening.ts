/** What this device holds is opened at start, or stays shut: with the key that is kept here, or behind the lock. */
import { Refusal, remove } from "../api.ts";
import { toBase64url } from "../crypto/bytes.ts";
import { unwrap, WrapError } from "../crypto/keys.ts";
import { type Bytes, database, type StoredAccount, strictly } from "../database.ts";
import { openKeys } from "../keyring.ts";
import { curtain, type Me, me, phase } from "../state.ts";
import { enterOpen } from "./waking.ts";

export const meOf = (account: StoredAccount, session: boolean): Me => ({
  uid: toBase64url(account.uid),
  operator: account.operator,
  session,
  recovery: account.recovery,
  passkeyOpens: account.wrap !== null,
  passkeyBackedUp: account.backed_up,
  keptUntil: account.kept_until ?? null,
});

export const openLocalWrap = async (account: StoredAccount): Promise<Bytes | null> =>
  openWith(await (await database()).get("keys", "device"), account);

async function openWith(kek: CryptoKey | undefined, account: StoredAccount): Promise<Bytes | null> {
  if (!kek || !account.local_wrap) return null;
  try {
    return (await unwrap(account.local_wrap, kek, account.uid)).vk;
  } catch (error) {
    if (error instanceof WrapError) return null;
    throw error;
  }
}

export async function openHere(account: StoredAccount, vk: Bytes): Promise<void> {
  me.value ??= meOf(account, true);
  await openKeys(vk);
  await enterOpen();
}

/** Open what this device holds, at start. */
export async function openStored(): Promise<void> {
  // One look for all of it: on a slow phone each is a frame.
  const look = (await database()).transaction(["account", "keys", "flags"]);
  const [account, kek, flags] = await Promise.all([
    look.objectStore("account").get("me"),
    look.objectStore("keys").get("device"),
    look.objectStore("flags").getAllKeys(),
  ]);
  // Whoever left goes on leaving, and their session ends after it.
  if (flags.includes("sign_out_pending"))
    await import("../leaving.ts").then(({ sendLeaving }) => sendLeaving()).then(endSession, () => undefined);
  if (!account || flags.includes("signed_out")) {
    phase.value = "out";
    return;
  }
  me.value = meOf(account, true);
  if (flags.includes("lock")) {
    [curtain.value, phase.value] = [account.local_wrap ? "screen" : "app", "locked"];
    return;
  }
  const vk = await openWith(kek, account);
  if (!vk) {
    phase.value = "locked";
    return;
  }
  await openHere(account, vk);
}

/** End the session on the server; where it cannot be reached, the next start with a network does. */
export async function endSession(): Promise<void> {
  let pending = false;
  await remove("/api/session").catch((error: unknown) => {
    pending = !(error instanceof Refusal);
  });
  const transaction = await strictly("flags");
  await (pending ? transaction.store.put("yes", "sign_out_pending") : transaction.store.delete("sign_out_pending"));
  await transaction.done;
}
