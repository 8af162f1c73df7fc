/** What every way in ends in: this device learns who uses it, and opens what it holds or stays locked. */
import type { Account } from "../api.ts";
import { fromBase64url, toBase64url } from "../crypto/bytes.ts";
import { deviceKek, wrap } from "../crypto/keys.ts";
import { openVault } from "../crypto/vault.ts";
import { type Bytes, database, type StoredAccount, strictly, wipe } from "../database.ts";
import { accept, openKeys, VaultRolledBack } from "../keyring.ts";
import { me, notice, phase } from "../state.ts";
import { follow } from "../sync.ts";
import { meOf } from "./opening.ts";
import { tellTabs } from "./running.ts";
import { enterOpen } from "./waking.ts";

export { endSession } from "./opening.ts";

const b = fromBase64url;
/** Nothing of an archive is sent again, whatever happens to the server. */
const NO_SLOT = -1;

export const same = (left: Bytes, right: Bytes) => toBase64url(left) === toBase64url(right);

/** Write who uses this device, with a wrap of its own when the vault key is at hand. One transaction. */
async function settle(answer: Account, vk: Bytes | null, prf: Bytes | null): Promise<void> {
  const db = await database();
  const [known, vault] = [await db.get("account", "me"), await db.get("vault", "vault")];
  const uid = b(answer.uid);
  const mine = known !== undefined && same(known.uid, uid);
  // What opens a foreign vault, or one of a generation that is over, must leave no trace here.
  const theirs = vk && (await openVault(b(answer.vault), vk, uid));
  // Numbers that only the server says would be a floor under which nothing true lies.
  const { gen, version } = theirs ?? answer;
  if (theirs && mine && vault && theirs.gen < vault.gen) throw new VaultRolledBack();
  // With the app lock on there is no key on the disk; but only a passkey that was seen to open may be the only one here.
  const bare = prf !== null && answer.wrap !== null && (await db.get("flags", "lock")) !== undefined;
  const kek = vk && !bare ? await deviceKek() : null;
  const { operator, recovery, passkey, kept_until, wrap: sealed } = answer;
  const account: StoredAccount = {
    uid,
    operator,
    recovery,
    backed_up: passkey.backed_up,
    kept_until,
    // A passkey that opened nothing takes the place of none that may: what was here still opens what this device holds.
    ...(mine && !vk
      ? { credential: known.credential, wrap: known.wrap, local_wrap: known.local_wrap }
      : {
          credential: b(answer.credential_id),
          wrap: sealed === null ? null : b(sealed),
          local_wrap: vk && kek ? await wrap(3, gen, kek, vk, uid) : null,
        }),
  };
  if (vk && theirs && mine && vault && theirs.gen > vault.gen) {
    const { formerKey, moveOn } = await import("./moving.ts");
    await moveOn({ account, kek, vk, bytes: b(answer.vault), was: await formerKey(known, prf) });
  } else {
    const transaction = await strictly("account", "vault", "keys", "flags");
    await Promise.all([
      transaction.objectStore("account").put(account, "me"),
      // What this device has seen of its own vault is a floor; a newer one is merged in once the keys are open.
      mine && vault
        ? null
        : transaction.objectStore("vault").put({ gen, version, base: b(answer.vault), mine: null }, "vault"),
      kek ? transaction.objectStore("keys").put(kek, "device") : vk && transaction.objectStore("keys").clear(),
      transaction.objectStore("flags").delete("signed_out"),
      transaction.done,
    ]);
  }
  for (const { id, slot, head, incarnation, left } of answer.spaces)
    await follow(id, slot, head, incarnation, { left });
  for (const space of answer.archive) await follow(space.id, NO_SLOT, space.head, space.incarnation);
  me.value = meOf(account, true);
}

/** Somebody else's unsent notes are kept on this device: nobody may sign in over them. */
export async function makeRoomFor(uid: string): Promise<boolean> {
  const db = await database();
  const known = await db.get("account", "me");
  if (!known || toBase64url(known.uid) === uid) return true;
  if ((await db.count("outbox")) + (await db.count("drafts")) + (await db.count("only_here")) > 0) {
    notice.value = "keptForAnother";
    return false;
  }
  await wipe();
  return true;
}

/**
 * Open what the server and a passkey gave; without a key the screen is the locked one, never a reason for new keys. `prf`: what the
 * passkey gave, where that is what opened `vk`.
 */
export async function arrive(answer: Account, vk: Bytes | null, prf: Bytes | null = null): Promise<boolean> {
  // Before anything makes room for it.
  if (vk) await openVault(b(answer.vault), vk, b(answer.uid));
  if (!(await makeRoomFor(answer.uid))) return false;
  await settle(answer, vk, prf);
  if (!vk) {
    phase.value = "locked";
    return true;
  }
  await openKeys(vk);
  try {
    await accept(b(answer.vault));
  } catch (error) {
    // Refused and shown; what this device has seen stays open.
    if (!(error instanceof VaultRolledBack)) throw error;
    notice.value = "vaultRolledBack";
  }
  await enterOpen();
  tellTabs("account");
  return true;
}

export async function rememberAccount(account: StoredAccount): Promise<void> {
  const transaction = await strictly("account");
  await Promise.all([transaction.store.put(account, "me"), transaction.done]);
  me.value = meOf(account, me.value?.session ?? true);
}
