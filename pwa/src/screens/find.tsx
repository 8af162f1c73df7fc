/** Filters and search in one panel above a timeline, and the way to a day. */
import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { momentOf } from "../calendar.ts";
import { QUADRANTS } from "../content/feelings.ts";
import { WAYS, type Way } from "../content/ways.ts";
import { type Quadrant, TOPICS } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { type Finding, NOTHING } from "./finding.ts";
import { Choice, toggled } from "./sheet_parts.tsx";

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
  const { words, who, quadrants, ways, topics, talk } = query;
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
        title={pages.findWay}
        of={WAYS}
        names={wayNames()}
        chosen={ways}
        tap={(one) => change({ ways: toggled(ways, one) })}
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

const wayNames = () => Object.fromEntries(WAYS.map((one) => [one, pages.ways[one][0]])) as Record<Way, string>;

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
