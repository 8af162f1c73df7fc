/**
 * The lock of this device: when nobody has looked for as long as was chosen, keys and words leave memory and only the passkey brings
 * them back. While it is on there is no key on the disk either, as long as the passkey was seen to open the notes; where it opens
 * nothing by itself it is a screen lock, and called that.
 */
import { equal, toBase64url } from "../crypto/bytes.ts";
import { credentialRef, deviceKek, wrap } from "../crypto/keys.ts";
import { type Bytes, database, type StoredAccount, strictly } from "../database.ts";
import { keyring } from "../keyring.ts";
import { askVerified, isAsking } from "../passkeys.ts";
import { curtain, notice, phase } from "../state.ts";
import { openPasskeyWrap } from "./account.ts";
import { rememberAccount } from "./arriving.ts";
import { saved } from "./drafts.ts";
import { rememberFormer } from "./moving.ts";
import { passkeyOpened } from "./opened.ts";
import { openHere, openLocalWrap } from "./opening.ts";
import { finishUndone } from "./pending.ts";
import { tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";
import { shut } from "./waking.ts";

const FLAG = "lock";
const MINUTE_MS = 60_000;
const ASK_AGAIN_MS = 1000;

/** Minutes out of sight until it closes; 0 is at once. */
export const LOCK_AFTER = [0, 1, 5, 15] as const;
export type LockAfter = (typeof LOCK_AFTER)[number];
export interface Lock {
  after: LockAfter | null;
  /** `app`: no key stays on this device · `screen`: the passkey opens nothing by itself, so one does. */
  kind: "app" | "screen";
}

async function storedAccount(): Promise<StoredAccount> {
  const account = await (await database()).get("account", "me");
  if (!account) throw new Error("nobody uses this device");
  return account;
}

/** How the lock of this device is set. Before it was ever on, `kind` says what it would be as far as is known. */
export async function readLock(): Promise<Lock> {
  const [account, stored] = [await storedAccount(), await (await database()).get("flags", FLAG)];
  const after = LOCK_AFTER.find((minutes) => `${minutes}` === stored) ?? null;
  const bare = after === null ? account.wrap !== null : account.local_wrap === null;
  return { after, kind: bare ? "app" : "screen" };
}

/** One touch of the passkey, on this device alone. Answers the vault key where it opened one. */
async function touch(account: StoredAccount): Promise<{ prf: Bytes | null; vk: Bytes | null }> {
  const prf = await askVerified(account.credential);
  const vk = prf && account.wrap && (await openPasskeyWrap(account.wrap, prf, account.uid, account.credential));
  return { prf, vk: vk || null };
}

/** Choose when it closes; null: never. Each change needs the passkey. Answers how it is set now, null when nothing changed. */
export const setLock = (after: LockAfter | null): Promise<Lock | null> =>
  attempt(async () => {
    const keys = keyring();
    if (!keys) return null;
    const account = await storedAccount();
    const { vk } = await touch(account);
    const opens = vk !== null && equal(vk, keys.vk);
    // Where the disk holds no key, the finger or face alone is not enough: what the passkey gives must open this very vault.
    if (!opens && account.local_wrap === null) {
      notice.value = "passkeyFailed";
      return null;
    }
    const bare = opens && after !== null;
    const kek = bare ? null : await deviceKek();
    const next = { ...account, local_wrap: kek && (await wrap(3, keys.gen, kek, keys.vk, keys.uid)) };
    const transaction = await strictly("account", "keys", "flags");
    const [keysHere, flags] = [transaction.objectStore("keys"), transaction.objectStore("flags")];
    await Promise.all([
      transaction.objectStore("account").put(next, "me"),
      kek ? keysHere.put(kek, "device") : keysHere.clear(),
      after === null ? flags.delete(FLAG) : flags.put(`${after}`, FLAG),
      transaction.done,
    ]);
    if (opens) await passkeyOpened(toBase64url(await credentialRef(account.credential)));
    await watchLock();
    tellTabs("account");
    return { after, kind: bare || (after === null && account.wrap !== null) ? "app" : "screen" };
  }, null);

/** What the one button of the drawn curtain does. Works with no network. */
export const openCurtain = (): Promise<boolean> =>
  attempt(async () => {
    if (curtain.value === "renewed") return (await import("./catching_up.ts")).catchUp();
    const account = await storedAccount();
    const { vk } = await touch(account);
    const key = vk ?? (await openLocalWrap(account));
    if (!key) {
      notice.value = "passkeyFailed";
      return false;
    }
    await openHere(account, key);
    // Only now is it seen to open this very vault.
    if (vk && account.local_wrap) await dropLocalWrap(account);
    if (vk) await passkeyOpened(toBase64url(await credentialRef(account.credential)));
    return true;
  }, false);

/** The passkey opens by itself after all: from here on no key stays on the disk. */
async function dropLocalWrap(account: StoredAccount): Promise<void> {
  const transaction = await strictly("keys");
  await Promise.all([transaction.store.clear(), transaction.done]);
  await rememberAccount({ ...account, local_wrap: null });
}

let after: LockAfter | null = null;
let hiddenAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let focused: Element | null = null;

/** Nothing can be seen: whoever looks at the list of open apps sees paper. */
function cover(): void {
  focused ??= document.activeElement;
  document.body.style.visibility = "hidden";
}
function uncover(): void {
  if (document.hidden) return;
  document.body.style.visibility = "";
  if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  focused = null;
}

let striking: Promise<void> | null = null;
/** What was said or begun is sealed first; then keys and words are gone. */
const strike = (): Promise<void> => {
  const strikes = async () => {
    await finishUndone(true);
    await saved();
    const account = await storedAccount();
    rememberFormer(null);
    if (phase.value === "open" || curtain.value === "renewed") shut(account.local_wrap ? "screen" : "app");
  };
  striking ??= attempt(strikes, undefined).finally(() => {
    striking = null;
  });
  return striking;
};

/** A clock that was turned back says nothing about how long nobody looked. */
const isDue = (): boolean => {
  const away = Date.now() - hiddenAt;
  return after !== null && (away < 0 || away >= after * MINUTE_MS);
};

function strikeWhenDue(inMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!document.hidden) return;
    // The passkey's own dialogue may hide the page; what it was asked for is still wanted.
    if (isAsking()) strikeWhenDue(ASK_AGAIN_MS);
    else void strike();
  }, inMs);
}

function looked(): void {
  if (after === null) return;
  if (document.hidden) {
    hiddenAt = Date.now();
    cover();
    strikeWhenDue(after * MINUTE_MS);
  } else {
    clearTimeout(timer);
    if (isDue() && !isAsking()) void strike().then(uncover);
    else void Promise.resolve(striking).then(uncover);
  }
}

let watching = false;
/** Keep to what was chosen on this device. On `window`, so that every sheet has kept its words when it is this one's turn. */
export async function watchLock(): Promise<void> {
  after = (await readLock()).after;
  if (watching) return;
  watching = true;
  addEventListener("visibilitychange", looked);
}
