/** The answer that is in its ten seconds: what it says and to which note, so that the screens can go on as if it were given. */
import { effect, signal } from "@preact/signals";
import { answer, takeBackAnswer, undoNow } from "../actions.ts";
import { momentOf } from "../calendar.ts";
import type { Back } from "../kinds.ts";
import type { Answer, TimelineNote } from "../notes.ts";
import { phase } from "../state.ts";
import { answerText } from "../ui/note.tsx";

interface Given {
  note: string;
  answer: Answer;
}
/** Stays when the ten seconds are over: the answer stands in the note then. Only Undo takes it away. */
const given = signal<Given | null>(null);

/** Words typed to a note and not sent yet; they are here again after Undo, and when one comes back to the note. */
export const begun = new Map<string, string>();

// Nobody else who uses this phone finds them.
effect(() => {
  if (phase.value === "open") return;
  given.value = null;
  begun.clear();
});

export async function give(
  note: TimelineNote,
  form: string,
  more: { text?: string; back?: Back } = {},
): Promise<boolean> {
  if (!(await answer(note, form, more))) return false;
  const { text = null, back = null } = more;
  begun.delete(note.id);
  const nowhere = { msg_id: "given", seq: null, device: null, device_seq: 0, mine: true, state: "sent" } as const;
  given.value = { note: note.id, answer: { ...nowhere, ...momentOf(), form, text, back } };
  return true;
}

export async function takeBackGiven(): Promise<void> {
  await undoNow();
  const { note, answer: said } = given.value ?? {};
  if (note && said?.text) begun.set(note, said.text);
  given.value = null;
}

export async function takeBackSaid(note: TimelineNote, said: Answer): Promise<void> {
  if (await takeBackAnswer(note, said)) given.value = null;
}

const LONGEST_QUOTE = 26;
/** What the undo bar quotes: enough to see that it was the right one. */
export function givenSays(): string {
  const now = given.value?.answer;
  const words = now && !now.text ? answerText(now) : "";
  return words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE - 2).trimEnd()} …` : words;
}

const isMine = (one: Answer): boolean => one.mine;

/** I answered it, or did so within the last ten seconds. */
export const isAnswered = (note: TimelineNote): boolean => given.value?.note === note.id || note.answers.some(isMine);

/** The note with what was just said to it, until it stands there by itself. */
export function withGiven(note: TimelineNote): TimelineNote {
  const now = given.value;
  if (now?.note !== note.id || note.answers.some((one) => one.mine && same(one, now.answer))) return note;
  return { ...note, answers: [...note.answers, now.answer] };
}
const same = (a: Answer, b: Answer): boolean => a.form === b.form && a.text === b.text;
