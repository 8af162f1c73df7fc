/** Which note Today opens on. */
import { offerFor } from "../content/answers.ts";
import type { TimelineNote } from "../notes.ts";

const answeredByMe = (note: TimelineNote): boolean => note.answers.some((answer) => answer.mine);
const place = (one: { seq: number | null }): number => one.seq ?? -1;

/** The newest note of the other's that can be answered and was not: newest by its place in the log, whatever day it tells of. */
export function newestUnanswered(
  notes: readonly TimelineNote[],
  space: string,
  aside: (note: TimelineNote) => boolean = () => false,
): TimelineNote | null {
  let newest: TimelineNote | null = null;
  for (const note of notes) {
    if (note.mine || note.space !== space || answeredByMe(note) || aside(note) || !offerFor(note.content)) continue;
    if (!newest || place(note) >= place(newest)) newest = note;
  }
  return newest;
}
