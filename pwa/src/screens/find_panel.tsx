/** What a timeline is narrowed by: words, whose, feelings, ways, topics; and the way to a day. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { momentOf } from "../calendar.ts";
import { QUADRANTS } from "../content/feelings.ts";
import { WAYS, type Way } from "../content/ways.ts";
import { type Quadrant, TOPICS } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { Button, Chip } from "../ui/controls.tsx";
import type { FindProps } from "./find.tsx";
import { Choice, toggled } from "./sheet_parts.tsx";

/** `done`: all is chosen, and the list is what matters now. */
export function Panel({ finding: { query, change, go, id }, two, done }: FindProps & { done: () => void }) {
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
