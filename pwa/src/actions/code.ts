/** The recovery code: drawn, confirmed by one of its groups, and used. */
import { type Account, get, post, put } from "../api.ts";
import { fromBase64url as b, sha256, toBase64url } from "../crypto/bytes.ts";
import { NO_REF, recoveryKek, unwrap, wrap } from "../crypto/keys.ts";
import {
  codeGroups,
  groupMatches,
  newRecoverySecret,
  parseCode,
  recoveryAuth,
  recoveryId,
} from "../crypto/recovery.ts";
import { type Bytes, database } from "../database.ts";
import { keyring } from "../keyring.ts";
import { create } from "../passkeys.ts";
import { notice, phase } from "../state.ts";
import { VaultDiffers } from "../vault.ts";
import { passkeyWrap, prfOf } from "./account.ts";
import { arrive, rememberAccount } from "./arriving.ts";
import { didHere } from "./noticing.ts";
import { attempt } from "./saying.ts";
import { verified } from "./verifying.ts";

/** With the code: open, and where nobody is signed in, a new passkey first. The old code works until a new one is confirmed. */
export const unlockWithCode = (typed: string): Promise<boolean> =>
  attempt(async () => {
    const secret = await parseCode(typed);
    const found = await post<{ uid: string; wrap: string; permit: string }>("/api/recovery/use", {
      rec_id: toBase64url(await recoveryId(secret)),
      rec_auth: toBase64url(await recoveryAuth(secret)),
    });
    await didHere("recovery_used");
    const uid = b(found.uid);
    const { vk, gen } = await unwrap(b(found.wrap), await recoveryKek(secret, uid), uid, NO_REF);
    const here = phase.value === "locked" ? await get<Account>("/api/session").catch(() => null) : null;
    if (here?.uid === found.uid) return arrive(here, vk);
    const { options } = await post<{ options: { user: { id: string } } }>("/api/passkeys/options", {
      permit: found.permit,
    });
    if (options.user.id !== found.uid) throw new VaultDiffers("uid");
    const made = await create(options);
    const keyWrap = await passkeyWrap(await prfOf(made, () => undefined), made.id, gen, vk, uid);
    const answer = await post<Account>("/api/passkeys", {
      credential: made.credential,
      wrap: keyWrap && toBase64url(keyWrap),
      permit: found.permit,
    });
    await didHere("passkey_added");
    return arrive(answer, vk);
  }, false);

let drawn: Bytes | null = null;

/** Draw a recovery code. Nothing is stored before one of its groups was typed back. */
export const beginCode = (): Promise<{ groups: string[] } | null> =>
  attempt(async () => {
    drawn = newRecoverySecret();
    return { groups: await codeGroups(drawn) };
  }, null);

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
    await didHere("recovery_made");
    const account = await (await database()).get("account", "me");
    if (account) await rememberAccount({ ...account, recovery: true });
    return true;
  }, false);
