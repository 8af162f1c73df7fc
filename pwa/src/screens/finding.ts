/** What a timeline is narrowed to: words, whose, feelings, ways, topics. Never kept: it goes with the visit. */
import { signal } from "@preact/signals";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { QUADRANTS } from "../content/feelings.ts";
import { WAYS, type Way, wayOf } from "../content/ways.ts";
import { type Quadrant, TOPICS, type Topic } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { phase, type TimelineNote } from "../state.ts";
import { seldom } from "./parts.ts";

type Who = "them" | "me";
interface Query {
  words: string;
  who: Who | null;
  quadrants: readonly Quadrant[];
  ways: readonly Way[];
  topics: readonly Topic[];
  talk: boolean;
}
export const NOTHING: Query = { words: "", who: null, quadrants: [], ways: [], topics: [], talk: false };

/** The thread that searches is begun by who searches. */
const searching = () => import("../actions/finding.ts");

/** By timeline, so that coming back from a note finds the list as it was left. */
const queries = signal<Readonly<Record<string, Query>>>({});
phase.subscribe((now) => {
  if (now !== "open") queries.value = {};
});

/** What a note says, also one that was copied from the other. */
const saidIn = ({ content }: TimelineNote) => (content?.k === "copy" ? content.of : content);

type Filters = Omit<Query, "words">;
const isPlain = ({ who, quadrants, ways, topics, talk }: Filters): boolean =>
  !who && !talk && quadrants.length + ways.length + topics.length === 0;

/** A tile or a way: a note is one or the other, so either will do. Everything else narrows. */
function fits(note: TimelineNote, { who, quadrants, ways, topics, talk }: Filters): boolean {
  if (who && note.mine !== (who === "me")) return false;
  if (talk && !note.talk) return false;
  const said = saidIn(note);
  const [tile, about] = said?.k === "feeling" ? [said.quadrant, said.topics] : [];
  const way = said?.k === "affirm" ? wayOf(said.way) : null;
  const kinds = quadrants.length + ways.length;
  if (kinds > 0 && !quadrants.some((one) => one === tile) && !ways.some((one) => one === way)) return false;
  return topics.length === 0 || topics.some((one) => about?.includes(one));
}

type Seldom = Awaited<ReturnType<typeof seldom>>;
let here: Seldom | null = null;

/** The part with the panel: null until it is there, false where it could not be fetched. */
function usePart(open: boolean): Seldom | null | false {
  const [part, setPart] = useState<Seldom | null | false>(here);
  useEffect(() => {
    if (!open || part) return;
    void seldom().then(
      (came) => {
        here = came;
        setPart(came);
      },
      () => setPart(false),
    );
  }, [open]);
  return part;
}

export interface Finding {
  query: Query;
  change: (patch: Partial<Query>) => void;
  open: boolean;
  part: Seldom | null | false;
  toggle: () => void;
  id: string;
  /** What the list is narrowed to, in words; empty: it is whole. */
  said: readonly string[];
  /** The notes that are left. */
  shown: readonly TimelineNote[];
  broken: boolean;
  /** The day that was asked for last; a new object each time. */
  goal: { day: string } | null;
  go: (day: string) => void;
}

const inWords = ({ words, who, quadrants, ways, topics, talk }: Query, name: string | null): string[] => [
  ...(words.trim() ? [pages.quoted(words.trim())] : []),
  ...(who ? [who === "me" ? t.mineBy : t.from(name)] : []),
  ...QUADRANTS.filter((one) => quadrants.includes(one)).map((one) => t.quadrants[one][0]),
  ...WAYS.filter((one) => ways.includes(one)).map((one) => pages.ways[one][0]),
  ...TOPICS.filter((one) => topics.includes(one)).map((one) => t.topics[one]),
  ...(talk ? [pages.talkTitle] : []),
];

/** `place` names the timeline, `name` is what I call the other. */
export function useFind(place: string, notes: readonly TimelineNote[], name: string | null): Finding {
  const query = queries.value[place] ?? NOTHING;
  const { words } = query;
  const said = inWords(query, name);
  const [open, setOpen] = useState(said.length > 0);
  const [found, setFound] = useState<ReadonlySet<string> | null>(null);
  const [broken, setBroken] = useState(false);
  const [goal, go] = useState<{ day: string } | null>(null);
  useEffect(() => {
    let late = false;
    if (words.trim() === "") setFound(null);
    else
      void searching()
        .then(
          ({ search }) => search(words),
          () => null,
        )
        .then((ids) => {
          if (late) return;
          setFound(ids);
          setBroken(ids === null);
        });
    return () => {
      late = true;
    };
  }, [words, notes]);
  const { who, quadrants, ways, topics, talk } = query;
  const fitting = useMemo(() => {
    const filters = { who, quadrants, ways, topics, talk };
    return isPlain(filters) ? notes : notes.filter((note) => fits(note, filters));
  }, [notes, who, quadrants, ways, topics, talk]);
  const shown = useMemo(() => (found ? fitting.filter((note) => found.has(note.id)) : fitting), [fitting, found]);
  return {
    query,
    change: (patch) => {
      queries.value = { ...queries.value, [place]: { ...query, ...patch } };
    },
    open,
    part: usePart(open),
    toggle: () => {
      if (!open)
        void searching().then(
          ({ readySearch }) => readySearch(),
          () => undefined,
        );
      setOpen(!open);
    },
    id: useId(),
    said,
    shown,
    broken,
    goal,
    go: (day) => go({ day }),
  };
}
