/**
 * A file as it comes in. Anybody may have written it, so each object keeps to the rules of pn1's JSON, and each note to those of
 * `kinds.ts`. A file that breaks the form is refused whole; a note that is none is left out. Nothing is stored here.
 */
import { type JsonObject, strictJson } from "../crypto/json.ts";
import { type Content, type Moment, NotANote, read as readKind, type Said } from "../kinds.ts";
import type { Plaintext } from "../sealing.ts";
import {
  FORMAT,
  isLegible,
  LONGEST_NAME,
  MOST_ANSWERS,
  MOST_BYTES,
  MOST_NOTES,
  VERSION,
  type Words,
} from "./format.ts";
import { NotTakenIn, Splitter } from "./split.ts";

/** What of an envelope's JSON a note may fill: other fields of ours stand beside it. */
const LONGEST_NOTE = 15_600;

/** A note as it will stand here, and what was said about it. */
export interface Incoming extends Moment {
  /** The name it has in files. */
  id: string;
  content: Content;
  only_here: boolean;
  settled: { step: "keep" | "hold"; day: string } | null;
  /** Without the note they are about. */
  answers: Plaintext[];
}
export interface Taken {
  notes: Incoming[];
  /** The calendar days it reaches from and to; null: there is no note in it. */
  days: { first: string; last: string } | null;
  /** Some of it is no note that can stand here, and is left out. */
  odd: boolean;
  drafts: boolean;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Marks that turn a line around, and signs that are none. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
function nameIn(value: unknown): string | null {
  if (typeof value !== "string" || value.length > LONGEST_NAME || !isLegible(value)) return null;
  return value.replace(UNSEEN, "").trim() || null;
}

/** As the kinds know it; null: it is none. */
function asKind(json: JsonObject): Said | null {
  try {
    return readKind(json);
  } catch (error) {
    if (error instanceof NotANote) return null;
    throw error;
  }
}

const encoder = new TextEncoder();
const fits = (plain: object): boolean =>
  isLegible(plain) && encoder.encode(JSON.stringify(plain)).length <= LONGEST_NOTE;

interface Place {
  isPrivate: boolean;
  name: string | null;
}

class Reading {
  readonly taken: Taken = { notes: [], days: null, odd: false, drafts: false };
  private readonly places = new Map<number, Place>();
  private readonly ids = new Set<string>();
  private begun = false;
  private ended = false;
  private count = 0;
  /** What another is called who has no name in the file. */
  private readonly nobody: string;
  constructor(nobody: string) {
    this.nobody = nobody;
  }

  take(bytes: Uint8Array): void {
    const json = parsed(bytes);
    if (!this.begun) this.begin(json);
    else if (this.ended) throw new NotTakenIn("foreign");
    else if (json["line"] === "end") this.ended = true;
    else if (json["line"] === "space") this.space(json);
    else if (json["line"] === "note") this.note(json);
    else if (json["line"] === "draft") this.taken.drafts = true;
    else this.taken.odd = true;
  }

  end(): void {
    if (!this.ended) throw new NotTakenIn(this.begun ? "cut" : "foreign");
  }

  private begin(json: JsonObject): void {
    if (json["unsaid"] !== FORMAT || !Number.isSafeInteger(json["version"])) throw new NotTakenIn("foreign");
    if (json["version"] !== VERSION) throw new NotTakenIn("newer");
    this.begun = true;
  }

  private space({ n, kind, name }: JsonObject): void {
    const known = typeof n === "number" && (kind === "private" || kind === "shared") && !this.places.has(n);
    if (known) this.places.set(n, { isPrivate: kind === "private", name: nameIn(name) });
    else this.taken.odd = true;
  }

  private note(json: JsonObject): void {
    this.count += 1;
    if (this.count > MOST_NOTES) throw new NotTakenIn("large");
    const incoming = this.incoming(json);
    if (!incoming || this.ids.has(incoming.id)) {
      this.taken.odd = true;
      return;
    }
    this.ids.add(incoming.id);
    this.taken.notes.push(incoming);
    const { day } = incoming;
    const { first = day, last = day } = this.taken.days ?? {};
    this.taken.days = { first: day < first ? day : first, last: day > last ? day : last };
  }

  private incoming({ id, space, mine, day, part, content, answers, settled, only_here }: JsonObject): Incoming | null {
    const place = this.places.get(space as number);
    if (typeof id !== "string" || !/^[\w.-]{1,40}$/.test(id) || typeof mine !== "boolean" || !place) return null;
    if (!isObject(content)) return null;
    const said = asKind({ ...content, day: day ?? null, part: part ?? null });
    const words = said?.content;
    if (!said || !words || words.k === "unknown" || (words.k === "copy" && !(mine && place.isPrivate))) return null;
    const name = place.name ?? this.nobody;
    const kept: Content = mine ? words : { k: "copy", of: words as Words, by: name };
    if (!fits(kept)) return null;
    const own = mine && place.isPrivate;
    return {
      ...{ id, content: kept, day: said.day, part: said.part },
      only_here: own && only_here === true,
      settled: own ? settledIn(settled) : null,
      answers: this.answers(answers, name),
    };
  }

  private answers(listed: unknown, name: string): Plaintext[] {
    if (listed === undefined) return [];
    const all = Array.isArray(listed) ? listed : [null];
    const read = all.slice(0, MOST_ANSWERS).map((one) => (isObject(one) ? answerIn(one, name) : null));
    const good = read.filter((one) => one !== null);
    if (good.length < all.length) this.taken.odd = true;
    return good;
  }
}

function answerIn({ mine, by, form, text, back, day, part }: JsonObject, name: string): Plaintext | null {
  if (typeof mine !== "boolean") return null;
  const optional = { ...(text === undefined ? {} : { text }), ...(back === undefined ? {} : { back }) };
  const said = asKind({ k: "answer", to: "-", form: form ?? null, day: day ?? null, part: part ?? null, ...optional });
  const act = said?.act;
  if (!said || act?.k !== "answer") return null;
  const { to: _, by: __, ...words } = act;
  const plain = { ...words, day: said.day, part: said.part, ...(mine ? {} : { by: nameIn(by) ?? name }) };
  return fits(plain) ? plain : null;
}

function settledIn(value: unknown): Incoming["settled"] {
  if (!isObject(value)) return null;
  const { step, day } = value;
  const said = asKind({ k: "step", to: "-", step: step ?? null, day: day ?? null, part: 0 });
  return said && (step === "keep" || step === "hold") ? { step, day: said.day } : null;
}

function parsed(bytes: Uint8Array): JsonObject {
  try {
    return strictJson(bytes);
  } catch {
    throw new NotTakenIn("foreign");
  }
}

/** The part of a file that is read from. */
export type Source = Pick<Blob, "size" | "stream">;

/**
 * Read a file to its end. `rest` is awaited now and then, so that nothing else waits for long; it may throw to stop. `nobody`: what
 * another is called who has no name there. Throws `NotTakenIn`.
 */
export async function readFile(file: Source, nobody: string, rest: () => Promise<void>): Promise<Taken> {
  if (file.size > MOST_BYTES) throw new NotTakenIn("large");
  const [splitter, reading] = [new Splitter(), new Reading(nobody)];
  const reader = file.stream().getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (const bytes of splitter.push(next.value)) {
        reading.take(bytes);
        await rest();
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  splitter.end();
  reading.end();
  return reading.taken;
}
