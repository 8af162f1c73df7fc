/** Coming in and going out: a new account, signing in, unlocking, the recovery code, signing out. */
import { type Account, get, post, put, Refusal, remove } from "../api.ts";
import { momentOf } from "../calendar.ts";
import { fromBase64url, random, sha256, toBase64url } from "../crypto/bytes.ts";
import { credentialRef, deviceKek, NO_REF, passkeyKek, recoveryKek, unwrap, WrapError, wrap } from "../crypto/keys.ts";
import {
  codeGroups,
  groupMatches,
  newRecoverySecret,
  parseCode,
  recoveryAuth,
  recoveryId,
} from "../crypto/recovery.ts";
import { sealVault } from "../crypto/vault.ts";
import { type Bytes, database, type StoredAccount, strictly, wipe } from "../database.ts";
import { accept, forgetKeys, keyring, openKeys, VaultRolledBack } from "../keyring.ts";
import { askPrf, type Ceremony, CeremonyError, create, forgetUnknown, use } from "../passkeys.ts";
import { type Me, me, notice, phase } from "../state.ts";
import { follow } from "../sync.ts";
import type { Vault } from "../vault.ts";
import { enterOpen, leaveOpen, syncNow, tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";

const b = fromBase64url;
const same = (left: Bytes, right: Bytes) => toBase64url(left) === toBase64url(right);

const meOf = (account: StoredAccount, session: boolean): Me => ({
  uid: toBase64url(account.uid),
  operator: account.operator,
  session,
  recovery: account.recovery,
  passkeyOpens: account.wrap !== null,
  passkeyBackedUp: account.backed_up,
});

/** A passkey's PRF: from making it, or from one more touch. Null where the provider has none. */
async function prfOf(made: Ceremony, beforeSecondTouch: () => void): Promise<Bytes | null> {
  if (made.prf) return made.prf;
  beforeSecondTouch();
  try {
    return (await askPrf(made.id)).prf;
  } catch (error) {
    // Closed or failed: the passkey itself was made, so the account goes on without PRF and asks for the code.
    if (error instanceof CeremonyError) return null;
    throw error;
  }
}

const passkeyWrap = async (
  prf: Bytes | null,
  credential: Bytes,
  gen: number,
  vk: Bytes,
  uid: Bytes,
): Promise<Bytes | null> =>
  prf ? wrap(1, gen, await passkeyKek(prf, uid, credential), vk, uid, await credentialRef(credential)) : null;

/** Write who uses this device, with a wrap of its own when the vault key is at hand. One transaction. */
async function settle(answer: Account, vk: Bytes | null): Promise<void> {
  const db = await database();
  const [known, vault] = [await db.get("account", "me"), await db.get("vault", "vault")];
  const uid = b(answer.uid);
  const mine = known !== undefined && same(known.uid, uid);
  const kek = vk ? await deviceKek() : null;
  const account: StoredAccount = {
    uid,
    credential: b(answer.credential_id),
    operator: answer.operator,
    recovery: answer.recovery,
    backed_up: answer.passkey.backed_up,
    wrap: answer.wrap === null ? null : b(answer.wrap),
    local_wrap: vk && kek ? await wrap(3, answer.gen, kek, vk, uid) : mine ? known.local_wrap : null,
  };
  const transaction = await strictly("account", "vault", "keys", "flags");
  await Promise.all([
    transaction.objectStore("account").put(account, "me"),
    // What this device has seen of its own vault is a floor; a newer one is merged in once the keys are open.
    mine && vault
      ? null
      : transaction
          .objectStore("vault")
          .put({ gen: answer.gen, version: answer.version, base: b(answer.vault), mine: null }, "vault"),
    kek ? transaction.objectStore("keys").put(kek, "device") : null,
    transaction.objectStore("flags").delete("signed_out"),
    transaction.done,
  ]);
  for (const space of answer.spaces) await follow(space.id, space.slot, space.head, space.incarnation);
  me.value = meOf(account, true);
}

/** Somebody else's unsent notes are kept on this device: nobody may sign in over them. */
async function makeRoomFor(uid: string): Promise<boolean> {
  const db = await database();
  const known = await db.get("account", "me");
  if (!known || toBase64url(known.uid) === uid) return true;
  if ((await db.count("outbox")) + (await db.count("drafts")) > 0) {
    notice.value = "keptForAnother";
    return false;
  }
  await wipe();
  return true;
}

/** Open what the server and a passkey gave; without a key the screen is the locked one, never a reason for new keys. */
async function arrive(answer: Account, vk: Bytes | null): Promise<boolean> {
  if (!(await makeRoomFor(answer.uid))) return false;
  await settle(answer, vk);
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

/** J1: an account and its keys, made here and nowhere else, in one request. */
export const createAccount = (beforeSecondTouch: () => void): Promise<boolean> =>
  attempt(async () => {
    const { options } = await post<{ options: { user: { id: string } } }>("/api/account/options");
    const uid = b(options.user.id);
    if (!(await makeRoomFor(options.user.id))) return false;
    const made = await create(options);
    const prf = await prfOf(made, beforeSecondTouch);
    const [vk, space] = [random(32), toBase64url(random(16))];
    const vault: Vault = {
      v: 1,
      spaces: [
        {
          id: space,
          kind: "private",
          slot: 0,
          state: "active",
          since: momentOf().day,
          epochs: [{ n: 1, key: toBase64url(random(32)), self: toBase64url(random(32)) }],
        },
      ],
      passkeys: [{ id: toBase64url(await credentialRef(made.id)), verified: prf !== null }],
      settings: {},
    };
    const keyWrap = await passkeyWrap(prf, made.id, 1, vk, uid);
    const answer = await post<Account>("/api/account", {
      credential: made.credential,
      space_id: space,
      wrap: keyWrap && toBase64url(keyWrap),
      vault: toBase64url(await sealVault(vk, 1, 1, uid, vault)),
      recovery: null,
    });
    return arrive(answer, vk);
  }, false);

async function ceremonySignIn(): Promise<{ answer: Account; prf: Bytes | null }> {
  const { options } = await post<{ options: object }>("/api/session/options");
  const used = await use(options);
  try {
    return { answer: await post<Account>("/api/session", { credential: used.credential }), prf: used.prf };
  } catch (error) {
    if (error instanceof Refusal && error.problem.type === "unknown-credential") await forgetUnknown(used.id);
    throw error;
  }
}

/** The vault key from whichever wrap opens: the passkey's, or the one this device keeps. */
async function keyFrom(answer: Account, prf: Bytes | null): Promise<Bytes | null> {
  const [uid, credential] = [b(answer.uid), b(answer.credential_id)];
  try {
    if (prf && answer.wrap) {
      return (
        await unwrap(b(answer.wrap), await passkeyKek(prf, uid, credential), uid, await credentialRef(credential))
      ).vk;
    }
  } catch (error) {
    if (!(error instanceof WrapError)) throw error;
  }
  const known = await (await database()).get("account", "me");
  return known && same(known.uid, uid) ? openLocalWrap(known) : null;
}

async function openLocalWrap(account: StoredAccount): Promise<Bytes | null> {
  const kek = await (await database()).get("keys", "device");
  if (!kek || !account.local_wrap) return null;
  try {
    return (await unwrap(account.local_wrap, kek, account.uid)).vk;
  } catch (error) {
    if (error instanceof WrapError) return null;
    throw error;
  }
}

/** A passkey with PRF that has no wrap yet gets one, now that the vault is open. */
async function wrapForPasskey(answer: Account, prf: Bytes | null): Promise<void> {
  const keys = keyring();
  if (!prf || answer.wrap || !keys) return;
  const credential = b(answer.credential_id);
  const made = await passkeyWrap(prf, credential, keys.gen, keys.vk, keys.uid);
  if (!made) return;
  const ref = toBase64url(await credentialRef(credential));
  await put(`/api/passkeys/${ref}/wrap`, { wrap: toBase64url(made) });
  const account = await (await database()).get("account", "me");
  if (account) await rememberAccount({ ...account, wrap: made });
}

async function rememberAccount(account: StoredAccount): Promise<void> {
  const transaction = await strictly("account");
  await Promise.all([transaction.store.put(account, "me"), transaction.done]);
  me.value = meOf(account, me.value?.session ?? true);
}

/** Sign in with a passkey that exists. */
export const signIn = (): Promise<boolean> =>
  attempt(async () => {
    const { answer, prf } = await ceremonySignIn();
    const arrived = await arrive(answer, await keyFrom(answer, prf));
    if (arrived && phase.value === "open") await wrapForPasskey(answer, prf);
    return arrived && phase.value === "open";
  }, false);

/** The session ended while the notes stayed open. */
export const signInAgain = signIn;

/** The locked screen: with the passkey last used here, which works offline, else with any. */
export const unlock = (): Promise<boolean> =>
  attempt(async () => {
    const account = await (await database()).get("account", "me");
    if (account?.wrap) {
      const { prf } = await askPrf(account.credential);
      const kek = prf && (await passkeyKek(prf, account.uid, account.credential));
      const opened =
        kek &&
        (await unwrap(account.wrap, kek, account.uid, await credentialRef(account.credential)).catch(() => null));
      if (opened) {
        await openHere(account, opened.vk);
        return true;
      }
    }
    return signIn();
  }, false);

async function openHere(account: StoredAccount, vk: Bytes): Promise<void> {
  me.value ??= meOf(account, true);
  await openKeys(vk);
  await enterOpen();
}

/** With the code: open, and where nobody is signed in, a new passkey first. The old code works until a new one is confirmed. */
export const unlockWithCode = (typed: string): Promise<boolean> =>
  attempt(async () => {
    const secret = await parseCode(typed);
    const found = await post<{ uid: string; wrap: string; permit: string }>("/api/recovery/use", {
      rec_id: toBase64url(await recoveryId(secret)),
      rec_auth: toBase64url(await recoveryAuth(secret)),
    });
    const uid = b(found.uid);
    const { vk, gen } = await unwrap(b(found.wrap), await recoveryKek(secret, uid), uid, NO_REF);
    const here = phase.value === "locked" ? await get<Account>("/api/session").catch(() => null) : null;
    if (here?.uid === found.uid) return arrive(here, vk);
    const { options } = await post<{ options: object }>("/api/passkeys/options", { permit: found.permit });
    const made = await create(options);
    const keyWrap = await passkeyWrap(await prfOf(made, () => undefined), made.id, gen, vk, uid);
    const answer = await post<Account>("/api/passkeys", {
      credential: made.credential,
      wrap: keyWrap && toBase64url(keyWrap),
      permit: found.permit,
    });
    return arrive(answer, vk);
  }, false);

let drawn: Bytes | null = null;

/** Draw a recovery code. Nothing is stored before one of its groups was typed back. */
export const beginCode = (): Promise<{ groups: string[] } | null> =>
  attempt(async () => {
    drawn = newRecoverySecret();
    return { groups: await codeGroups(drawn) };
  }, null);

/** Do what needs a fresh verification, asking for the passkey once if the server wants it. */
async function verified(purpose: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.type !== "verification-needed") throw error;
    const { options } = await post<{ options: object }>("/api/session/verification/options", { purpose });
    const { credential } = await use(options);
    await post("/api/session/verification", { purpose, credential });
    await act();
  }
}

/** The group typed back proves that it was written down; only then does the server learn of the code. */
export const confirmCode = (group: number, typed: string): Promise<boolean> =>
  attempt(async () => {
    const keys = keyring();
    const secret = drawn;
    if (!secret || !keys) return false;
    if (!(await groupMatches(secret, group, typed))) {
      notice.value = "codeGroupWrong";
      return false;
    }
    const record = {
      rec_id: toBase64url(await recoveryId(secret)),
      auth_hash: toBase64url(await sha256(await recoveryAuth(secret))),
      wrap: toBase64url(await wrap(2, keys.gen, await recoveryKek(secret, keys.uid), keys.vk, keys.uid)),
    };
    await verified("recovery_make", () => put("/api/recovery", record));
    drawn = null;
    const account = await (await database()).get("account", "me");
    if (account) await rememberAccount({ ...account, recovery: true });
    return true;
  }, false);

/** Open what this device holds, at start. */
export async function openStored(): Promise<void> {
  const db = await database();
  const account = await db.get("account", "me");
  if (await db.get("flags", "sign_out_pending")) await endSession();
  if (!account || (await db.get("flags", "signed_out"))) {
    phase.value = "out";
    return;
  }
  me.value = meOf(account, true);
  const vk = await openLocalWrap(account);
  if (!vk) {
    phase.value = "locked";
    return;
  }
  await openHere(account, vk);
}

/** End the session on the server; where it cannot be reached, the next start with a network does. */
async function endSession(): Promise<void> {
  let pending = false;
  await remove("/api/session").catch((error: unknown) => {
    pending = !(error instanceof Refusal);
  });
  const transaction = await strictly("flags");
  await (pending ? transaction.store.put("yes", "sign_out_pending") : transaction.store.delete("sign_out_pending"));
  await transaction.done;
}

/** Notes on this device that the server does not have. */
export const unsentCount = async (): Promise<number> => {
  const db = await database();
  return (await db.count("outbox")) + (await db.getAll("drafts")).filter((draft) => draft.ends !== null).length;
};

/** Clean this device. `keep` leaves unsent notes here, sealed, for the same person's next sign-in. */
export const signOut = (unsent: "send" | "keep" | "discard"): Promise<boolean> =>
  attempt(async () => {
    if (unsent === "send") {
      await syncNow();
      if ((await unsentCount()) > 0) {
        notice.value = "offlineNow";
        return false;
      }
    }
    await leaveOpen();
    forgetKeys();
    if (unsent === "keep") {
      const transaction = await strictly("account", "keys", "flags");
      const account = await transaction.objectStore("account").get("me");
      if (account) await transaction.objectStore("account").put({ ...account, local_wrap: null }, "me");
      await transaction.objectStore("keys").clear();
      await transaction.objectStore("flags").put("yes", "signed_out");
      await transaction.done;
    } else await wipe();
    await endSession();
    [me.value, phase.value] = [null, "out"];
    tellTabs("account");
    return true;
  }, false);
