/** Passkeys and devices: who can get in as me, adding and removing a passkey, signing browsers out. */
import { get, post, remove } from "../api.ts";
import { fromBase64url as b, toBase64url } from "../crypto/bytes.ts";
import { credentialRef } from "../crypto/keys.ts";
import { change, keyring } from "../keyring.ts";
import { create, forgetUnknown, tellAllAccepted } from "../passkeys.ts";
import { me } from "../state.ts";
import { passkeyWrap, prfOf } from "./account.ts";
import { type Change, didHere, isCodeUsed, sawAccess } from "./noticing.ts";
import { changePasskey } from "./opened.ts";
import { tellTabs } from "./running.ts";
import { attempt, observe } from "./saying.ts";
import { syncSoon } from "./syncing.ts";
import { verified } from "./verifying.ts";

/** As the server lists them; days, never minutes. */
interface ListedPasskey {
  ref: string;
  id: string;
  aaguid: string;
  backed_up: boolean;
  backup_eligible: boolean;
  created_on: string;
  last_used_on: string;
  current: boolean;
  wrapped: boolean;
}
interface ListedSession {
  id: string;
  device: string;
  passkey: string;
  created_on: string;
  last_used_on: string;
  current: boolean;
}

/** `opens`: it was seen to open the notes · nobody tried yet · it signs in and opens nothing by itself. */
export interface Passkey {
  ref: string;
  id: string;
  aaguid: string;
  name: string | null;
  kept: "backed_up" | "not_yet" | "one_device";
  opens: "yes" | "untried" | "no";
  since: string;
  used: string;
  here: boolean;
}
export interface Device {
  id: string;
  device: string;
  passkey: string;
  since: string;
  used: string;
  here: boolean;
}
/** Everything that lets somebody in, and what changed about it, newest first. */
export interface Access {
  passkeys: readonly Passkey[];
  devices: readonly Device[];
  changes: readonly Change[];
  codeUsed: boolean;
}

function described(listed: ListedPasskey): Passkey {
  const known = keyring()?.vault.passkeys.find(({ id }) => id === listed.ref);
  return {
    ref: listed.ref,
    id: listed.id,
    aaguid: listed.aaguid,
    name: known?.name ?? null,
    kept: !listed.backup_eligible ? "one_device" : listed.backed_up ? "backed_up" : "not_yet",
    opens: !listed.wrapped ? "no" : known?.verified ? "yes" : "untried",
    since: listed.created_on,
    used: listed.last_used_on,
    here: listed.current,
  };
}

const listPasskeys = async (): Promise<ListedPasskey[]> =>
  (await get<{ passkeys: ListedPasskey[] }>("/api/passkeys")).passkeys;

/** The one in use here stands first. */
const hereFirst = <One extends { current: boolean }>(all: readonly One[]): One[] =>
  all.toSorted((a, b) => Number(b.current) - Number(a.current));

/** Read it all, and remember on this device that it was looked at. Null: the server could not be asked; the screen says so. */
export async function readAccess(): Promise<Access | null> {
  try {
    const [passkeys, { sessions }, { activity }] = await Promise.all([
      listPasskeys(),
      get<{ sessions: ListedSession[] }>("/api/sessions"),
      get<{ activity: Change[] }>("/api/activity"),
    ]);
    await sawAccess(activity, sessions.find(({ current }) => current)?.id ?? "");
    return {
      passkeys: hereFirst(passkeys).map(described),
      devices: hereFirst(sessions).map(({ created_on, last_used_on, current, ...one }) => ({
        ...one,
        since: created_on,
        used: last_used_on,
        here: current,
      })),
      changes: activity,
      codeUsed: isCodeUsed(activity),
    };
  } catch (error) {
    observe(error);
    return null;
  }
}

const agreed = (): void => {
  tellTabs("vault");
  void syncSoon();
};

/** One more passkey of mine, with a wrap made from the open vault key. `announce` is called before a second touch. */
export const addPasskey = (announce: () => void): Promise<boolean> =>
  attempt(async () => {
    const keys = keyring();
    if (!keys) return false;
    const { options } = await verified("passkey_add", () =>
      post<{ options: object }>("/api/passkeys/options", { permit: null }),
    );
    const made = await create(options);
    const wrap = await passkeyWrap(await prfOf(made, announce), made.id, keys.gen, keys.vk, keys.uid);
    await verified("passkey_add", () =>
      post("/api/passkeys", { credential: made.credential, wrap: wrap && toBase64url(wrap), permit: null }),
    );
    await didHere("passkey_added");
    await changePasskey(toBase64url(await credentialRef(made.id)), { verified: false });
    agreed();
    return true;
  }, false);

/** What I call it; kept where only my own devices read it. */
export const renamePasskey = (ref: string, name: string): Promise<boolean> =>
  attempt(async () => {
    const called = name.trim().slice(0, 60);
    if (called === "") return false;
    await changePasskey(ref, { name: called });
    agreed();
    return true;
  }, false);

/**
 * Remove a passkey; the browsers it let in are signed out. Its password manager is told by the complete list the server gives
 * afterwards; never by one that lost more than this passkey, which would delete passkeys that still work.
 */
export const removePasskey = ({ ref, id, here }: Passkey): Promise<boolean> =>
  attempt(async () => {
    const uid = keyring()?.uid;
    if (!uid) return false;
    const before = (await listPasskeys()).filter((known) => known.ref !== ref);
    await verified("passkey_remove", () => remove(`/api/passkeys/${ref}`));
    await didHere("passkey_removed");
    await change((vault) => {
      vault.passkeys = vault.passkeys.filter((known) => known.id !== ref);
    });
    if (here) {
      // With its own session gone there is no list to be had; that this one is gone is certain.
      await forgetUnknown(b(id));
      if (me.value) me.value = { ...me.value, session: false };
    } else {
      // It is gone, whether or not its manager hears of it.
      const left = (await listPasskeys().catch(() => [])).map((known) => known.id);
      if (left.length > 0 && before.every((known) => left.includes(known.id))) await tellAllAccepted(uid, left);
    }
    agreed();
    return true;
  }, false);

/** Sign one other browser of mine out; what it holds it keeps, but it gets nothing any more. */
export const signOutDevice = (id: string): Promise<boolean> =>
  attempt(async () => {
    await verified("sign_out_others", () => remove(`/api/sessions/${id}`));
    await didHere("signed_out_other");
    return true;
  }, false);

/** Sign all my other browsers out. */
export const signOutOthers = (): Promise<boolean> =>
  attempt(async () => {
    await verified("sign_out_others", () => remove("/api/sessions"));
    await didHere("signed_out_other");
    return true;
  }, false);
