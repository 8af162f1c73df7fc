/**
 * What *Looking back* shows, worked out from the notes. Functions of the notes and the day, nothing else. Counting ends here: what
 * leaves this room is in words ("once", "sometimes", "often"), a share of a band, or that something is there at all.
 */
import { FEELINGS, QUADRANTS } from "../content/feelings.ts";
import { FORM_OF, type KindStep, STEP_OF, WAYS, type Way } from "../content/ways.ts";
import type { Feeling, Help, Quadrant, Word } from "../kinds.ts";
import type { Answer, TimelineNote } from "../notes.ts";

export const RANGES = ["month", "year", "all"] as const;
export type Range = (typeof RANGES)[number];

const LENGTH: Record<Range, number> = { month: 7, year: 4, all: 0 };
/** Notes of this month, this year, or all of them. */
export const within = (notes: readonly TimelineNote[], range: Range, today: string): TimelineNote[] =>
  notes.filter(({ day }) => day.startsWith(today.slice(0, LENGTH[range])));

const OWN = new Set<string | undefined>(["feeling", "thought", "affirm"]);
/** Has words of its writer's own that stand: neither a copy of the other's, nor taken back, nor moved, nor unreadable. */
const speaks = ({ content, moved }: TimelineNote): boolean => OWN.has(content?.k) && !moved;

/** Everything I wrote, kept or shared. */
export const mineOf = (notes: readonly TimelineNote[]): TimelineNote[] =>
  notes.filter((note) => note.mine && speaks(note));

/** What both have of the open pair's notes: nothing private, nothing from before, nothing that has not left this phone. */
export const ofTheTwo = (notes: readonly TimelineNote[], space: string): TimelineNote[] =>
  notes.filter(
    (note) => note.shared && note.space === space && speaks(note) && (note.state === "sent" || note.state === "heard"),
  );

const home = new Map<unknown, Quadrant>(QUADRANTS.flatMap((one) => FEELINGS[one].map((word) => [word, one] as const)));
/** In the order they are drawn; null: a word nobody gave a tile. */
export const BANDS: readonly (Quadrant | null)[] = [...QUADRANTS, null];
export type Band = (typeof BANDS)[number];

const bandOf = (word: Word, { quadrant }: Feeling): Band => home.get(word) ?? quadrant ?? null;
/** Two spellings of a word of one's own are one word; an id is never one of them. */
const keyOf = (word: Word): string =>
  typeof word === "string" ? `id ${word}` : `own ${word.own.trim().toLocaleLowerCase()}`;

/** Each word of a feeling once, with its tile. */
function wordsIn({ content }: TimelineNote): { key: string; word: Word; band: Band }[] {
  if (content?.k !== "feeling") return [];
  const words = content.words.map((word) => ({ key: keyOf(word), word, band: bandOf(word, content) }));
  return [...new Map(words.map((one) => [one.key, one])).values()];
}

export type Often = "once" | "sometimes" | "often";
const A_FEW = 3;
const oftenOf = (times: number): Often => (times > A_FEW ? "often" : times > 1 ? "sometimes" : "once");

export type Much = "most" | "much" | "little";
const muchOf = (share: number): Much => (share > 0.5 ? "most" : share > 0.25 ? "much" : "little");

export interface SaidWord {
  key: string;
  word: Word;
  often: Often;
}
export interface BandOfWords {
  band: Band;
  /** Of all words of this time, as the width of a band. */
  share: number;
  much: Much;
  /** The most frequent first. */
  words: SaidWord[];
}
export interface Time {
  /** "2026-11", or the first day of a week of it. */
  time: string;
  bands: BandOfWords[];
}

const WEEKS = [22, 15, 8, 1];
/** A month is looked at in its four weeks, the last one longer; everything else by month. */
function timeOf(day: string, range: Range): string {
  if (range !== "month") return day.slice(0, 7);
  const week = WEEKS.find((first) => first <= Number(day.slice(8))) ?? 1;
  return `${day.slice(0, 8)}${String(week).padStart(2, "0")}`;
}

interface Times {
  word: Word;
  band: Band;
  times: number;
}

function bandsOf(words: ReadonlyMap<string, Times>): BandOfWords[] {
  const all = [...words].map(([key, one]) => ({ key, ...one })).sort((a, b) => b.times - a.times);
  const total = all.reduce((sum, { times }) => sum + times, 0);
  return BANDS.flatMap((band) => {
    const own = all.filter((one) => one.band === band);
    if (own.length === 0) return [];
    const share = own.reduce((sum, { times }) => sum + times, 0) / total;
    const said = own.map(({ key, word, times }) => ({ key, word, often: oftenOf(times) }));
    return [{ band, share, much: muchOf(share), words: said }];
  });
}

/** Which words I used when, the newest time first. A time without words is not there at all. */
export function wordsOver(notes: readonly TimelineNote[], range: Range): Time[] {
  const times = new Map<string, Map<string, Times>>();
  for (const note of notes) {
    const said = wordsIn(note);
    if (said.length === 0) continue;
    const time = timeOf(note.day, range);
    const words = times.get(time) ?? new Map<string, Times>();
    times.set(time, words);
    for (const { key: spelled, word, band } of said) {
      // One of one's own may be said under several tiles.
      const key = `${band} ${spelled}`;
      const known = words.get(key);
      if (known) known.times += 1;
      else words.set(key, { word, band, times: 1 });
    }
  }
  return newestFirst(times).map(([time, words]) => ({ time, bands: bandsOf(words) }));
}

const newestFirst = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] =>
  [...map].sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0));

export interface Day {
  day: string;
  /** Each tile once, however many notes; null: words without a tile. */
  bands: readonly Band[];
  notes: readonly TimelineNote[];
}
export interface Month {
  month: string;
  days: readonly Day[];
}

const tileOf = (note: TimelineNote): Band =>
  note.content?.k === "feeling" ? (note.content.quadrant ?? wordsIn(note)[0]?.band ?? null) : null;

/** The days on which something was written, by month, the newest month first. */
export function daysOf(notes: readonly TimelineNote[]): Month[] {
  const months = new Map<string, Map<string, TimelineNote[]>>();
  for (const note of notes) {
    const month = note.day.slice(0, 7);
    const days = months.get(month) ?? new Map<string, TimelineNote[]>();
    months.set(month, days);
    days.set(note.day, [...(days.get(note.day) ?? []), note]);
  }
  return newestFirst(months).map(([month, days]) => ({
    month,
    days: newestFirst(days)
      .reverse()
      .map(([day, list]) => {
        const tiles = new Set(list.map(tileOf));
        return { day, notes: list, bands: BANDS.filter((band) => tiles.has(band)) };
      }),
  }));
}

/** What was said to me when I had asked for this. */
export interface Helped {
  help: Help;
  said: { answer: Answer; note: TimelineNote }[];
}

const newer = (a: Answer, b: Answer): number =>
  a.day === b.day ? (b.seq ?? Number.MAX_SAFE_INTEGER) - (a.seq ?? Number.MAX_SAFE_INTEGER) : a.day < b.day ? 1 : -1;

/**
 * For what I asked of the other: what they said to it, in their words, the newest first, the same words once. What nobody
 * answered is not here, so nothing can be held against anyone.
 */
export function helpedIn(notes: readonly TimelineNote[]): Helped[] {
  const asked = new Map<Help, Helped["said"]>();
  for (const note of notes) {
    const help = note.mine && note.shared && note.content?.k === "feeling" ? note.content.help : undefined;
    const said = note.answers.filter((answer) => !answer.mine);
    if (!help || said.length === 0) continue;
    asked.set(help, [...(asked.get(help) ?? []), ...said.map((answer) => ({ answer, note }))]);
  }
  const helped = [...asked].map(([help, said]) => {
    said.sort((a, b) => newer(a.answer, b.answer));
    const once = new Map(said.toReversed().map((one) => [`${one.answer.form} ${one.answer.text ?? ""}`, one]));
    return { help, said: said.filter((one) => once.get(`${one.answer.form} ${one.answer.text ?? ""}`) === one) };
  });
  return helped.sort((a, b) => (a.said[0] && b.said[0] ? newer(a.said[0].answer, b.said[0].answer) : 0));
}

/** That a way came up at all, from whom, and what became of it. How much is nobody's business. */
export interface WaySeen {
  way: Way;
  given: boolean;
  received: boolean;
  became: KindStep | null;
}

export function waysIn(notes: readonly TimelineNote[]): WaySeen[] {
  return WAYS.flatMap((way) => {
    const said = notes.filter(({ content }) => content?.k === "affirm" && content.way === way);
    const step = STEP_OF[FORM_OF[way]];
    const became = step !== null && said.some((note) => note.became?.step === step) ? step : null;
    const given = said.some(({ mine }) => mine);
    return said.length > 0 ? [{ way, given, received: said.some(({ mine }) => !mine), became }] : [];
  });
}

/** The words that both have used, by tile and then by name; all alike, so that nobody's weigh more. */
export function wordsOfBoth(notes: readonly TimelineNote[]): { key: string; word: Word; band: Band }[] {
  const [mine, theirs] = [new Map<string, { key: string; word: Word; band: Band }>(), new Set<string>()];
  for (const note of notes)
    for (const said of wordsIn(note)) {
      if (note.mine) mine.set(said.key, said);
      else theirs.add(said.key);
    }
  const both = [...mine.values()].filter(({ key }) => theirs.has(key));
  const place = ({ band }: { band: Band }): number => BANDS.indexOf(band);
  return both.sort((a, b) => place(a) - place(b) || (a.key < b.key ? -1 : 1));
}
