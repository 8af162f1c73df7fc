/** *Just mine*: what becomes of a kept note, and the lock of its own. */
import * as acts from "../acts.ts";
import { momentOf } from "../calendar.ts";
import { equal } from "../crypto/bytes.ts";
import { credentialRef, passkeyKek, unwrap } from "../crypto/keys.ts";
import { database, type StoredAccount } from "../database.ts";
import { change, type Keyring, keyring } from "../keyring.ts";
import type { TimelineNote } from "../notes.ts";
import { changeOnlyHere } from "../only_here.ts";
import { openSpace } from "../outbox.ts";
import { type Choices, codeRequired, mineLocked, notice } from "../state.ts";
import { doing } from "./doing.ts";
import { newDraftId } from "./drafts.ts";
import { pend } from "./pending.ts";
import { hideMine, openedSoFar, refreshNotes, refreshPair, tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";
import { syncSoon } from "./syncing.ts";

/** Say a kept note to the other after all, with the day it was written. Called back within ten seconds, it stays kept. */
export const shareKept = (note: TimelineNote): Promise<boolean> =>
  attempt(async () => {
    const [keys, share] = [keyring(), acts.keptOf(note, openedSoFar())];
    if (!keys || !share || codeRequired.value) return false;
    openSpace(keys, "shared");
    await pend({ id: newDraftId(), share }, "share", "note");
    return true;
  }, false);

/** Bring kept notes along to the two of us, in the order they were written. */
export const bringAlong = (notes: readonly TimelineNote[]): Promise<boolean> =>
  doing(async (keys) => {
    const shared = openSpace(keys, "shared");
    for (const note of notes) {
      const kept = acts.keptOf(note, openedSoFar());
      if (!kept || !(await acts.move(keys, kept, shared))) return false;
    }
    return true;
  });

/** What I decided about a kept note; `open` takes that back. */
export const settle = (note: TimelineNote, step: "keep" | "hold" | "open"): Promise<boolean> =>
  doing((keys) => {
    if (!note.only_here) return acts.act(keys, note.space, { k: "step", to: note.msg_id, step });
    const decided = step === "open" ? {} : { settled: { step, day: momentOf().day } };
    return changeOnlyHere(keys.local, note.msg_id, ({ settled: _, ...row }) => ({ ...row, ...decided }));
  });

/** Let a note that is on this phone only be an ordinary kept one, on all my devices. */
export const keepOnServerToo = (note: TimelineNote): Promise<boolean> =>
  doing(async (keys) => {
    const kept = acts.keptOf(note, openedSoFar());
    return kept ? acts.move(keys, kept, openSpace(keys, "private")) : false;
  });

/**
 * One touch of the passkey, checked on this device alone, so that it works with no network and tells nobody. Answers whether what it
 * gave opens this very vault; null: it gives nothing by itself, and the finger or face is all there is.
 */
export async function touch(keys: Keyring, account: StoredAccount): Promise<boolean | null> {
  const { askVerified } = await import("../passkeys.ts");
  const prf = await askVerified(account.credential);
  if (!account.wrap) return null;
  const kek = prf && (await passkeyKek(prf, account.uid, account.credential));
  const ref = await credentialRef(account.credential);
  const opened = kek && (await unwrap(account.wrap, kek, account.uid, ref).catch(() => null));
  return Boolean(opened && equal(opened.vk, keys.vk));
}

async function isMe(): Promise<boolean> {
  const [keys, account] = [keyring(), await (await database()).get("account", "me")];
  if (!keys || !account) return false;
  if ((await touch(keys, account)) !== false) return true;
  notice.value = "passkeyFailed";
  return false;
}

/** Open *Just mine* with the passkey. */
export const unlockMine = (): Promise<boolean> =>
  attempt(async () => {
    if (!(await isMe())) return false;
    mineLocked.value = false;
    await refreshNotes();
    return true;
  }, false);

/** Lock it now. Writing goes on. */
export const lockMine = (): void => {
  hideMine();
  void refreshNotes();
};

/** Choose something about the app, for all my devices. Switching the lock of *Just mine* off needs the passkey, and opens it once that is kept. */
export const setSetting = <Name extends keyof Choices>(name: Name, value: Choices[Name]): Promise<boolean> =>
  attempt(async () => {
    if (name === "mine_lock" && !value && !(await isMe())) return false;
    await change((vault) => {
      vault.settings[name] = value;
    });
    await refreshPair();
    await refreshNotes();
    tellTabs("vault");
    void syncSoon();
    return true;
  }, false);
