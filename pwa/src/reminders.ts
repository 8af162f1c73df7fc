/**
 * Reminders: what I chose, and which single one is to be shown at a moment. Pure, so that whatever delivers them, the app itself or
 * a later push, keeps the same rules. Nothing here counts or remembers a day that was skipped.
 *
 * The rules: never inside the quiet hours, never while paused, one at a time. The daily one comes at its time on a day nothing was
 * written, and that day's ends at midnight: a phone that was off for a week shows one. A time inside the quiet hours moves to their
 * end. Clock times are the wall's: a time that a change to summer time leaves out has come when the clock has passed it.
 */
import { momentOf } from "./calendar.ts";

export type Rhythm = "few_days" | "week";
export const RHYTHMS: Record<Rhythm, number> = { few_days: 3, week: 7 };
/** A stretch of clock time, `from` inside and `to` outside of it; over midnight where `to` is earlier. */
export interface Quiet {
  from: string;
  to: string;
}
/** Said by nobody but the app: at the time I chose · say something kind · what I said I'd come back to. */
export type What = "daily" | "kind" | "back";

/**
 * As the vault's settings hold it, each absent until it was chosen. One key a decision: two phones that change different ones both
 * get their way, and quiet hours never become half of the one's and half of the other's.
 */
export interface ReminderChoices {
  /** "HH:MM". */
  remind_at: string | null;
  remind_quiet: Quiet | null;
  /** True until I end it, or until then (ms since 1970). */
  remind_pause: boolean | number;
  /** Notes arrive, nothing wakes. For what is delivered outside the app. */
  remind_mute: boolean;
  /** `from`: the day it was chosen, from which the days are counted. */
  remind_kind: { every: Rhythm; from: string } | null;
  remind_back: boolean;
  /** Put off: not before (ms since 1970). */
  remind_daily_after: number;
  remind_kind_after: number;
  remind_back_after: number;
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const MS_A_MINUTE = 60_000;
const MS_AN_HOUR = 3_600_000;
const MS_A_DAY = 86_400_000;
const NOTHING_CHOSEN: ReminderChoices = {
  remind_at: null,
  remind_quiet: null,
  remind_pause: false,
  remind_mute: false,
  remind_kind: null,
  remind_back: true,
  remind_daily_after: 0,
  remind_kind_after: 0,
  remind_back_after: 0,
};

export const isTime = (value: unknown): value is string => typeof value === "string" && TIME.test(value);
const isMoment = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

function quietIn(value: unknown): Quiet | null {
  const { from, to } = fields(value);
  return isTime(from) && isTime(to) && from !== to ? { from, to } : null;
}

function kindIn(value: unknown): ReminderChoices["remind_kind"] {
  const { every, from } = fields(value);
  if (typeof every !== "string" || !Object.hasOwn(RHYTHMS, every)) return null;
  // Without a day to count from, the days are counted from what was said last.
  return { every: every as Rhythm, from: typeof from === "string" && DAY.test(from) ? from : "" };
}

/** What I chose, field by field, from whatever the vault holds: a newer app's or a broken value falls back alone. */
export function remindersIn(settings: Readonly<Record<string, unknown>>): ReminderChoices {
  const own = (name: keyof ReminderChoices): unknown => (Object.hasOwn(settings, name) ? settings[name] : undefined);
  const at = own("remind_at");
  const pause = own("remind_pause");
  const flag = (name: "remind_mute" | "remind_back") => {
    const value = own(name);
    return isFlag(value) ? value : NOTHING_CHOSEN[name];
  };
  const moment = (name: "remind_daily_after" | "remind_kind_after" | "remind_back_after") => {
    const value = own(name);
    return isMoment(value) ? value : NOTHING_CHOSEN[name];
  };
  return {
    remind_at: isTime(at) ? at : NOTHING_CHOSEN.remind_at,
    remind_quiet: quietIn(own("remind_quiet")),
    remind_pause: isFlag(pause) || isMoment(pause) ? pause : NOTHING_CHOSEN.remind_pause,
    remind_mute: flag("remind_mute"),
    remind_kind: kindIn(own("remind_kind")),
    remind_back: flag("remind_back"),
    remind_daily_after: moment("remind_daily_after"),
    remind_kind_after: moment("remind_kind_after"),
    remind_back_after: moment("remind_back_after"),
  };
}

/** The clock on the wall, to the minute. */
const timeOf = (now: Date): string =>
  [now.getHours(), now.getMinutes()].map((value) => String(value).padStart(2, "0")).join(":");

const isWithin = (time: string, from: string, to: string): boolean =>
  from < to ? time >= from && time < to : time >= from || time < to;

const isQuiet = ({ remind_quiet: quiet }: ReminderChoices, time: string): boolean =>
  quiet !== null && isWithin(time, quiet.from, quiet.to);

export const isPaused = ({ remind_pause: pause }: ReminderChoices, now: Date): boolean =>
  typeof pause === "number" ? now.getTime() < pause : pause;

/** For what is delivered outside the app: whether anything at all may make itself heard now. */
export const mayWake = (chosen: ReminderChoices, now: Date): boolean =>
  !(chosen.remind_mute || isPaused(chosen, now) || isQuiet(chosen, timeOf(now)));

/** When the daily one really comes: at its time, or when the quiet hours around it end. Null: it is off. */
export function dailyTime(chosen: ReminderChoices): string | null {
  const { remind_at: at, remind_quiet: quiet } = chosen;
  return at !== null && quiet && isQuiet(chosen, at) ? quiet.to : at;
}

/** A snooze is at most a rhythm long; what is later than that was written by a clock that stood wrong. */
const LONGEST: Record<What, number> = { daily: 2, kind: 8, back: 2 };
function isPutOff(what: What, chosen: ReminderChoices, now: Date): boolean {
  const left = chosen[`remind_${what}_after`] - now.getTime();
  return left > 0 && left <= LONGEST[what] * MS_A_DAY;
}

/** What the notes on this phone say. */
export interface Facts {
  /** The newest day I wrote anything, kept or shared. */
  wrote: string | null;
  /** The newest day I said something kind. */
  kind: string | null;
  /** There is a note I wanted to come back to, and its time has come. */
  back: boolean;
  /** There is someone to say something kind to. */
  two: boolean;
}

/** Nobody chose an hour for it, so it keeps to the day. */
const DAYTIME = { from: "08:00", to: "21:00" };

function kindIsDue({ remind_kind: kind }: ReminderChoices, day: string, facts: Facts): boolean {
  if (!kind || !facts.two) return false;
  const last = [kind.from, facts.kind ?? ""]
    .filter((one) => one !== "" && one <= day)
    .sort()
    .at(-1);
  return last === undefined || Date.parse(day) - Date.parse(last) >= RHYTHMS[kind.every] * MS_A_DAY;
}

function isDue(what: What, chosen: ReminderChoices, now: Date, facts: Facts): boolean {
  const [day, time] = [momentOf(now).day, timeOf(now)];
  if (isQuiet(chosen, time) || isPaused(chosen, now) || isPutOff(what, chosen, now)) return false;
  if (what === "back") return chosen.remind_back && facts.back;
  if (what === "kind") return isWithin(time, DAYTIME.from, DAYTIME.to) && kindIsDue(chosen, day, facts);
  const from = dailyTime(chosen);
  return from !== null && time >= from && (facts.wrote ?? "") < day;
}

/** The first minute from which it is over: the day ends, or its quiet hours or its evening begin. */
function overAt(what: What, chosen: ReminderChoices, now: Date, facts: Facts): number {
  const { day } = momentOf(now);
  // Minute by minute, because a day has 23 or 25 hours twice a year.
  let minute = Math.floor(now.getTime() / MS_A_MINUTE) * MS_A_MINUTE;
  do minute += MS_A_MINUTE;
  while (momentOf(new Date(minute)).day === day && isDue(what, chosen, new Date(minute), facts));
  return minute;
}

export interface Due {
  what: What;
  /** From then on it must not be shown any more without asking again (ms since 1970). Worked out when it is read. */
  readonly until: number;
}

/** What may be said only today comes first; what waits as long as it likes comes last, so that it keeps nothing else away. */
const ORDER: readonly What[] = ["daily", "kind", "back"];

/** The one reminder for this moment, or null. */
export function due(chosen: ReminderChoices, now: Date, facts: Facts): Due | null {
  const what = ORDER.find((one) => isDue(one, chosen, now, facts));
  if (!what) return null;
  return {
    what,
    get until() {
      return overAt(what, chosen, now, facts);
    },
  };
}

export type Later = "hour" | "evening" | "tomorrow";
const EVENING = 19;
/** Whoever is up past midnight and says "tomorrow" means after some sleep. */
const MORNING = 5;
const hourOf = (now: Date, days: number, hour: number): number =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).getTime();

/** The ways to put it off that make sense now. */
export const laters = (now: Date): Later[] =>
  now.getTime() + MS_AN_HOUR < hourOf(now, 0, EVENING) ? ["hour", "evening", "tomorrow"] : ["hour", "tomorrow"];

/** Until when `later` puts off. */
export const putOffUntil = (later: Later, now: Date): number =>
  later === "hour"
    ? now.getTime() + MS_AN_HOUR
    : later === "evening"
      ? hourOf(now, 0, EVENING)
      : hourOf(now, 1, MORNING);

/** Until when it is let be: the daily one for the rest of the day, something kind for one more round. */
export const letBeUntil = (what: What, chosen: ReminderChoices, now: Date): number =>
  hourOf(now, what === "kind" && chosen.remind_kind ? RHYTHMS[chosen.remind_kind.every] : 1, 0);

/** A pause of a day. */
export const aDayFrom = (now: Date): number => now.getTime() + MS_A_DAY;
