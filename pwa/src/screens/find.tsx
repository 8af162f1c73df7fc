/** Filters and search in one panel above a timeline, and the way to a day. What was looked for is never kept: it goes with the visit. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { readySearch, search } from "../actions/later.ts";
import { momentOf } from "../calendar.ts";
import { QUADRANTS } from "../content/feelings.ts";
import { type Feeling, type Quadrant, TOPICS, type Topic } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { phase, type TimelineNote } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { Choice, toggled } from "./sheet_parts.tsx";

type Who = "them" | "me";
interface Query {
  words: string;
  who: Who | null;
  quadrants: readonly Quadrant[];
  topics: readonly Topic[];
  talk: boolean;
}
const NOTHING: Query = { words: "", who: null, quadrants: [], topics: [], talk: false };

/** By timeline, so that coming back from a note finds the list as it was left. */
const queries = signal<Readonly<Record<string, Query>>>({});
phase.subscribe((now) => {
  if (now !== "open") queries.value = {};
});

/** The feeling in a note, also in one that was copied from the other. */
function feelingIn({ content }: TimelineNote): Feeling | null {
  const said = content?.k === "copy" ? content.of : content;
  return said?.k === "feeling" ? said : null;
}

type Filters = Omit<Query, "words">;
function fits(note: TimelineNote, { who, quadrants, topics, talk }: Filters): boolean {
  if (who && note.mine !== (who === "me")) return false;
  if (talk && !note.talk) return false;
  if (quadrants.length + topics.length === 0) return true;
  const feeling = feelingIn(note);
  if (!feeling) return false;
  if (quadrants.length > 0 && !quadrants.some((one) => one === feeling.quadrant)) return false;
  return topics.length === 0 || topics.some((one) => feeling.topics?.includes(one));
}

export interface Finding {
  query: Query;
  change: (patch: Partial<Query>) => void;
  open: boolean;
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

const inWords = ({ words, who, quadrants, topics, talk }: Query, name: string | null): string[] => [
  ...(words.trim() ? [pages.quoted(words.trim())] : []),
  ...(who ? [who === "me" ? t.mineBy : t.from(name)] : []),
  ...QUADRANTS.filter((one) => quadrants.includes(one)).map((one) => t.quadrants[one][0]),
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
      void search(words).then((ids) => {
        if (late) return;
        setFound(ids);
        setBroken(ids === null);
      });
    return () => {
      late = true;
    };
  }, [words, notes]);
  const { who, quadrants, topics, talk } = query;
  const fitting = useMemo(() => {
    const plain = !who && !talk && quadrants.length + topics.length === 0;
    return plain ? notes : notes.filter((note) => fits(note, { who, quadrants, topics, talk }));
  }, [notes, who, quadrants, topics, talk]);
  const shown = useMemo(() => (found ? fitting.filter((note) => found.has(note.id)) : fitting), [fitting, found]);
  return {
    query,
    change: (patch) => {
      queries.value = { ...queries.value, [place]: { ...query, ...patch } };
    },
    open,
    toggle: () => {
      if (!open) readySearch();
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

/** The one quiet button beside a title. */
export const FindButton = ({ finding: { open, toggle, id } }: { finding: Finding }) => (
  <button type="button" class="quiet" aria-expanded={open} aria-controls={open ? id : undefined} onClick={toggle}>
    {pages.find}
  </button>
);

interface FindProps {
  finding: Finding;
  /** Who else wrote here; undefined: only I do. */
  two?: { name: string | null };
}

export function Find({ finding, two }: FindProps) {
  const { said, shown, change, query, broken, open, toggle } = finding;
  const line = useRef<HTMLParagraphElement>(null);
  const empty = query.words.trim() ? pages.foundNoWords : pages.foundNothing;
  const done = () => {
    toggle();
    line.current?.focus();
  };
  return (
    <>
      {open && <Panel finding={finding} {...(two ? { two } : {})} done={done} />}
      <div class={said.length > 0 ? "row" : "unseen"}>
        <p role="status" ref={line} tabIndex={-1}>
          {said.length > 0 && pages.finding(said)}
          {broken ? ` ${pages.findBroken}` : said.length > 0 && shown.length === 0 && ` ${empty}`}
        </p>
        {said.length > 0 && (
          <Button look="quiet" tap={() => change(NOTHING)}>
            {pages.showAll}
          </Button>
        )}
      </div>
    </>
  );
}

/** `done`: all is chosen, and the list is what matters now. */
function Panel({ finding: { query, change, go, id }, two, done }: FindProps & { done: () => void }) {
  const { words, who, quadrants, topics, talk } = query;
  return (
    <search class="find unfold" id={id} aria-label={pages.find}>
      <Field id={`${id}-words`} label={pages.findWords} done={done}>
        <input
          id={`${id}-words`}
          type="search"
          value={words}
          maxLength={80}
          autocomplete="off"
          enterkeyhint="search"
          onInput={(event) => change({ words: event.currentTarget.value })}
        />
      </Field>
      {two && (
        <Choice
          title={pages.findWho}
          of={["them", "me"] as const}
          names={{ them: t.from(two.name), me: t.mineBy }}
          chosen={[who ?? undefined]}
          tap={(one) => change({ who: who === one ? null : one })}
        />
      )}
      <Choice
        title={pages.findFeeling}
        of={QUADRANTS}
        names={quadrantNames()}
        chosen={quadrants}
        tap={(one) => change({ quadrants: toggled(quadrants, one) })}
      />
      <Choice
        title={pages.findTopic}
        of={TOPICS}
        names={t.topics}
        chosen={topics}
        tap={(one) => change({ topics: toggled(topics, one) })}
      />
      {two && (
        <div class="chips">
          <Chip on={talk} tap={() => change({ talk: !talk })}>
            {pages.talkTitle}
          </Chip>
        </div>
      )}
      <Button tap={done}>{pages.findShow}</Button>
      <Day go={go} />
    </search>
  );
}

export const quadrantNames = () =>
  Object.fromEntries(QUADRANTS.map((one) => [one, t.quadrants[one][0]])) as Record<Quadrant, string>;

interface FieldProps {
  id: string;
  label: string;
  done: () => void;
  children: ComponentChildren;
}

const Field = ({ id, label, done, children }: FieldProps) => (
  <form
    class="field"
    onSubmit={(event) => {
      event.preventDefault();
      done();
    }}
  >
    <label for={id}>{label}</label>
    <div class="beside">{children}</div>
  </form>
);

function Day({ go }: { go: (day: string) => void }) {
  const id = useId();
  const [day, setDay] = useState(momentOf().day);
  return (
    <Field id={id} label={pages.findDay} done={() => day && go(day)}>
      <input id={id} type="date" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
      <button type="submit" class="button">
        {pages.findGo}
      </button>
    </Field>
  );
}
