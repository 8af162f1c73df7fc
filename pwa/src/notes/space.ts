/**
 * One space's log, folded. What comes at the end of the log is taken in by itself; a layer over it takes in what still waits and can be
 * thrown away. Whatever is less simple is answered with "no", and everything is loaded again: `load` is the meaning, `append` a short cut.
 */
import type { Between, Named, TimelineNote, Told } from "../notes.ts";
import type { Opened } from "../reader.ts";
import { Checks, equivocation, onePerNote } from "./checks.ts";
import { type Around, NONE, noteOf, removalOf } from "./fate.ts";
import { Numbers } from "./numbers.ts";
import { append, daysAfter, type Held, Layer, type Place, placeOf, WAITING } from "./order.ts";

/** A note where it stands: by day and part, then by its place in the log. */
export interface Row {
  at: number;
  n: number;
  seq: number;
  note: TimelineNote;
}
/** What must be done, or be known, beside showing notes. */
export interface Marks {
  drop: { space: string; seq: number }[];
  refetch: { space: string; seq: number; msg_id: string }[];
  taken: { space: string; msg_id: string }[];
  leftover: (Named & { space: string })[];
  cameBack: string[];
}
export interface When {
  today: string;
  ended: readonly number[] | null;
}

const before = (a: Row, b: Row): boolean => a.at < b.at || (a.at === b.at && a.n < b.n);
/** Whoever wrote it, another note has its msg_id in the other slot. */
const author = (slot: number, msg_id: string): string => `${slot} ${msg_id}`;

/** The same values, however deep. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!equal(a[key], b[key])) return false;
  return true;
}

export class SpaceFold implements Around {
  readonly today: string;
  readonly ended: readonly number[] | null;
  readonly rows: Row[];
  readonly marks: Layer<Marks>;
  private readonly latest: string;
  private readonly numbers: Numbers;
  private readonly checks: Checks;
  private readonly held: Layer<Held[]>;
  private readonly acts: Layer<Held[]>;
  /** What the two said of themselves. */
  private readonly cards: Held[];
  private readonly shown: Layer<Row[]>;
  /** Where notes stood that were taken back, in the words of who did. */
  private readonly was: Layer<Place>;
  private here: Place | null;
  private furthest: number;
  private count: number;
  private last: number;
  private readonly dirty = new Set<string>();

  constructor({ today, ended }: When, below?: SpaceFold) {
    this.today = today;
    this.ended = ended;
    this.latest = below?.latest ?? daysAfter(today, 1);
    this.rows = below?.rows.slice() ?? [];
    this.marks = new Layer(below?.marks);
    this.numbers = new Numbers(below?.numbers);
    this.checks = new Checks(below?.checks);
    this.held = new Layer(below?.held);
    this.acts = new Layer(below?.acts);
    this.cards = below?.cards.slice() ?? [];
    this.shown = new Layer(below?.shown);
    this.was = new Layer(below?.was);
    this.here = below?.here ?? null;
    this.furthest = below?.furthest ?? 0;
    this.count = below?.count ?? 0;
    this.last = below?.last ?? Number.MIN_SAFE_INTEGER;
  }

  get missing(): number {
    return this.numbers.missing;
  }

  actsOn(msg_id: string): readonly Held[] {
    return this.acts.get(msg_id) ?? NONE;
  }

  /** Take in a whole log, in its order. */
  load(sorted: readonly Opened[]): void {
    for (const one of sorted) this.numbers.add(one);
    const checked = equivocation(onePerNote(sorted.map((raw) => ({ one: this.checks.pass(raw), raw: [raw] }))));
    for (const { one } of checked) this.learn(one);
    for (const { one } of checked) this.here ??= this.dated(one);
    for (const { one, raw } of checked) this.put(one, raw);
    this.last = sorted.at(-1)?.seq ?? WAITING;
  }

  /** Take in one more, the last of the log so far. False, and this fold is of no use any more: it touches what came before. */
  append(raw: Opened): boolean {
    const seq = raw.seq ?? WAITING;
    if (seq < this.last || (seq === this.last && raw.seq !== null)) return false;
    if (this.held.get(raw.msg_id)?.some((other) => other.one.slot === raw.slot)) return false;
    if (raw.said && raw.device !== null && this.numbers.has(raw.device, raw.device_seq)) return false;
    this.last = seq;
    this.numbers.add(raw);
    const one = this.checks.pass(raw);
    // What stood without a day before would have one now.
    if (this.learn(one) || (this.count > 0 && !this.here && this.dated(one))) return false;
    this.put(one, [raw]);
    return true;
  }

  /** Make the notes that something happened to; what looks as it did `earlier` stays the same object. */
  refresh(...earlier: readonly (SpaceFold | undefined)[]): void {
    for (const id of this.dirty) {
      const acts = this.actsOn(id);
      const shown = this.shown.get(id) ?? NONE;
      const rows: Row[] = [];
      for (const held of this.held.get(id) ?? NONE) {
        const note = noteOf(held, acts, removalOf(held, acts), this);
        const old = shown.find((row) => row.n === held.n);
        const row = note && { at: held.at, n: held.n, seq: held.one.seq ?? WAITING, note: kept(note, earlier) };
        if (row || old) this.place(old, row);
        if (row) rows.push(row);
      }
      if (rows.length > 0 || shown.length > 0) this.shown.set(id, rows);
      if (acts.length > 0) this.marks.set(id, this.marksOf(id, acts));
    }
    this.dirty.clear();
  }

  /** The last word of each of the two, unless it was taken back; null: this space is nobody's but mine, or nothing was said. */
  get between(): Between | null {
    const standing = this.cards.filter((held) => this.stands(held));
    if (standing.length === 0) return null;
    const told = (mine: boolean): Told => {
      const acts = standing.filter(({ one }) => one.mine === mine).map(({ one }) => one.said?.act);
      const [card, joint] = [acts.findLast((act) => act?.k === "card"), acts.findLast((act) => act?.k === "joint")];
      return { ways: card?.k === "card" ? card.ways : null, joint: joint?.k === "joint" && joint.on };
    };
    return { mine: told(true), theirs: told(false) };
  }

  noteOf(msg_id: string, id: string): TimelineNote | undefined {
    return this.shown.get(msg_id)?.find((row) => row.note.id === id)?.note;
  }

  /** A day that cannot be yet, or no day at all: its place in the log is all there is to go by. */
  private dated(one: Opened): Place | null {
    if (!one.said) return this.was.get(author(one.slot, one.msg_id)) ?? null;
    if (one.said.day > this.latest) return null;
    const { day, part } = one.said;
    // Most stand on the day of the one before.
    return this.here?.day === day ? { day, part, at: this.here.at - this.here.part + part } : placeOf(one.said);
  }

  /** Keep where something stood. True if it stands here already, and knew no day or another one. */
  private learn({ slot, said }: Opened): boolean {
    const act = said?.act;
    if (act?.k !== "delete" || !act.was || act.was.day > this.latest) return false;
    const [key, place] = [author(slot, act.to), placeOf(act.was)];
    const isNews = this.was.get(key)?.at !== place.at;
    this.was.set(key, place);
    return isNews && (this.held.get(act.to) ?? NONE).some(({ one }) => one.slot === slot && !one.said);
  }

  private put(one: Opened, raw: readonly Opened[]): void {
    const dated = this.dated(one);
    this.here = dated ?? this.here;
    const { day, part, at } = this.here ?? placeOf({ day: this.today, part: 0 });
    const placed = one.seq !== null && one.seq > 0;
    const late = dated !== null && !one.mine && placed && at < this.furthest;
    if (placed) this.furthest = Math.max(this.furthest, at);
    const held: Held = { one, raw, day, part, at, late, n: this.count };
    this.count += 1;
    append(this.held, one.msg_id, held);
    this.dirty.add(one.msg_id);
    const act = one.said?.act;
    if (one.shared && (act?.k === "card" || act?.k === "joint")) this.cards.push(held);
    if (!act || !("to" in act)) return;
    append(this.acts, act.to, held);
    this.dirty.add(act.to);
    // An answer that was taken back changes the note it was given to.
    for (const { one: target } of this.held.get(act.to) ?? [])
      if (target.said?.act && "to" in target.said.act) this.dirty.add(target.said.act.to);
  }

  private marksOf(id: string, acts: readonly Held[]): Marks {
    const marks: Marks = { drop: [], refetch: [], taken: [], leftover: [], cameBack: [] };
    for (const held of this.held.get(id) ?? NONE) {
      const removal = removalOf(held, acts);
      if (removal.until) this.markGone(marks, held, removal.until, acts);
      else if (removal.restored)
        for (const { space, seq, withheld } of held.raw)
          if (seq !== null && withheld) marks.refetch.push({ space, seq, msg_id: id });
    }
    if (acts.some((by) => this.isReturn(by))) marks.cameBack.push(id);
    return marks;
  }

  private markGone(marks: Marks, { one, raw }: Held, until: string, acts: readonly Held[]): void {
    const { space, msg_id, mine } = one;
    if (!mine || this.today > until)
      for (const { seq, withheld, trouble } of raw)
        if (seq !== null && !withheld && (!trouble || trouble === "waiting_for_key")) marks.drop.push({ space, seq });
    if (!mine) return;
    marks.taken.push({ space, msg_id });
    for (const by of acts)
      if (by.one.said?.act?.k === "edit" && by.one.mine && this.stands(by))
        marks.leftover.push({ space, msg_id: by.one.msg_id, device: by.one.device, device_seq: by.one.device_seq });
  }

  private stands(by: Held): boolean {
    return !removalOf(by, this.actsOn(by.one.msg_id)).until;
  }

  private isReturn(by: Held): boolean {
    const act = by.one.said?.act;
    return act?.k === "step" && act.step === "came_back" && !by.one.shared && this.stands(by);
  }

  private place(old: Row | undefined, row: Row | null): void {
    const { rows } = this;
    const wanted = (old ?? row) as Row;
    let [low, high] = [0, rows.length];
    const newest = rows.at(-1);
    if (newest && before(newest, wanted)) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(rows[middle] as Row, wanted)) low = middle + 1;
      else high = middle;
    }
    if (old && row) rows[low] = row;
    else if (old) rows.splice(low, 1);
    else if (row) rows.splice(low, 0, row);
  }
}

function kept(note: TimelineNote, earlier: readonly (SpaceFold | undefined)[]): TimelineNote {
  for (const space of earlier) {
    const known = space?.noteOf(note.msg_id, note.id);
    if (known && equal(known, note)) return known;
  }
  return note;
}
