/**
 * Folds opened envelopes into the timeline. A pure function of the *set* it is given: the order in which things arrived never
 * shows. What fails a check stays visible as "could not be verified" with its code, never as text, and never disappears.
 */
import type { Act, Content, Part } from "./kinds.ts";
import type { Opened } from "./reader.ts";

export interface TimelineNote {
  /** Stable over a note's whole life. */
  id: string;
  msg_id: string;
  space: string;
  shared: boolean;
  mine: boolean;
  day: string;
  part: Part;
  seq: number | null;
  /** null: taken back, or it could not be verified. */
  content: Content | null;
  state: "waiting" | "sent" | "heard" | "taken_back" | "not_sent" | "unverified" | "waiting_for_key";
  trouble: string | null;
  edited: boolean;
  /** It arrived after notes of a later part of the day. */
  late: boolean;
}

export interface Timeline {
  notes: TimelineNote[];
  /** Envelopes that others say exist and that are not here, per space; counted only where history is complete. */
  missing: Map<string, number>;
}

/** What the fold must know besides the set itself. */
export interface Setting {
  /** The reader's calendar day. */
  today: string;
  ended: ReadonlySet<string>;
  /** Spaces whose whole history is on this device. */
  complete: ReadonlySet<string>;
}

const WAITING = Number.MAX_SAFE_INTEGER;
/** Where something stands in the log: items from before a restore first, then by seq, waiting ones last by their number. */
const rank = (one: Opened): [number, number] => [one.seq ?? WAITING, one.seq === null ? one.device_seq : 0];
/** Total, so that nothing depends on what came first: whatever still ties is the same bytes. */
const tie = (one: Opened): string =>
  `${one.device} ${one.slot} ${one.msg_id} ${one.digest} ${one.epoch} ${one.waiting} ${one.trouble}`;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byRank = (a: Opened, b: Opened): number =>
  rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1] || byText(tie(a), tie(b));
const inTrouble = (one: Opened, trouble: string): Opened => ({ ...one, said: null, trouble });

/** A device speaks for one slot for ever, and along the log its epochs never decrease. */
function checkOrder(sorted: Opened[]): Opened[] {
  const slots = new Map<string, number>();
  let newest = 0;
  return sorted.map((one) => {
    if (!one.said || one.device === null) return one;
    if ((slots.get(one.device) ?? one.slot) !== one.slot) return inTrouble(one, "device");
    slots.set(one.device, one.slot);
    if (one.seq === null || one.seq < 0) return one;
    if (one.epoch < newest) return inTrouble(one, "epoch-order");
    newest = one.epoch;
    return one;
  });
}

/** Which of two envelopes of one note counts: one that could be verified, the highest epoch, the lowest digest, then its place. */
function better(a: Opened, b: Opened): Opened {
  if ((a.said === null) !== (b.said === null)) return a.said ? a : b;
  if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a : b;
  if (a.digest !== b.digest) return a.digest < b.digest ? a : b;
  const placed = (one: Opened) => (one.seq === null ? 1 : one.seq < 0 ? 0 : 2);
  if (placed(a) !== placed(b)) return placed(a) > placed(b) ? a : b;
  return byRank(a, b) <= 0 ? a : b;
}

function onePerNote(all: Opened[]): Opened[] {
  const chosen = new Map<string, Opened>();
  for (const one of all) {
    const id = `${one.slot} ${one.msg_id}`;
    const other = chosen.get(id);
    if (!other) chosen.set(id, one);
    else {
      const [best, rest] = better(one, other) === one ? [one, other] : [other, one];
      // The server took the bytes away but a copy is here: the copy stays, in the place the log gives it.
      const seq =
        best.seq !== null && best.seq > 0 ? best.seq : rest.seq !== null && rest.seq > 0 ? rest.seq : best.seq;
      chosen.set(id, { ...best, seq, withheld: best.withheld || rest.withheld });
    }
  }
  return [...chosen.values()];
}

/** The same numbers under two ids: its device says two things at once, and neither is believed. */
function checkEquivocation(all: Opened[]): Opened[] {
  const ids = new Map<string, Set<string>>();
  for (const one of all) {
    if (!one.said) continue;
    const number = `${one.device} ${one.device_seq}`;
    ids.set(number, (ids.get(number) ?? new Set()).add(one.msg_id));
  }
  return all.map((one) =>
    one.said && (ids.get(`${one.device} ${one.device_seq}`)?.size ?? 0) > 1 ? inTrouble(one, "equivocation") : one,
  );
}

interface Fate {
  content: Content | null;
  deleted: boolean;
  heard: boolean;
}
const isAct = <Kind extends Act["k"]>(one: Opened, kind: Kind): Extract<Act, { k: Kind }> | null =>
  one.said?.act?.k === kind ? (one.said.act as Extract<Act, { k: Kind }>) : null;

/** What the acts on a note make of it. `acts` in the order of the log: the highest seq wins. */
function fateOf(note: Opened, acts: readonly Opened[]): Fate {
  const fate: Fate = { content: null, deleted: false, heard: false };
  for (const act of acts) {
    if (act.slot !== note.slot) {
      if (isAct(act, "answer")) fate.heard = true;
      continue;
    }
    const [edit, gone] = [isAct(act, "edit"), isAct(act, "delete")];
    if (edit) fate.content = edit.content;
    else if (gone) fate.deleted ||= note.device === null || (gone.dev === note.device && gone.n === note.device_seq);
    else if (isAct(act, "restore")) fate.deleted = false;
  }
  return fate;
}

const stateOf = (note: Opened, fate: Fate): TimelineNote["state"] => {
  if (note.trouble === "waiting_for_key") return "waiting_for_key";
  if (note.trouble) return "unverified";
  if (fate.deleted) return "taken_back";
  if (note.waiting === "refused") return "not_sent";
  if (note.waiting && note.seq === null) return "waiting";
  return fate.heard ? "heard" : "sent";
};

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
type Place = { day: string; part: Part };
const place = (at: Place): number => Number(at.day.replaceAll("-", "")) * 4 + at.part;

function foldSpace(all: Opened[], setting: Setting): TimelineNote[] {
  const checked = checkEquivocation(onePerNote(checkOrder(all.sort(byRank)))).sort(byRank);
  const acts = new Map<string, Opened[]>();
  for (const one of checked) {
    const act = one.said?.act;
    if (!act || !("to" in act)) continue;
    const others = acts.get(act.to);
    if (others) others.push(one);
    else acts.set(act.to, [one]);
  }
  const latest = dayAfter(setting.today);
  const known = checked.find((one) => one.said && one.said.day <= latest)?.said;
  let here: Place = known ? { day: known.day, part: known.part } : { day: setting.today, part: 0 };
  let furthest = 0;
  const notes: TimelineNote[] = [];
  for (const one of checked) {
    // A day that cannot be yet, or no day at all: its place in the log is all there is to go by.
    const dated = one.said && one.said.day <= latest;
    if (dated && one.said) here = { day: one.said.day, part: one.said.part };
    const late = Boolean(dated && !one.mine && one.seq !== null && one.seq > 0 && place(here) < furthest);
    if (one.seq !== null && one.seq > 0) furthest = Math.max(furthest, place(here));
    if (one.said?.act) continue;
    const fate = fateOf(one, acts.get(one.msg_id) ?? []);
    const unexplained = one.withheld && !fate.deleted && !(setting.ended.has(one.space) && !one.mine);
    const gone = fate.deleted || (one.withheld && !unexplained);
    const state = gone ? "taken_back" : unexplained ? "unverified" : stateOf(one, fate);
    const shown = state === "taken_back" || state === "unverified" || state === "waiting_for_key";
    notes.push({
      id: `${one.msg_id}.${one.slot}`,
      msg_id: one.msg_id,
      space: one.space,
      shared: one.shared,
      mine: one.mine,
      ...here,
      seq: one.seq,
      state,
      late,
      content: shown ? null : (fate.content ?? one.said?.content ?? null),
      trouble: unexplained ? "withheld" : one.trouble,
      edited: fate.content !== null && !shown,
    });
  }
  return notes;
}

/** Numbers of other devices that were told of and never came: a gap in a row, or a head beyond what is held. */
function missingIn(all: readonly Opened[]): number {
  const held = new Map<string, Set<number>>();
  const told = new Map<string, number>();
  const raise = (device: string, n: number) => told.set(device, Math.max(n, told.get(device) ?? 0));
  const hold = (device: string, n: number) => held.set(device, (held.get(device) ?? new Set()).add(n));
  for (const one of all) {
    if (one.device === null || !one.said) continue;
    hold(one.device, one.device_seq);
    raise(one.device, one.device_seq);
    for (const [device, n] of Object.entries(one.said.heads)) raise(device, n);
    for (const n of one.said.gone) hold(one.device, n);
    // What was taken back comes without its numbers; the one who took it back names them.
    if (one.said.act?.k === "delete") hold(one.said.act.dev, one.said.act.n);
  }
  let missing = 0;
  for (const [device, n] of told)
    missing += n - [...(held.get(device) ?? [])].filter((seq) => seq >= 1 && seq <= n).length;
  return missing;
}

/** The timeline of everything that was opened: by day, part of day and place in the log; waiting notes last in their part. */
export function fold(opened: readonly Opened[], setting: Setting): Timeline {
  const spaces = new Map<string, Opened[]>();
  for (const one of opened) {
    const all = spaces.get(one.space);
    if (all) all.push(one);
    else spaces.set(one.space, [one]);
  }
  const missing = new Map<string, number>();
  const notes: TimelineNote[] = [];
  for (const [space, all] of spaces) {
    for (const note of foldSpace(all, setting)) notes.push(note);
    if (setting.complete.has(space)) missing.set(space, missingIn(all));
  }
  const order = (note: TimelineNote) => note.seq ?? WAITING;
  // Array sort is stable: within a space waiting notes keep the order of their numbers.
  notes.sort((a, b) => place(a) - place(b) || order(a) - order(b) || byText(a.space, b.space));
  return { notes, missing };
}
