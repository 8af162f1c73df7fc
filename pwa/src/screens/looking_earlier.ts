/**
 * Which old note may come up again: one of mine from around this day in an earlier year, or from half a year ago. Never one that was hard
 * to say, taken back, held or put away; and leaving ends it, with everything written up to then.
 */
import type { TimelineNote } from "../notes.ts";
import type { Pair } from "../state.ts";
import { mineOf } from "./looking_notes.ts";

/** So many days before or after is still "around this day". */
const AROUND_DAYS = 3;
const HALF_A_YEAR_DAYS = 182;
const DAY_MS = 86_400_000;

const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** What I put away, and whether that was today. */
export interface PutAway {
  notes: ReadonlySet<string>;
  today: boolean;
}

/** Whatever was written while there was a pair that is closed by now, alone or to each other, stays where it is. */
function closedUntil(notes: readonly TimelineNote[], pair: Pair | null): string {
  const closed = notes.filter((note) => note.shared && note.space !== pair?.space);
  return closed.reduce((last, { day }) => (day > last ? day : last), "");
}

const isMarked = ({ content }: TimelineNote): boolean => content?.k === "feeling" && (content.marks ?? []).length > 0;

/** How far a day is from what is looked for; the years that lie between, 0 for half a year; null: too far. */
function nearness(day: string, today: string): { years: number; far: number } | null {
  const [then, now] = [numberOf(day), numberOf(today)];
  const half = Math.abs(now - HALF_A_YEAR_DAYS - then);
  if (half <= AROUND_DAYS) return { years: 0, far: half };
  const years = Math.round((now - then) / 365.25);
  if (years < 1) return null;
  const [year = 0, month = 1, date = 1] = today.split("-").map(Number);
  const far = Math.abs(Date.UTC(year - years, month - 1, date) / DAY_MS - then);
  return far <= AROUND_DAYS ? { years, far } : null;
}

export interface Resurfaced {
  note: TimelineNote;
  /** 0: half a year. */
  years: number;
}

/** At most one: an earlier year before half a year, the nearest day, then the newest. After one was put away, none that day. */
export function resurfaced(
  notes: readonly TimelineNote[],
  today: string,
  pair: Pair | null,
  away: PutAway,
): Resurfaced | null {
  if (pair?.closed || away.today) return null;
  const after = closedUntil(notes, pair);
  const found = mineOf(notes).flatMap((note) => {
    const near = nearness(note.day, today);
    const wanted = near && note.day > after && !isMarked(note) && note.settled?.step !== "hold";
    return wanted && !away.notes.has(note.msg_id) ? [{ note, ...near }] : [];
  });
  const byWish = (a: (typeof found)[number], b: (typeof found)[number]): number =>
    Number(a.years === 0) - Number(b.years === 0) || a.far - b.far || (a.note.day < b.note.day ? 1 : -1);
  const first = found.sort(byWish)[0];
  return first ? { note: first.note, years: first.years } : null;
}
