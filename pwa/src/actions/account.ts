/** Coming in and going out: a new account, signing in, unlocking, signing out. */
import { type Account, post, put, Refusal } from "../api.ts";
import { momentOf } from "../calendar.ts";
import { fromBase64url as b, random, toBase64url } from "../crypto/bytes.ts";
import { credentialRef, passkeyKek, unwrap, WrapError, wrap } from "../crypto/keys.ts";
import { sealVault } from "../crypto/vault.ts";
import { type Bytes, database, strictly, wipe } from "../database.ts";
import { forgetKeys, keyring } from "../keyring.ts";
import { sendLeaving, untold } from "../leaving.ts";
import { askPrf, type Ceremony, CeremonyError, create, forgetUnknown, use } from "../passkeys.ts";
import { curtain, me, notice, phase } from "../state.ts";
import { type Vault, VaultDiffers } from "../vault.ts";
import { arrive, makeRoomFor, rememberAccount, same } from "./arriving.ts";
import { passkeyOpened } from "./opened.ts";
import { endSession, openHere, openLocalWrap } from "./opening.ts";
import { offerNewer } from "./putting_back.ts";
import { tellTabs } from "./running.ts";
import { attempt, observe } from "./saying.ts";
import { syncNow } from "./syncing.ts";
import { leaveOpen } from "./waking.ts";

/** A passkey's PRF: from making it, or from one more touch. Null where the provider has none. */
export async function prfOf(made: Ceremony, beforeSecondTouch: () => void): Promise<Bytes | null> {
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

export const passkeyWrap = async (
  prf: Bytes | null,
  credential: Bytes,
  gen: number,
  vk: Bytes,
  uid: Bytes,
): Promise<Bytes | null> =>
  prf ? wrap(1, gen, await passkeyKek(prf, uid, credential), vk, uid, await credentialRef(credential)) : null;

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

/** Whether what this device holds is opened by this passkey: then it stays, whatever the server knows. */
async function opensHere(credential: Bytes): Promise<boolean> {
  const account = await (await database()).get("account", "me");
  return Boolean(account?.wrap && same(account.credential, credential));
}

async function ceremonySignIn(): Promise<{ answer: Account; prf: Bytes | null }> {
  const { options } = await post<{ options: object }>("/api/session/options");
  const used = await use(options);
  const answer = await post<Account>("/api/session", { credential: used.credential }).catch(async (error: unknown) => {
    const isUnknown = error instanceof Refusal && error.problem.type === "unknown-credential";
    if (isUnknown && !(await opensHere(used.id))) await forgetUnknown(used.id);
    throw error;
  });
  const { response } = used.credential as { response?: { userHandle?: string } };
  // The passkey itself says whose it is. What is here goes for nobody whom only the server names.
  if (response?.userHandle !== answer.uid || answer.credential_id !== toBase64url(used.id)) {
    await endSession();
    throw new VaultDiffers("uid");
  }
  return { answer, prf: used.prf };
}

/** Open a wrap of this passkey; null when what it gave does not. */
export const openPasskeyWrap = async (
  sealed: Bytes,
  prf: Bytes,
  uid: Bytes,
  credential: Bytes,
): Promise<Bytes | null> => {
  try {
    const kek = await passkeyKek(prf, uid, credential);
    return (await unwrap(sealed, kek, uid, await credentialRef(credential))).vk;
  } catch (error) {
    if (error instanceof WrapError) return null;
    throw error;
  }
};

/** The vault key from whichever wrap opens: the passkey's, or the one this device keeps; and the PRF, where it was that. */
async function keyFrom(answer: Account, prf: Bytes | null): Promise<{ vk: Bytes | null; by: Bytes | null }> {
  const [uid, credential] = [b(answer.uid), b(answer.credential_id)];
  const opened = prf && answer.wrap ? await openPasskeyWrap(b(answer.wrap), prf, uid, credential) : null;
  if (opened) return { vk: opened, by: prf };
  const db = await database();
  const [known, vault] = [await db.get("account", "me"), await db.get("vault", "vault")];
  // What this device keeps is of the generation it last saw; it opens nothing newer.
  const isCurrent = known && same(known.uid, uid) && vault && vault.gen >= answer.gen;
  return { vk: isCurrent ? await openLocalWrap(known) : null, by: null };
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

/** Sign in with a passkey that exists. */
export const signIn = (): Promise<boolean> =>
  attempt(async () => {
    const { answer: told, prf } = await ceremonySignIn();
    const answer = await offerNewer(told);
    const { vk, by } = await keyFrom(answer, prf);
    const arrived = await arrive(answer, vk, by);
    if (!arrived || !vk) return false;
    await (by ? passkeyOpened(toBase64url(await credentialRef(b(answer.credential_id)))) : wrapForPasskey(answer, prf));
    return true;
  }, false);

/** The locked screen: with the passkey last used here, which works offline, else with any. */
export const unlock = (): Promise<boolean> =>
  attempt(async () => {
    const account = await (await database()).get("account", "me");
    if (account?.wrap && curtain.value !== "renewed") {
      const { prf } = await askPrf(account.credential);
      const opened = prf && (await openPasskeyWrap(account.wrap, prf, account.uid, account.credential));
      if (opened) {
        await openHere(account, opened);
        await passkeyOpened(toBase64url(await credentialRef(account.credential)));
        return true;
      }
    }
    return signIn();
  }, false);

/** Notes that are on this phone only: never sent, and gone unless they are kept here. */
export const onlyHereCount = async (): Promise<number> => (await database()).count("only_here");

/** What this device still has to send: notes, what was shared a moment ago, and what the server is to be told of others. */
export const unsentCount = async (): Promise<number> => {
  const db = await database();
  const pending = (await db.getAll("drafts")).filter((draft) => draft.ends !== null);
  const untold = (await db.getAll("wishes")).filter((wish) => !wish.told);
  return (await db.count("outbox")) + pending.length + untold.length;
};

/** Whoever left goes on leaving: the session ends only once the server has heard of it, at a later start. */
async function leaveLater(left: Awaited<ReturnType<typeof untold>>): Promise<void> {
  const { store, done } = await strictly("flags");
  for (const { flag, notes } of left) await store.put(notes, flag);
  await Promise.all([store.put("yes", "sign_out_pending"), done]);
}

/**
 * Clean this device. `keep` leaves unsent notes, and those that are on this phone only, here, sealed, for the same person's next
 * sign-in; the other two let go of what no server has, and say so beforehand.
 */
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
    await sendLeaving().catch(observe);
    const left = await untold();
    if (unsent === "keep") {
      const transaction = await strictly("account", "keys", "flags", "pages");
      const account = await transaction.objectStore("account").get("me");
      if (account) await transaction.objectStore("account").put({ ...account, local_wrap: null }, "me");
      await transaction.objectStore("keys").clear();
      await transaction.objectStore("pages").clear();
      await transaction.objectStore("flags").put("yes", "signed_out");
      await transaction.done;
    } else await wipe();
    if (left.length === 0) await endSession();
    else await leaveLater(left);
    [me.value, phase.value] = [null, "out"];
    tellTabs("account");
    return true;
  }, false);
