/**
 * The draft under the thumb. Every change is shown at once and kept, sealed, within 150 ms; leaving the sheet keeps what is
 * pending. What was begun under another tile is carried over: nothing typed is ever dropped by choosing again.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Draft, dropDraft, loadDraft, newDraftId, saveDraft } from "../actions.ts";
import type { Quadrant } from "../kinds.ts";

const SAVE_MS = 120;

const fresh = (quadrant: Quadrant | undefined): Draft => ({
  id: newDraftId(),
  ...(quadrant ? { quadrant } : {}),
  words: [],
  because: "",
  topics: [],
  marks: [],
});

export const isEmpty = (draft: Draft): boolean =>
  draft.words.length === 0 &&
  draft.because === "" &&
  !draft.help &&
  draft.topics.length === 0 &&
  draft.marks.length === 0;

/** What changes; `undefined` takes a choice back. */
export type Patch = { [Name in keyof Draft]?: Draft[Name] | undefined };

export interface Sheet {
  /** Null while the device is being read. */
  draft: Draft | null;
  /** It was begun before and is going on. */
  begun: boolean;
  change(patch: Patch): void;
  /** Throw it away and begin again. */
  afresh(): void;
  /** It was handed over: nothing pending may be written any more. */
  done(): void;
}

export function useDraft(quadrant: Quadrant | undefined): Sheet {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [begun, setBegun] = useState(false);
  const latest = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    if (latest.current) void (isEmpty(latest.current) ? dropDraft(latest.current.id) : saveDraft(latest.current));
  };
  const show = (next: Draft) => {
    latest.current = next;
    setDraft(next);
  };

  useEffect(() => {
    let gone = false;
    void loadDraft().then((found) => {
      if (gone || latest.current) return;
      setBegun(found !== null && !isEmpty(found));
      show(found ? { ...found, ...(quadrant ? { quadrant } : {}) } : fresh(quadrant));
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
    afresh() {
      clearTimeout(timer.current);
      timer.current = undefined;
      if (latest.current) void dropDraft(latest.current.id);
      setBegun(false);
      show(fresh(latest.current?.quadrant));
    },
    done() {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
  };
}
