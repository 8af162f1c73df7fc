/**
 * New keys, because someone has my unlocked phone or saw my code: one request in which the server takes all of it or nothing. What this
 * device holds goes over when the server said yes. An answer that was lost is asked for; until it is known, the old keys stay open.
 */
import { type Account, get, NoNetwork, post, Refusal, request } from "../api.ts";
import { fromBase64url as b, equal, random, sha256, toBase64url } from "../crypto/bytes.ts";
import { credentialRef, deviceKek, recoveryKek, wrap } from "../crypto/keys.ts";
import { codeGroups, groupMatches, newRecoverySecret, recoveryAuth, recoveryId } from "../crypto/recovery.ts";
import { sealVault } from "../crypto/vault.ts";
import { type Bytes, database } from "../database.ts";
import { type Keyring, keyring, openKeys, push, refresh } from "../keyring.ts";
import { use } from "../passkeys.ts";
import { me, notice } from "../state.ts";
import { activeSpace, type Vault } from "../vault.ts";
import { passkeyWrap } from "./account.ts";
import type { Device } from "./devices.ts";
import { moveOn } from "./moving.ts";
import { didHere } from "./noticing.ts";
import { meOf } from "./opening.ts";
import { refreshNotes, refreshPair, tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";
import { syncSoon } from "./syncing.ts";
import { verified } from "./verifying.ts";

const TRIES = 3;
/** How many renewals a device may have slept through. */
const FORMER = 8;

interface Listed {
  id: string;
  device: string;
  passkey: string;
  created_on: string;
  last_used_on: string;
  current: boolean;
}

/** My other signed-in browsers; null where the server can't be asked. */
export const otherBrowsers = (): Promise<Device[] | null> =>
  attempt(async () => {
    const { sessions } = await get<{ sessions: Listed[] }>("/api/sessions");
    return sessions
      .filter(({ current }) => !current)
      .map(({ created_on, last_used_on, current, ...one }) => ({
        ...one,
        since: created_on,
        used: last_used_on,
        here: current,
      }));
  }, null);

/** Drawn, and known to nobody yet. `secret`: of the new code; null where there is no code and the passkey opens by itself. */
interface Drawn {
  vk: Bytes;
  credential: Bytes;
  prf: Bytes | null;
  secret: Bytes | null;
}
let drawn: Drawn | null = null;

/** One touch, for the server and for the new wrap. Answers the groups of the new code, where one is needed. Nothing is changed yet. */
export const beginRenewal = (): Promise<{ groups: string[] | null } | null> =>
  attempt(async () => {
    if (!keyring()) return null;
    const purpose = "vault_key";
    const { options } = await post<{ options: object }>("/api/session/verification/options", { purpose });
    const { credential, id, prf } = await use(options);
    await post("/api/session/verification", { purpose, credential });
    const secret = me.value?.recovery || !prf ? newRecoverySecret() : null;
    drawn = { vk: random(32), credential: id, prf, secret };
    return { groups: secret && (await codeGroups(secret)) };
  }, null);

interface Renewal {
  gen: number;
  version: number;
  bytes: Bytes;
  wrap: Bytes | null;
  body: object;
}

async function renewalOf(keys: Keyring, { vk, credential, prf, secret }: Drawn, ends: readonly string[]) {
  const { uid } = keys;
  const [gen, version] = [keys.gen + 1, keys.version + 1];
  const vault: Vault = structuredClone(keys.vault);
  // A device that comes in without anything that opened the old keys still takes over what it sealed under them.
  vault.former = [...(vault.former ?? []), toBase64url(keys.vk)].slice(-FORMER);
  const own = activeSpace(vault, "private");
  const epoch = own && Math.max(...own.epochs.map(({ n }) => n)) + 1;
  if (epoch) own.epochs.push({ n: epoch, key: toBase64url(random(32)), self: toBase64url(random(32)) });
  const bytes = await sealVault(vk, gen, version, uid, vault);
  const keyWrap = await passkeyWrap(prf, credential, gen, vk, uid);
  const ref = toBase64url(await credentialRef(credential));
  const renewal: Renewal = {
    ...{ gen, version, bytes, wrap: keyWrap },
    body: {
      vault: toBase64url(bytes),
      wraps: keyWrap ? [{ ref, wrap: toBase64url(keyWrap) }] : [],
      recovery: secret && {
        rec_id: toBase64url(await recoveryId(secret)),
        auth_hash: toBase64url(await sha256(await recoveryAuth(secret))),
        wrap: toBase64url(await wrap(2, gen, await recoveryKek(secret, uid), vk, uid)),
      },
      private_epoch: own && epoch ? { space_id: own.id, epoch } : null,
      end_sessions: ends,
    },
  };
  return renewal;
}

/** Whether the server has this renewal, when its answer was lost. */
async function isDone({ bytes }: Renewal): Promise<boolean> {
  const { vault } = await get<Account>("/api/session");
  return equal(b(vault), bytes);
}

async function send(keys: Keyring, renewal: Renewal): Promise<"done" | "again"> {
  try {
    await verified("vault_key", () =>
      request("POST", "/api/renewals", renewal.body, { "If-Match": `"${keys.version}"` }),
    );
    return "done";
  } catch (error) {
    // A first try whose answer was lost makes the second one a conflict with itself.
    const lost = error instanceof NoNetwork;
    const conflict = error instanceof Refusal && error.problem.type === "vault-conflict";
    if (!lost && !conflict) throw error;
    if (await isDone(renewal)) return "done";
    if (lost) throw error;
    await refresh();
    return "again";
  }
}

/** What the server took is carried over here: the wraps, the vault, and all that is sealed on this device. */
async function goOver(keys: Keyring, made: Drawn, renewal: Renewal): Promise<void> {
  const db = await database();
  const known = await db.get("account", "me");
  if (!known) throw new Error("nobody uses this device");
  // With the app lock on, and a passkey that opens, no key stays on the disk.
  const bare = renewal.wrap !== null && (await db.get("flags", "lock")) !== undefined;
  const kek = bare ? null : await deviceKek();
  const account = {
    ...known,
    credential: made.credential,
    wrap: renewal.wrap,
    local_wrap: kek && (await wrap(3, renewal.gen, kek, made.vk, keys.uid)),
    recovery: made.secret !== null,
  };
  await moveOn({ account, kek, vk: made.vk, bytes: renewal.bytes, was: keys.vk });
  await openKeys(made.vk);
  me.value = meOf(account, true);
}

/**
 * Make the new keys. `group`, `typed`: the proof that the new code was written down, where there is one. `ends`: the browsers to sign
 * out. Either all of it is done or none of it.
 */
export const renew = (ends: readonly string[], group: number, typed: string): Promise<boolean> =>
  attempt(async () => {
    const made = drawn;
    if (!made) return false;
    if (made.secret && !(await groupMatches(made.secret, group, typed))) {
      notice.value = "codeGroupWrong";
      return false;
    }
    // What was changed here goes first, so that the server's vault is the one that is sealed anew.
    await push();
    // No sync may look in between: it would find newer keys on the server than on this device.
    const done = await navigator.locks.request("unsaid-sync", async () => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const keys = keyring();
        if (!keys) return false;
        const renewal = await renewalOf(keys, made, ends);
        if ((await send(keys, renewal)) === "again") continue;
        await goOver(keys, made, renewal);
        return true;
      }
      return false;
    });
    if (!done) {
      notice.value = "serverTrouble";
      return false;
    }
    drawn = null;
    await didHere("keys_renewed");
    await refreshPair();
    await refreshNotes();
    tellTabs("account");
    void syncSoon();
    return true;
  }, false);
