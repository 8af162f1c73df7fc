/** What the notes tell a reminder: the newest days something was written, and something kind was said. Pure. */
import type { TimelineNote } from "../notes.ts";

export interface NewestDays {
  wrote: string | null;
  kind: string | null;
}

const newer = (day: string, than: string | null): string => (than === null || day > than ? day : than);

/** Mine alone; what was taken back was written all the same, a copy of the other's words was not. */
export function newestDays(notes: readonly TimelineNote[]): NewestDays {
  const newest: NewestDays = { wrote: null, kind: null };
  for (const { mine, day, content } of notes) {
    if (!mine || content?.k === "copy") continue;
    newest.wrote = newer(day, newest.wrote);
    if (content?.k === "affirm") newest.kind = newer(day, newest.kind);
  }
  return newest;
}
