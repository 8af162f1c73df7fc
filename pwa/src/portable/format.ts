/**
 * A person's notes as a file that another account can take in: a JSON array, one object an element, the head first and the end last.
 * `docs/protocol.md` describes it. Nothing in it signs anybody in or opens anything.
 */
import type { Affirmation, Back, Content, Feeling, Moment, Thought } from "../kinds.ts";
import type { Became, Settled } from "../notes.ts";

export const FORMAT = "notes";
export const VERSION = 1;

export const MOST_BYTES = 64 * 1024 * 1024;
export const MOST_NOTES = 50_000;
export const MOST_ANSWERS = 100;
/** The longest element, in bytes: a note with a few long answers is far below. */
export const LONGEST_ELEMENT = 1024 * 1024;
/** No note, draft or space: there is no reason for more. */
export const MOST_ELEMENTS = MOST_NOTES + 10_000;
export const LONGEST_NAME = 80;

export type Words = Feeling | Thought | Affirmation;

export interface PortableSpace {
  /** How the notes of this file name it. */
  n: number;
  kind: "private" | "shared";
  since: string;
  ended: boolean;
  /** What I call the other; null: nothing, or it is mine alone. */
  name: string | null;
  /** What lands with whom, as each last said it. */
  lands: { mine: readonly string[] | null; theirs: readonly string[] | null } | null;
}
export interface PortableAnswer extends Moment {
  mine: boolean;
  by?: string;
  form: string;
  text?: string;
  back?: Back;
}
export interface PortableNote extends Moment {
  id: string;
  space: number;
  mine: boolean;
  content: Content;
  edited?: true;
  only_here?: true;
  talk?: true;
  settled?: Settled;
  became?: Became["step"];
  answers?: PortableAnswer[];
}
/** Words of mine that are no note yet. */
export interface PortableDraft extends Moment {
  content: Record<string, unknown>;
}
/** A note whose words are not here: why, as the screens know it. */
export interface Wordless extends Moment {
  space: number;
  mine: boolean;
  state: "unverified" | "waiting_for_key" | "restoring" | "newer";
}

/** All there is to take along. */
export interface Portable {
  /** The day it was put together. */
  made: string;
  /** Everything the server has was on this device. */
  whole: boolean;
  spaces: readonly PortableSpace[];
  /** In the order of the timeline. */
  notes: readonly (PortableNote | Wordless)[];
  drafts: readonly PortableDraft[];
}

export const isWordless = (note: PortableNote | Wordless): note is Wordless => "state" in note;

/** Half a character, or the sign that ends a string elsewhere: no text. */
const NO_TEXT = /[\p{Cs}\0]/gu;

/** The same with every string a text that any reader can hold. */
export function legible<Value>(value: Value): Value {
  if (typeof value === "string") return value.replace(NO_TEXT, "\ufffd") as Value;
  if (Array.isArray(value)) return value.map(legible) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, legible(inner)])) as Value;
}

export const isLegible = (value: unknown): boolean =>
  typeof value === "string"
    ? value.search(NO_TEXT) < 0
    : typeof value !== "object" || value === null || Object.values(value).every(isLegible);
