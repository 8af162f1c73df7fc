/**
 * What a note may say. Content is written by another person's app, perhaps a changed one, so every field is looked at before a
 * screen sees it; what does not fit is refused whole, unknown kinds are kept for a newer app.
 */

/** 0–5, 6–11, 12–17, 18–23 h of the writer's day. No finer time exists. */
export type Part = 0 | 1 | 2 | 3;
/** A part of a calendar day. */
export interface Moment {
  day: string;
  part: Part;
}
export type Quadrant = "high_pleasant" | "high_unpleasant" | "low_unpleasant" | "low_pleasant";
/** A word of the catalogue by its id, or one of their own. */
export type Word = string | { own: string };
export type Help = "listen" | "comfort" | "closeness" | "time" | "practical" | "space" | "nothing" | "unsure";
export type Topic = "us" | "me" | "work" | "family" | "health" | "money" | "other";
export type Mark = "hard_to_say" | "older_than_us";

export interface Feeling {
  k: "feeling";
  quadrant?: Quadrant;
  words: Word[];
  because?: string;
  help?: Help;
  topics?: Topic[];
  marks?: Mark[];
}
export interface Thought {
  k: "thought";
  text: string;
  prompt?: string;
}
export interface Affirmation {
  k: "affirm";
  way: string;
  form: string;
  text: string;
}
export type Content =
  | Feeling
  | Thought
  | Affirmation
  /** A receiver's own copy of what the other wrote, in the private space only. `by`: who that was, where it is not whom I am paired with. */
  | { k: "copy"; of: Feeling | Thought | Affirmation; by?: string }
  | { k: "unknown" };

/** "I'll come back to this": words, never a clock. */
export type Back = "later_today" | "tomorrow" | "few_days";
export const BACKS: readonly Back[] = ["later_today", "tomorrow", "few_days"];

/** What changes another note, or says something about it. */
export type Act =
  | { k: "edit"; to: string; content: Content }
  /**
   * `moved`: it did not go, it was shared, and stands with the two of us now. `act`: what goes is no note but an answer, a step or an
   * edit. `was`: where it stood. The last two are for readers who never get its bytes.
   */
  | { k: "delete"; to: string; dev: string; n: number; moved?: boolean; act?: boolean; was?: Moment }
  | { k: "restore"; to: string }
  /** `by`, in a private space: it came in with its note, and this other person gave it. */
  | { k: "answer"; to: string; form: string; text?: string; back?: Back; by?: string }
  | { k: "step"; to: string; step: string }
  /** What lands with me, in my order; what is not named is not for now. Ids of ways, perhaps of a newer version's. */
  | { k: "card"; ways: readonly string[] }
  /** Looking back together: on, or off again. */
  | { k: "joint"; on: boolean }
  | { k: "hello" };

export interface Said extends Moment {
  content: Content | null;
  act: Act | null;
  heads: Record<string, number>;
  gone: number[];
  /** The note of a file that this one was taken in from. */
  from?: string;
}

export const QUADRANTS: readonly Quadrant[] = ["high_pleasant", "high_unpleasant", "low_unpleasant", "low_pleasant"];
export const HELPS: readonly Help[] = [
  "listen",
  "comfort",
  "closeness",
  "time",
  "practical",
  "space",
  "nothing",
  "unsure",
];
export const TOPICS: readonly Topic[] = ["us", "me", "work", "family", "health", "money", "other"];
export const MARKS: readonly Mark[] = ["hard_to_say", "older_than_us"];

type Json = Record<string, unknown>;

/** The JSON is not a note this protocol knows. */
export class NotANote extends Error {}
const refuse = (what: string): never => {
  throw new NotANote(what);
};
const isText = (value: unknown, most = 16_384): value is string => typeof value === "string" && value.length <= most;
const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf = <Value extends string>(list: readonly Value[], value: unknown): Value | undefined =>
  list.find((known) => known === value);
const text = (json: Json, name: string): string => {
  const value = json[name];
  return isText(value) && value !== "" ? value : refuse(name);
};
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A calendar day that exists, as "2026-11-22". */
function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

const moment = ({ day, part }: Json): Moment | null =>
  isDay(day) && (part === 0 || part === 1 || part === 2 || part === 3) ? { day, part } : null;

function word(value: unknown): Word {
  if (isText(value, 40) && /^[a-z_]+$/.test(value)) return value;
  if (isJson(value) && isText(value["own"], 80) && value["own"].trim() !== "") return { own: value["own"] };
  return refuse("words");
}

function feeling(json: Json): Feeling {
  const words = json["words"];
  if (!Array.isArray(words) || words.length < 1 || words.length > 3) return refuse("words");
  const read: Feeling = { k: "feeling", words: words.map(word) };
  const quadrant = oneOf(QUADRANTS, json["quadrant"]);
  if (quadrant) read.quadrant = quadrant;
  if (json["because"] !== undefined) read.because = text(json, "because");
  const help = oneOf(HELPS, json["help"]);
  if (help) read.help = help;
  const listed = <Value extends string>(known: readonly Value[], value: unknown): Value[] =>
    Array.isArray(value) ? known.filter((name) => value.includes(name)) : [];
  const [topics, marks] = [listed(TOPICS, json["topics"]), listed(MARKS, json["marks"])];
  if (topics.length > 0) read.topics = topics;
  if (marks.length > 0) read.marks = marks;
  return read;
}

/** Words of one's own, of whatever kind; null: a kind this app does not know. */
function words(json: Json): Feeling | Thought | Affirmation | null {
  switch (json["k"]) {
    case "feeling":
      return feeling(json);
    case "thought":
      return {
        k: "thought",
        text: text(json, "text"),
        ...(isText(json["prompt"], 200) ? { prompt: json["prompt"] } : {}),
      };
    case "affirm":
      return { k: "affirm", way: text(json, "way"), form: text(json, "form"), text: text(json, "text") };
    default:
      return null;
  }
}

function contentOf(json: Json): Content {
  if (json["k"] !== "copy") return words(json) ?? { k: "unknown" };
  const of = isJson(json["of"]) ? words(json["of"]) : refuse("of");
  return of ? { k: "copy", of, ...(isText(json["by"], 80) ? { by: json["by"] } : {}) } : { k: "unknown" };
}

const MOST_WAYS = 20;

/** Each once, in the order they stand. What is no id is left out; a list that is none is refused. */
function ways(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MOST_WAYS) return refuse("ways");
  const ids = value.filter((id): id is string => isText(id, 40) && /^[a-z_]+$/.test(id));
  return [...new Set(ids)];
}

function actOf(json: Json): Act | null {
  switch (json["k"]) {
    case "edit": {
      const whole = json["content"];
      return isJson(whole) ? { k: "edit", to: text(json, "to"), content: contentOf(whole) } : refuse("content");
    }
    case "delete": {
      const was = isJson(json["was"]) && moment(json["was"]);
      return {
        k: "delete",
        to: text(json, "to"),
        dev: text(json, "dev"),
        n: isNumber(json["n"]) ? json["n"] : refuse("n"),
        ...(json["moved"] === true ? { moved: true } : {}),
        ...(json["act"] === true ? { act: true } : {}),
        ...(was ? { was } : {}),
      };
    }
    case "restore":
      return { k: "restore", to: text(json, "to") };
    case "answer": {
      const back = oneOf(BACKS, json["back"]);
      return {
        k: "answer",
        to: text(json, "to"),
        form: text(json, "form"),
        ...(isText(json["text"]) ? { text: json["text"] } : {}),
        ...(back ? { back } : {}),
        ...(isText(json["by"], 80) ? { by: json["by"] } : {}),
      };
    }
    case "step":
      return { k: "step", to: text(json, "to"), step: text(json, "step") };
    case "card":
      return { k: "card", ways: ways(json["ways"]) };
    case "joint":
      return { k: "joint", on: json["on"] === true };
    case "hello":
      return { k: "hello" };
    default:
      return null;
  }
}

/** Read an opened envelope's JSON. Throws `NotANote` when its kind is known and its shape is not what that kind has. */
export function read(json: Json): Said {
  const when = moment(json);
  if (!isText(json["k"], 40) || !when) return refuse("k, day or part");
  const act = actOf(json);
  const heads = isJson(json["heads"]) ? json["heads"] : {};
  const gone = Array.isArray(json["gone"]) ? json["gone"].filter(isNumber) : [];
  return {
    ...when,
    act,
    content: act ? null : contentOf(json),
    heads: Object.fromEntries(
      Object.entries(heads)
        .filter((entry): entry is [string, number] => isNumber(entry[1]))
        .slice(0, 4),
    ),
    gone,
    ...(isText(json["from"], 40) ? { from: json["from"] } : {}),
  };
}
