/** Which kept notes are shown, which one is asked about, and which may be brought along. Functions of the notes and the day. */
import type { TimelineNote } from "../notes.ts";

/** A kept note is asked about after a week … */
const REST_DAYS = 7;
/** … and, once decided on, left alone for a month. */
const SETTLED_DAYS = 30;

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Notes of mine that stand in *Just mine* and have words; not what went to the two of us, not what was let go. */
const stands = (note: TimelineNote): boolean =>
  !note.shared && note.mine && !note.moved && note.content !== null && note.state !== "taken_back";

/** What *Just mine* shows: everything kept, and what was let go as long as it can be put back. */
export const shownInMine = (notes: readonly TimelineNote[]): TimelineNote[] =>
  notes.filter((note) => !note.shared && !note.moved && (note.state !== "taken_back" || note.restorable !== null));

const isOwnWords = ({ content }: TimelineNote): boolean =>
  content?.k === "feeling" || content?.k === "thought" || content?.k === "affirm";

/** What can be brought along to the two of us. What stays on this phone only is not proposed in a list. */
export const bringable = (notes: readonly TimelineNote[]): TimelineNote[] =>
  notes.filter((note) => stands(note) && isOwnWords(note) && !note.only_here);

/**
 * The one note to ask about: "say it, keep it, let it go?". The newest that has rested a week and is neither held nor lately
 * decided on; after one decision nothing more is asked that day.
 */
export function offered(notes: readonly TimelineNote[], today: string): TimelineNote | null {
  const decidedToday = (note: TimelineNote) =>
    !note.shared && (note.settled?.day === today || note.restorable === daysAfter(today, REST_DAYS));
  if (notes.some(decidedToday)) return null;
  const rested = daysAfter(today, -REST_DAYS);
  const forgotten = daysAfter(today, -SETTLED_DAYS);
  const wants = (note: TimelineNote) =>
    note.day < rested &&
    (note.settled === null || (note.settled.step === "keep" && note.settled.day <= forgotten)) &&
    stands(note) &&
    isOwnWords(note);
  return notes.findLast(wants) ?? null;
}
