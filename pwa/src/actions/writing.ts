/** From a keystroke to a sealed note: the draft, ten seconds in which it can be called back, and its place in the outbox. */
import { momentOf } from "../calendar.ts";
import { jsonBytes, random, strictJson, toBase64url } from "../crypto/bytes.ts";
import { openLocal, sealLocal } from "../crypto/keys.ts";
import { database, type StoredDraft, strictly } from "../database.ts";
import { type Keyring, keyring } from "../keyring.ts";
import type { Feeling, Help, Mark, Quadrant, Topic, Word } from "../kinds.ts";
import { CannotSeal, enqueue, retry } from "../outbox.ts";
import { codeRequired, install, notice, undo } from "../state.ts";
import { activeSpace } from "../vault.ts";
import { offerInstall } from "./installing.ts";
import { refreshNotes, syncSoon, tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";

export const UNDO_MS = 10_000;

export interface Draft {
  id: string;
  quadrant?: Quadrant;
  words: Word[];
  because: string;
  help?: Help;
  topics: Topic[];
  marks: Mark[];
  /** When it was last changed, sealed with it. */
  at?: number;
}

const place = (id: string) => `draft ${id}`;

async function openDraft(keys: Keyring, stored: StoredDraft): Promise<Draft> {
  return strictJson(await openLocal(keys.local, stored.sealed, place(stored.id))) as unknown as Draft;
}

/** A fresh id for a draft. */
export const newDraftId = (): string => toBase64url(random(12));

/** The unfinished draft on this device; of several, from several tabs, the one changed last. */
export const loadDraft = async (): Promise<Draft | null> => {
  const keys = keyring();
  if (!keys) return null;
  const unfinished = (await (await database()).getAll("drafts")).filter((draft) => draft.ends === null);
  const drafts = await Promise.all(unfinished.map((stored) => openDraft(keys, stored)));
  return drafts.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).at(-1) ?? null;
};

async function putDraft(draft: Draft, audience: StoredDraft["audience"], ends: number | null): Promise<void> {
  const keys = keyring();
  if (!keys) throw new CannotSeal();
  const sealed = await sealLocal(keys.local, jsonBytes({ ...draft, at: Date.now() }), place(draft.id));
  const transaction = await strictly("drafts");
  await Promise.all([transaction.store.put({ id: draft.id, sealed, audience, ends }), transaction.done]);
}

/** Another tab that went on with the same draft has shared or kept it: its ten seconds are not ours to end. */
const handedOver = async (id: string): Promise<boolean> =>
  ((await (await database()).get("drafts", id))?.ends ?? null) !== null;

/** Keep what was typed so far. One save at a time, so that an older keystroke never lands on a newer one. */
let saving: Promise<unknown> = Promise.resolve();
export const saveDraft = (draft: Draft): Promise<void> => {
  const kept = structuredClone(draft);
  const saved = saving.then(() =>
    attempt(async () => {
      if (!(await handedOver(kept.id))) await putDraft(kept, null, null);
    }, undefined),
  );
  saving = saved;
  return saved;
};

/** Throw an unfinished draft away. Another tab's stays. */
export const dropDraft = async (id: string): Promise<void> => {
  await saving;
  const transaction = await strictly("drafts");
  if ((await transaction.store.get(id))?.ends === null) await transaction.store.delete(id);
  await transaction.done;
};

/** The ten seconds of a draft belong to the tab that holds its lock; when that tab is gone, so are they. */
const lockOf = (id: string) => `unsaid-undo ${id}`;
const timers = new Map<string, { timer: ReturnType<typeof setTimeout>; release(): void }>();

function countDown(id: string): void {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  void navigator.locks.request(lockOf(id), () => held);
  timers.set(id, { timer: setTimeout(() => void seal(id), UNDO_MS), release });
}

function stopCounting(id: string): void {
  const counting = timers.get(id);
  timers.delete(id);
  clearTimeout(counting?.timer);
  counting?.release();
}

/** Share or keep: from here it can be called back for ten seconds, and is on the disk. */
export const commit = (draft: Draft, audience: "share" | "keep"): Promise<boolean> =>
  attempt(async () => {
    if (codeRequired.value || draft.words.length === 0) return false;
    await sendNow();
    await saving;
    const ends = Date.now() + UNDO_MS;
    const id = (await handedOver(draft.id)) ? newDraftId() : draft.id;
    await putDraft(structuredClone({ ...draft, id }), audience, ends);
    undo.value = { draft: id, audience, ends };
    countDown(id);
    return true;
  }, false);

/** Call it back: a draft again. Null when it was sent already. */
export const undoNow = async (): Promise<Draft | null> => {
  const calledBack = undo.value;
  const keys = keyring();
  if (!calledBack || !keys) return null;
  stopCounting(calledBack.draft);
  undo.value = null;
  const transaction = await strictly("drafts");
  const stored = await transaction.store.get(calledBack.draft);
  if (stored) await transaction.store.put({ ...stored, audience: null, ends: null });
  await transaction.done;
  return stored ? openDraft(keys, stored) : null;
};

/** Do not wait for the rest of the ten seconds. */
export const sendNow = async (): Promise<void> => {
  if (undo.value) await seal(undo.value.draft);
};

function contentOf(draft: Draft): Feeling {
  const because = draft.because.trim();
  return {
    k: "feeling",
    ...(draft.quadrant ? { quadrant: draft.quadrant } : {}),
    words: draft.words,
    ...(because ? { because } : {}),
    ...(draft.help ? { help: draft.help } : {}),
    ...(draft.topics.length > 0 ? { topics: draft.topics } : {}),
    ...(draft.marks.length > 0 ? { marks: draft.marks } : {}),
  };
}

/** Undo is over: number, seal and outbox in one transaction with the draft's end. Another tab may have been quicker. */
async function seal(id: string): Promise<void> {
  await attempt(async () => {
    const keys = keyring();
    const stored = await (await database()).get("drafts", id);
    if (keys && stored?.audience) {
      const space = activeSpace(keys.vault, stored.audience === "share" ? "shared" : "private");
      const spaceKeys = space && keys.spaces.get(space.id);
      if (!spaceKeys) {
        // The shared page closed meanwhile: nothing is lost, it is a draft again.
        await putDraft(await openDraft(keys, stored), null, null);
        notice.value = "notSaved";
      } else await enqueue(spaceKeys, { ...contentOf(await openDraft(keys, stored)), ...momentOf() }, id);
    }
    if (undo.value?.draft === id) undo.value = null;
  }, undefined);
  stopCounting(id);
  await refreshNotes();
  tellTabs("notes");
  await askForBackgroundSync();
  void syncSoon();
  if (install.value === null) offerInstall();
}

async function askForBackgroundSync(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const manager = (worker as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await manager?.register("outbox").catch(() => undefined);
  void navigator.storage?.persist?.();
}

/** Notes that were shared or kept by a tab that is gone; with `mine`, also this tab's: the app is being left. */
export const finishUndone = async (mine: boolean): Promise<void> => {
  if (!keyring()) return;
  for (const draft of await (await database()).getAll("drafts")) {
    if (draft.ends === null) continue;
    if (timers.has(draft.id)) {
      if (mine) await seal(draft.id);
    } else
      await navigator.locks.request(lockOf(draft.id), { ifAvailable: true }, (free) =>
        free ? seal(draft.id) : undefined,
      );
  }
};

/** Send what was refused once more. */
export const tryAgain = (id: string): Promise<boolean> =>
  attempt(async () => {
    await retry(id);
    await refreshNotes();
    void syncSoon();
    return true;
  }, false);
