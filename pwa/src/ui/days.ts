/** Days as people say them. A note knows its calendar day and part of day, never a minute. */
import { momentOf } from "../calendar.ts";
import { t } from "../messages/index.ts";
import type { TimelineNote } from "../notes.ts";

const names = new Map<string, string>();
let namesMadeOn = "";

/** "Today", "Yesterday", "Friday 20 November"; the year only when it is another one. */
export function dayName(day: string): string {
  const now = new Date();
  const today = momentOf(now).day;
  if (today !== namesMadeOn) {
    names.clear();
    namesMadeOn = today;
    names.set(today, t.today);
    names.set(momentOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)).day, t.yesterday);
  }
  const known = names.get(day);
  if (known !== undefined) return known;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const name = t.dayIs(new Date(year, month - 1, date), year === now.getFullYear());
  names.set(day, name);
  return name;
}

/** A day and its part in one line, for a note that stands alone. */
export const dayAndPart = (note: TimelineNote): string =>
  `${dayName(note.day)}, ${t.parts[note.part].toLocaleLowerCase(t.lang)}`;
