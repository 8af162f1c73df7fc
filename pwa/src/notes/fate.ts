/** What the acts on a note make of it. Acts come in the order of the log, and the highest place wins. */
import { formOf, STEP_OF } from "../content/ways.ts";
import type { Act, Content } from "../kinds.ts";
import type { Answer, Became, Settled, TimelineNote } from "../notes.ts";
import { daysAfter, type Held } from "./order.ts";

/** What one space's fold looks up. */
export interface Around {
  today: string;
  /** In a space that ended: the slots whose items may be gone without a word in the log. */
  ended: readonly number[] | null;
  actsOn(msg_id: string): readonly Held[];
}

export const NONE: readonly never[] = [];
export const DAYS_TO_PUT_BACK = 7;

/** What deletions and restorations of its own author did to one envelope, note or act. */
export interface Removal {
  /** The last day on which it can be put back; null: it stands. */
  until: string | null;
  moved: boolean;
  /** Whoever took it back says that it was no note. */
  act: boolean;
  /** It was put back after an earlier one. */
  restored: boolean;
}
const STANDS: Removal = { until: null, moved: false, act: false, restored: false };

const isDeletion = (act: Act | null | undefined) => (act?.k === "delete" ? act : null);

/** `acts`: those on it, in the order of the log. */
export function removalOf({ one }: Held, acts: readonly Held[]): Removal {
  if (acts.length === 0) return STANDS;
  const found = { ...STANDS };
  for (const by of acts) {
    if (by.one.slot !== one.slot) continue;
    const gone = isDeletion(by.one.said?.act);
    // A deletion names what it takes back; one that calls a note something else does not count.
    if (gone && (one.device === null || (gone.dev === one.device && gone.n === one.device_seq))) {
      if (gone.act && one.said?.content) continue;
      // The place of the act is a day that can be, whatever clock its author's phone had.
      found.until ??= daysAfter(by.day, DAYS_TO_PUT_BACK);
      found.moved ||= gone.moved === true && !one.shared;
      found.act ||= gone.act === true;
    } else if (by.one.said?.act?.k === "restore" && found.until) {
      found.until = null;
      found.moved = false;
      found.restored = true;
    }
  }
  return found;
}

const answerOf = ({ one, day, part }: Held, act: Extract<Act, { k: "answer" }>): Answer => ({
  msg_id: one.msg_id,
  device: one.device,
  device_seq: one.device_seq,
  // Nobody else writes in a private space: an answer there was taken in with its note, in my name or another's.
  mine: one.mine && (one.shared || !act.by),
  ...(one.shared || !act.by ? {} : { by: act.by }),
  form: act.form,
  text: act.text ?? null,
  back: act.back ?? null,
  day,
  part,
  seq: one.seq,
  state: one.waiting === "refused" ? "not_sent" : one.seq === null ? "waiting" : "sent",
});

interface Fate {
  content: Content | null;
  heard: boolean;
  answers: Answer[];
  talk: boolean;
  settled: Settled | null;
  became: Became | null;
}

/** What can become of this note: an invitation be accepted, a promise kept. Nobody says it of what they gave themselves. */
const stepOf = (content: Content | null | undefined): Became["step"] | null =>
  content?.k === "affirm" ? STEP_OF[formOf(content.form) ?? "words"] : null;
const becameOf = ({ one }: Held, step: Became["step"]): Became => ({
  step,
  mine: one.mine,
  msg_id: one.msg_id,
  device: one.device,
  device_seq: one.device_seq,
});

const UNTOLD: Fate = { content: null, heard: false, answers: [], talk: false, settled: null, became: null };

/** Everything that was said about a note and not taken back. */
function fateOf({ one }: Held, acts: readonly Held[], around: Around): Fate {
  const fate: Fate = { ...UNTOLD, answers: [] };
  for (const by of acts) {
    const act = by.one.said?.act;
    const own = by.one.slot === one.slot;
    if (!act || removalOf(by, around.actsOn(by.one.msg_id)).until) continue;
    if (act.k === "edit" && own) fate.content = act.content;
    else if (act.k === "answer") {
      fate.answers.push(answerOf(by, act));
      fate.heard ||= !own;
    } else if (act.k === "step") {
      step(fate, act.step, one.shared, by.day);
      if (!own && stepOf(one.said?.content) === act.step) fate.became = becameOf(by, act.step);
    }
  }
  return fate;
}

function step(fate: Fate, name: string, shared: boolean, day: string): void {
  if (shared) {
    if (name === "talk" || name === "talked") fate.talk = name === "talk";
  } else if (name === "keep" || name === "hold") fate.settled = { step: name, day };
  else if (name === "open") fate.settled = null;
}

/**
 * What is gone without a word is taken back only where its author let go of what they shared; else somebody withholds it. Of mine that is
 * never the server's word, but that of my own vault.
 */
function stateOf({ one }: Held, removal: Removal, heard: boolean, letGo: boolean): TimelineNote["state"] {
  if (removal.until || (letGo && (one.withheld || (one.mine && one.waiting !== "refused")))) return "taken_back";
  if (one.withheld) return removal.restored ? "restoring" : "unverified";
  if (one.trouble) return one.trouble === "waiting_for_key" ? "waiting_for_key" : "unverified";
  if (one.waiting === "refused") return "not_sent";
  if (one.waiting && one.seq === null) return "waiting";
  return heard ? "heard" : "sent";
}

const SHOWN = new Set<TimelineNote["state"]>(["sent", "heard", "waiting", "not_sent"]);

/** The note as screens see it; null: it is an act, or was one. */
export function noteOf(held: Held, acts: readonly Held[], removal: Removal, around: Around): TimelineNote | null {
  const { one } = held;
  if (one.said?.act || (removal.act && (removal.until || removal.restored))) return null;
  const fate = acts.length > 0 ? fateOf(held, acts, around) : UNTOLD;
  const letGo = !!around.ended?.includes(one.slot);
  const state = stateOf(held, removal, fate.heard, letGo);
  // What I took back from the other is still mine to read, as long as it is here.
  const shown = SHOWN.has(state) || (letGo && one.mine && !removal.until);
  const inTime = removal.until !== null && around.today <= removal.until;
  return {
    id: `${one.msg_id}.${one.slot}`,
    msg_id: one.msg_id,
    space: one.space,
    shared: one.shared,
    mine: one.mine,
    day: held.day,
    part: held.part,
    seq: one.seq,
    content: shown ? (fate.content ?? one.said?.content ?? null) : null,
    state,
    trouble: one.withheld && state === "unverified" ? "withheld" : one.trouble,
    edited: shown && fate.content !== null,
    late: held.late,
    device: one.device,
    device_seq: one.device_seq,
    answers: fate.answers.length > 0 ? fate.answers : NONE,
    talk: fate.talk,
    restorable: one.mine && inTime && !removal.moved && !one.withheld && !around.ended ? removal.until : null,
    moved: removal.moved,
    settled: fate.settled,
    became: shown ? fate.became : null,
    only_here: false,
  };
}
