/**
 * The draft under the thumb. Every change is shown at once and kept, sealed, within 150 ms; leaving the sheet keeps what is
 * pending. What was begun under another tile is carried over: nothing typed is ever dropped by choosing again.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { contentOf, type Draft, dropDraft, loadDraft, loadDrafts, newDraftId, saveDraft } from "../actions/later.ts";
import { slugOf } from "../content/feelings.ts";
import type { Quadrant } from "../kinds.ts";
import type { TimelineNote } from "../notes.ts";
import { mineLocked } from "../state.ts";

const SAVE_MS = 120;

const fresh = (quadrant: Quadrant | undefined, as?: Draft["as"]): Draft => ({
  id: newDraftId(),
  ...(quadrant ? { quadrant } : {}),
  ...(as ? { as } : {}),
  words: [],
  because: "",
  topics: [],
  marks: [],
});

/** A note as its writer would have typed it; a thought's text stands where the because does. */
export function draftOf({ id, msg_id, content }: TimelineNote): Draft {
  const draft: Draft = { ...fresh(undefined), edits: { id, msg_id } };
  if (content?.k === "thought" || content?.k === "affirm") return { ...draft, because: content.text };
  if (content?.k !== "feeling") return draft;
  const { quadrant, words, because = "", help, topics = [], marks = [] } = content;
  return { ...draft, ...(quadrant ? { quadrant } : {}), words, because, ...(help ? { help } : {}), topics, marks };
}

const ownOf = ({ as }: Draft): string => (as?.k === "affirm" && as.own ? as.own.say + as.own.why : "");
/** The same sheet: of something kind, the same way. */
const isLike = (a: Draft["as"], b: Draft["as"]): boolean =>
  a?.k === b?.k && !(a?.k === "affirm" && b?.k === "affirm" && a.way !== b.way);

const isEmpty = (draft: Draft): boolean => isBlank(draft) && ownOf(draft).trim() === "";
const isBlank = ({ words, because, help, topics, marks, sense, only_here, hold }: Draft): boolean =>
  words.length + topics.length + marks.length + (sense?.body.length ?? 0) === 0 &&
  because === "" &&
  !(help || sense?.energy || sense?.tone || only_here || hold);

const told = (draft: Draft): string => JSON.stringify(contentOf(draft));

/** What changes; `undefined` takes a choice back. */
export type Patch = { [Name in keyof Draft]?: Draft[Name] | undefined };

export interface Sheet {
  /** Null while the device is being read. */
  draft: Draft | null;
  /** It was begun before and is going on. */
  begun: boolean;
  change(patch: Patch): void;
  /** Begin another; the first one waits among the drafts. */
  another(): void;
  /** Throw it away and begin again as it was at first. */
  afresh(): void;
  /** It was handed over: nothing pending may be written any more. */
  done(): void;
}

export interface Beginning {
  quadrant?: Quadrant | undefined;
  /** This draft, not simply the last one. */
  id?: string | undefined;
  /** The note that is being changed. */
  note?: TimelineNote | undefined;
  /** Another kind than a feeling; of several drafts only one of this kind is gone on with. */
  as?: Draft["as"];
}

/** While *Just mine* is locked only what was begun since the app opened may be seen. */
const begunHere = new Set<string>();

async function find({ id, note, as }: Beginning): Promise<Draft | null> {
  if (note) return loadDraft(note.id);
  const mayShow = (draft: Draft) => !mineLocked.value || begunHere.has(draft.id);
  const drafts = (await loadDrafts()).filter((draft) => !draft.edits && isLike(draft.as, as) && mayShow(draft));
  return drafts.find((draft) => draft.id === id) ?? drafts.at(-1) ?? null;
}

/** The sheet on which a draft is gone on with. */
export function sheetOf({ id, edits, quadrant, sense, as }: Draft): string {
  if (edits) return `/edit/${edits.msg_id}`;
  if (as?.k === "affirm") return `/kind/${as.way}?draft=${id}`;
  if (as?.k === "thought") return `/prompt?draft=${id}`;
  if (quadrant) return `/write/${slugOf(quadrant)}?draft=${id}`;
  return `${sense ? "/write/not-sure" : "/write"}?draft=${id}`;
}

export function useDraft(from: Beginning): Sheet {
  const { quadrant, note, as } = from;
  const [draft, setDraft] = useState<Draft | null>(null);
  const [begun, setBegun] = useState(false);
  const latest = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const blank = () => (note ? draftOf(note) : fresh(latest.current?.quadrant ?? quadrant, as));
  const isNothing = (one: Draft) => (note ? told(one) === told(draftOf(note)) : isEmpty(one));
  const stop = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  const flush = () => {
    if (timer.current === undefined) return;
    stop();
    if (latest.current) void (isNothing(latest.current) ? dropDraft(latest.current.id) : saveDraft(latest.current));
  };
  const show = (next: Draft) => {
    begunHere.add(next.id);
    latest.current = next;
    setDraft(next);
  };

  useEffect(() => {
    let gone = false;
    void find(from).then((found) => {
      if (gone || latest.current) return;
      setBegun(found !== null && !isNothing(found));
      show(found ? { ...found, ...(quadrant ? { quadrant } : {}) } : blank());
    });
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      gone = true;
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, []);

  useEffect(() => {
    if (quadrant && latest.current && latest.current.quadrant !== quadrant) show({ ...latest.current, quadrant });
  }, [quadrant]);

  return {
    draft,
    begun,
    change(patch) {
      if (!latest.current) return;
      show({ ...latest.current, ...patch } as Draft);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, SAVE_MS);
    },
    another() {
      flush();
      setBegun(false);
      show(blank());
    },
    afresh() {
      stop();
      if (latest.current) void dropDraft(latest.current.id);
      setBegun(false);
      show(blank());
    },
    done: stop,
  };
}
