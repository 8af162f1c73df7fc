/** What is still being written: kept by keystroke, sealed, on this device alone; and the note it becomes. */
import type { Sense } from "../content/body.ts";
import { FORM_OF, type Way } from "../content/ways.ts";
import { jsonBytes, random, strictJson, toBase64url } from "../crypto/bytes.ts";
import { openLocal, sealLocal } from "../crypto/keys.ts";
import { database, type StoredDraft, strictly } from "../database.ts";
import { keyring } from "../keyring.ts";
import type { Affirmation, Feeling, Help, Mark, Quadrant, Thought, Topic, Word } from "../kinds.ts";
import { CannotSeal } from "../sealing.ts";
import { attempt } from "./saying.ts";

/** Something kind in one's own words: what I say, and because of what. The text is there once both are. */
export interface Own {
  say: string;
  why: string;
}

export interface Draft {
  id: string;
  quadrant?: Quadrant;
  words: Word[];
  because: string;
  help?: Help;
  topics: Topic[];
  marks: Mark[];
  /** What the body said, where the words were not clear yet; never part of the note. */
  sense?: Sense;
  /** With "keep": on this phone only, never sent. */
  only_here?: boolean;
  /** With "keep": not asked about again until I choose. */
  hold?: boolean;
  /** The note whose words these are going to be; such a draft is loaded by the note's id alone, and never committed. */
  edits?: { msg_id: string; id: string };
  /** When it was last changed, sealed with it. */
  at?: number;
  /** Other than a feeling; its text stands where the because does. */
  as?: { k: "affirm"; way: Way; own?: Own } | { k: "thought"; prompt?: string };
}

function feelingOf(draft: Draft, because: string): Feeling {
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

/** The note a draft becomes. */
export function contentOf(draft: Draft): Feeling | Thought | Affirmation {
  const [text, { as }] = [draft.because.trim(), draft];
  if (as?.k === "affirm") return { k: "affirm", way: as.way, form: FORM_OF[as.way], text };
  if (as?.k === "thought") return { ...as, text };
  return feelingOf(draft, text);
}

/** There is enough of it to be a note. */
export const isWhole = (draft: Draft): boolean => (draft.as ? draft.because.trim() !== "" : draft.words.length > 0);

const place = (id: string) => `draft ${id}`;

/** What stands in the store of drafts, opened. */
export async function openSealed<Kept>(stored: StoredDraft): Promise<Kept> {
  const keys = keyring();
  if (!keys) throw new CannotSeal();
  return strictJson(await openLocal(keys.local, stored.sealed, place(stored.id))) as unknown as Kept;
}

export async function putSealed(
  kept: { id: string },
  audience: StoredDraft["audience"],
  ends: number | null,
): Promise<void> {
  const keys = keyring();
  if (!keys) throw new CannotSeal();
  const sealed = await sealLocal(keys.local, jsonBytes({ ...kept, at: Date.now() }), place(kept.id));
  const transaction = await strictly("drafts");
  await Promise.all([transaction.store.put({ id: kept.id, sealed, audience, ends }), transaction.done]);
}

/** A fresh id for a draft. */
export const newDraftId = (): string => toBase64url(random(12));

/** Every unfinished draft on this device, the one changed last at the end. */
export const loadDrafts = async (): Promise<Draft[]> => {
  // A sheet that is being left saves while the next one opens.
  await saving;
  if (!keyring()) return [];
  const unfinished = (await (await database()).getAll("drafts")).filter((draft) => draft.ends === null);
  // One that was sealed by keys this device never got stays where it is, and hides no other.
  const drafts = await Promise.all(unfinished.map((stored) => openSealed<Draft>(stored).catch(() => null)));
  return drafts.filter((draft) => draft !== null).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
};

/** The unfinished draft of a new note, or of the note `edits`; of several the one changed last. */
export const loadDraft = async (edits?: string): Promise<Draft | null> =>
  (await loadDrafts()).findLast((draft) => draft.edits?.id === edits) ?? null;

/** Another tab that went on with the same draft has shared or kept it: its ten seconds are not ours to end. */
export const handedOver = async (id: string): Promise<boolean> =>
  ((await (await database()).get("drafts", id))?.ends ?? null) !== null;

/** Keep what was typed so far. One save at a time, so that an older keystroke never lands on a newer one. */
let saving: Promise<unknown> = Promise.resolve();
export const saveDraft = (draft: Draft): Promise<void> => {
  const kept = structuredClone(draft);
  const saved = saving.then(() =>
    attempt(async () => {
      if (!(await handedOver(kept.id))) await putSealed(kept, null, null);
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

/** Once every keystroke so far is kept. */
export const saved = async (): Promise<void> => void (await saving);
