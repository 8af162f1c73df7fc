/** All spaces together: one timeline, and a folder that remembers the last one so that a new note costs what one note costs. */
import type { Between, Setting, Timeline, TimelineNote } from "../notes.ts";
import type { OnlyHere } from "../only_here.ts";
import type { Opened } from "../reader.ts";
import { DAYS_TO_PUT_BACK } from "./fate.ts";
import { byRank, byText, daysAfter, placeOf, WAITING } from "./order.ts";
import { equal, type Marks, type Row, SpaceFold, type When } from "./space.ts";

interface Part {
  log: Opened[];
  waiting: Opened[];
}

function bySpace(opened: readonly Opened[]): Map<string, Part> {
  const parts = new Map<string, Part>();
  let part: Part | undefined;
  let space = "";
  for (const one of opened) {
    if (!part || one.space !== space) {
      space = one.space;
      part = parts.get(space) ?? { log: [], waiting: [] };
      parts.set(space, part);
    }
    (one.seq === null ? part.waiting : part.log).push(one);
  }
  return parts;
}

const whenOf = (space: string, { today, ended }: Setting): When => ({
  today,
  ended: ended.get(space) ?? null,
});

function loaded(all: readonly Opened[], when: When): SpaceFold {
  const space = new SpaceFold(when);
  space.load(all.toSorted(byRank));
  return space;
}

/** The same as `loaded`, sooner where nothing in the log contradicts itself. */
function taken(all: readonly Opened[], when: When): SpaceFold {
  const space = new SpaceFold(when);
  return all.toSorted(byRank).every((one) => space.append(one)) ? space : loaded(all, when);
}

/** The note as screens see it; null: it was let go of, and its days are over. */
function onlyHere(one: OnlyHere, today: string, earlier: TimelineNote | undefined): Row | null {
  const until = one.gone === undefined ? null : daysAfter(one.gone, DAYS_TO_PUT_BACK);
  if (until && today > until) return null;
  const fresh: TimelineNote = {
    // A private space has one slot: should it go to the server one day, it stays this note.
    id: `${one.id}.0`,
    msg_id: one.id,
    space: "",
    shared: false,
    mine: true,
    day: one.day,
    part: one.part,
    seq: null,
    content: until ? null : one.content,
    state: until ? "taken_back" : "only_here",
    trouble: null,
    edited: !until && one.edited === true,
    late: false,
    device: null,
    device_seq: 0,
    answers: [],
    talk: false,
    restorable: until,
    moved: false,
    settled: one.settled ?? null,
    became: null,
    only_here: true,
  };
  return { at: placeOf(one).at, n: 0, seq: WAITING, note: earlier && equal(earlier, fresh) ? earlier : fresh };
}

const inOrder = (a: Row, b: Row): number => a.at - b.at || a.seq - b.seq || byText(a.note.space, b.note.space);

/** Rows that are sorted each by itself, as one; what is waiting keeps the order it has in its space. */
function merged(runs: readonly (readonly Row[])[]): TimelineNote[] {
  const notes: TimelineNote[] = [];
  const at = runs.map(() => 0);
  for (;;) {
    let [first, from]: [Row | undefined, number] = [undefined, -1];
    for (let run = 0; run < runs.length; run += 1) {
      const row = runs[run]?.[at[run] as number];
      if (row && (!first || inOrder(row, first) < 0)) [first, from] = [row, run];
    }
    if (!first) return notes;
    notes.push(first.note);
    at[from] = (at[from] as number) + 1;
  }
}

function gathered(spaces: ReadonlyMap<string, SpaceFold>, setting: Setting, here: readonly Row[]): Timeline {
  const marks: Marks[] = [];
  const missing = new Map<string, number>();
  const between = new Map<string, Between>();
  for (const [id, space] of spaces) {
    marks.push(...space.marks.values());
    if (setting.complete.has(id)) missing.set(id, space.missing);
    const told = space.between;
    if (told) between.set(id, told);
  }
  return {
    notes: merged([...[...spaces.values()].map((space) => space.rows), here]),
    missing,
    between,
    cameBack: new Set(marks.flatMap((mark) => mark.cameBack)),
    drop: marks.flatMap((mark) => mark.drop),
    refetch: marks.flatMap((mark) => mark.refetch),
    taken: marks.flatMap((mark) => mark.taken),
    leftover: marks.flatMap((mark) => mark.leftover),
  };
}

/** The notes of this phone alone, sorted; one that stands in a log by now is there and not here. */
function rowsHere(
  list: readonly OnlyHere[],
  spaces: ReadonlyMap<string, SpaceFold>,
  today: string,
  earlier?: ReadonlyMap<string, TimelineNote>,
): Row[] {
  return list
    .filter(({ id }) => ![...spaces.values()].some((space) => space.noteOf(id, `${id}.0`)))
    .map((one) => onlyHere(one, today, earlier?.get(one.id)))
    .filter((row) => row !== null)
    .sort((a, b) => inOrder(a, b) || byText(a.note.id, b.note.id));
}

/** The timeline of everything that was opened: by day, part of day and place in the log; waiting notes last in their part. */
export function fold(opened: readonly Opened[], setting: Setting, here: readonly OnlyHere[] = []): Timeline {
  const spaces = new Map<string, SpaceFold>();
  for (const [id, { log, waiting }] of bySpace(opened)) {
    const space = loaded([...log, ...waiting], whenOf(id, setting));
    space.refresh();
    spaces.set(id, space);
  }
  return gathered(spaces, setting, rowsHere(here, spaces, setting.today));
}

/** A space as it was last folded: what is in the log, and over it what waits. */
interface Kept {
  log: Set<Opened>;
  base: SpaceFold;
  top: SpaceFold;
}

const isEqualSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

/**
 * Answers what `fold` answers. Give it the same `Opened` objects again, in any order, and it takes in only what is new at the end of a
 * log. Notes that look as they did are the same objects, and so is the list when nothing changed.
 */
export class Folder {
  private spaces = new Map<string, Kept>();
  private here = new Map<string, TimelineNote>();
  private timeline: Timeline | null = null;

  fold(opened: readonly Opened[], setting: Setting, here: readonly OnlyHere[] = []): Timeline {
    const spaces = new Map<string, Kept>();
    for (const [id, part] of bySpace(opened)) spaces.set(id, next(part, whenOf(id, setting), this.spaces.get(id)));
    this.spaces = spaces;
    const tops = new Map([...spaces].map(([id, { top }]) => [id, top]));
    const rows = rowsHere(here, tops, setting.today, this.here);
    this.here = new Map(rows.map(({ note }) => [note.msg_id, note]));
    const fresh = gathered(tops, setting, rows);
    const known = this.timeline;
    if (known?.notes.length === fresh.notes.length && fresh.notes.every((note, n) => note === known.notes[n]))
      fresh.notes = known.notes;
    if (known && equal([...known.between], [...fresh.between])) fresh.between = known.between;
    if (known && isEqualSet(known.cameBack, fresh.cameBack)) fresh.cameBack = known.cameBack;
    this.timeline = fresh;
    return fresh;
  }
}

function next({ log, waiting }: Part, when: When, known: Kept | undefined): Kept {
  const continues = known && continued(log, when, known);
  const base = continues ? known.base : taken(log, when);
  base.refresh(known?.top);
  let top = base;
  if (waiting.length > 0) {
    top = new SpaceFold(when, base);
    const isSimple = waiting.toSorted(byRank).every((one) => top.append(one));
    if (!isSimple) top = loaded([...log, ...waiting], when);
    top.refresh(known?.top, base);
  }
  return { log: continues ? known.log : new Set(log), base, top };
}

/** Take what is new into the base of a space. False: it must be made anew. */
function continued(log: readonly Opened[], { today, ended }: When, { base, log: seen }: Kept): boolean {
  if (base.today !== today || !equal(base.ended, ended)) return false;
  const fresh = log.filter((one) => !seen.has(one));
  if (seen.size + fresh.length !== log.length) return false;
  for (const one of fresh) seen.add(one);
  return fresh.sort(byRank).every((one) => base.append(one));
}
