/**
 * Ten seconds in which what was said can be called back: a note, an answer, a kept note that is to be shared. Until they end it is
 * only a draft on this device; the app being left, or killed, ends them.
 */
import { type Kept, move } from "../acts.ts";
import { momentOf } from "../calendar.ts";
import { database, type StoredDraft, strictly } from "../database.ts";
import { type Keyring, keyring } from "../keyring.ts";
import { sealOnlyHere } from "../only_here.ts";
import { enqueueAll, newMsgId, openSpace } from "../outbox.ts";
import { CannotSeal, type Plaintext } from "../sealing.ts";
import { install, notice, type Undo, undo } from "../state.ts";
import { contentOf, type Draft, openSealed, putSealed } from "./drafts.ts";
import { offerInstall } from "./offering.ts";
import { attempt } from "./saying.ts";
import { afterWriting } from "./syncing.ts";

const UNDO_MS = 10_000;

interface PendingAnswer {
  id: string;
  space: string;
  answer: { k: "answer" } & Record<string, unknown>;
}
interface PendingShare {
  id: string;
  share: Kept;
}
type Pending = Draft | PendingAnswer | PendingShare;

/** The ten seconds belong to the tab that holds their lock; when that tab is gone, so are they. */
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

/** From here it is on the disk, and can be called back for ten seconds. What was said before it goes at once. */
export async function pend(pending: Pending, audience: Undo["audience"], kind: Undo["kind"]): Promise<void> {
  await sendNow();
  const ends = Date.now() + UNDO_MS;
  await putSealed(pending, audience, ends);
  undo.value = { draft: pending.id, audience, kind, ends };
  countDown(pending.id);
}

/** Call it back. Answers the note that is a draft again; null when it was something else, or was sent already. */
export const undoNow = async (): Promise<Draft | null> => {
  const calledBack = undo.value;
  if (!calledBack || !keyring()) return null;
  stopCounting(calledBack.draft);
  undo.value = null;
  const stored = await (await database()).get("drafts", calledBack.draft);
  const pending = stored && (await openSealed<Pending>(stored));
  const draft = pending && "words" in pending ? pending : null;
  const transaction = await strictly("drafts");
  const now = await transaction.store.get(calledBack.draft);
  if (now && draft) await transaction.store.put({ ...now, audience: null, ends: null });
  else await transaction.store.delete(calledBack.draft);
  await transaction.done;
  return now ? draft : null;
};

/** Do not wait for the rest of the ten seconds. */
export const sendNow = async (): Promise<void> => {
  if (undo.value) await seal(undo.value.draft);
};

async function keepOnlyHere(keys: Keyring, draft: Draft): Promise<void> {
  const { day, part } = momentOf();
  const settled = draft.hold ? { settled: { step: "hold" as const, day } } : {};
  const row = { id: newMsgId(), content: contentOf(draft), day, part, ...settled };
  await enqueueAll([], { draft: draft.id, keepHere: await sealOnlyHere(keys.local, row) });
}

async function say(keys: Keyring, draft: Draft, audience: StoredDraft["audience"]): Promise<void> {
  if (audience === "keep" && draft.only_here) return keepOnlyHere(keys, draft);
  const space = openSpace(keys, audience === "share" ? "shared" : "private");
  const [moment, msg_id] = [momentOf(), newMsgId()];
  const hold = { keys: space, content: { k: "step", to: msg_id, step: "hold", ...moment } };
  const note = { keys: space, msg_id, content: { ...contentOf(draft), ...moment } };
  await enqueueAll(draft.hold && audience === "keep" ? [note, hold] : [note], { draft: draft.id });
}

async function become(keys: Keyring, stored: StoredDraft): Promise<void> {
  const pending = await openSealed<Pending>(stored);
  try {
    if ("words" in pending) await say(keys, pending, stored.audience);
    else if ("share" in pending) await move(keys, pending.share, openSpace(keys, "shared"), pending.id);
    else {
      const space = keys.spaces.get(pending.space);
      if (!space) throw new CannotSeal();
      await enqueueAll([{ keys: space, content: { ...pending.answer, ...momentOf() } as Plaintext }], {
        draft: pending.id,
      });
    }
  } catch (error) {
    if (!(error instanceof CannotSeal)) throw error;
    // The shared page closed meanwhile. A note is a draft again, a kept one stays kept; an answer has nobody to go to any more.
    notice.value = "notSaved";
    if ("words" in pending) return putSealed(pending, null, null);
    const transaction = await strictly("drafts");
    await Promise.all([transaction.store.delete(pending.id), transaction.done]);
  }
}

/** The ten seconds are over: numbers, seals and outbox in one transaction with their end. Another tab may have been quicker. */
async function seal(id: string): Promise<void> {
  await attempt(async () => {
    const keys = keyring();
    const stored = await (await database()).get("drafts", id);
    if (keys && stored?.audience) await become(keys, stored);
    if (undo.value?.draft === id) undo.value = null;
  }, undefined);
  stopCounting(id);
  await afterWriting();
  if (install.value === null) offerInstall();
}

/** What was said by a tab that is gone; with `mine`, also by this one: the app is being left. */
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
