/**
 * Folds opened envelopes into the timeline. A pure function of the *set* it is given: the order in which things arrived never
 * shows. What fails a check stays visible as "could not be verified" with its code, never as text, and never disappears.
 */
import type { KindStep } from "./content/ways.ts";
import type { Back, Content, Part } from "./kinds.ts";

/** What a deletion of something must name. */
export interface Named {
  msg_id: string;
  /** null: an envelope that never came, or whose bytes went. */
  device: string | null;
  device_seq: number;
}
/** A kept note I decided on: asked about again some time after `day`, or (`hold`) never. */
export interface Settled {
  step: "keep" | "hold";
  day: string;
}

/** What one of the two said to a note. Standing ones only: an answer that was taken back is not here. */
export interface Answer extends Named {
  mine: boolean;
  /** Who gave it, where that is neither me nor whom I am paired with. */
  by?: string;
  /** An id of `content/answers.ts`, or one of a newer version. */
  form: string;
  text: string | null;
  back: Back | null;
  day: string;
  part: Part;
  seq: number | null;
  state: "waiting" | "sent" | "not_sent";
}

/** What became of something kind, in the words of whom it was for. */
export interface Became extends Named {
  step: KindStep;
  mine: boolean;
}

/** What one of the two last said of themselves. */
export interface Told {
  /** What lands with them, in their order; null: they have not said. */
  ways: readonly string[] | null;
  /** They want to look back together. */
  joint: boolean;
}
export interface Between {
  mine: Told;
  theirs: Told;
}

export interface TimelineNote extends Named {
  /** Stable over a note's whole life. */
  id: string;
  space: string;
  shared: boolean;
  mine: boolean;
  day: string;
  part: Part;
  seq: number | null;
  /** null: taken back, or it could not be verified. What I took back from the other alone is still here for me. */
  content: Content | null;
  state:
    | "waiting"
    | "sent"
    | "heard"
    | "taken_back"
    | "not_sent"
    | "unverified"
    | "waiting_for_key"
    /** Put back by its author; its words are not here again yet. */
    | "restoring"
    | "only_here";
  trouble: string | null;
  edited: boolean;
  /** It arrived after notes of a later part of the day. */
  late: boolean;
  /** In the order of the log. */
  answers: readonly Answer[];
  /** On *To talk about*: the last word of either of us was `talk`. */
  talk: boolean;
  /** Mine and taken back: the last calendar day on which it can be put back; null: too late, or not taken back. */
  restorable: string | null;
  /** Taken back because it was shared instead: not shown any more. */
  moved: boolean;
  settled: Settled | null;
  /** Only what came true is ever known; what is open is nobody's debt. */
  became: Became | null;
  /** It is on this phone only and never leaves it. */
  only_here: boolean;
}

export interface Timeline {
  notes: readonly TimelineNote[];
  /** Envelopes that others say exist and that are not here, per space; counted only where history is complete. */
  missing: ReadonlyMap<string, number>;
  /** By shared space. */
  between: ReadonlyMap<string, Between>;
  /** My answers with "I'll come back to this" that I came back to. */
  cameBack: ReadonlySet<string>;
  /** Stored bytes that must go: taken back by the other, or by me more than seven days ago. */
  drop: readonly { space: string; seq: number }[];
  /** Stored without bytes, and put back since: the server has them again. */
  refetch: readonly { space: string; seq: number; msg_id: string }[];
  /** Everything of mine that stands taken back, for a server that forgot it. */
  taken: readonly { space: string; msg_id: string }[];
  /** Edits of mine that still stand on a note I took back: they hold its words and must be taken back as well. */
  leftover: readonly (Named & { space: string })[];
}

/** What the fold must know besides the set itself. */
export interface Setting {
  /** The reader's calendar day. */
  today: string;
  /** Spaces that ended, each with the slots whose items may be gone without a word in the log. */
  ended: ReadonlyMap<string, readonly number[]>;
  /** Spaces whose whole history is on this device. */
  complete: ReadonlySet<string>;
}

export { Folder, fold } from "./notes/folder.ts";
