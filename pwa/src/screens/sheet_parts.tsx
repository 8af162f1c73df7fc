/** The rest of the sheet: because, what would help, and the little more that nobody has to open. */
import { useId } from "preact/hooks";
import type { Draft } from "../actions.ts";
import { HELPS, type Help, MARKS, TOPICS } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/pages.ts";
import { Chip } from "../ui/controls.tsx";
import type { Patch } from "./draft.ts";

/** So many characters fit into one note whatever the script, with its words and marks. */
const MOST_TEXT = 3500;

export function Because({ text, set }: { text: string; set: (text: string) => void }) {
  const id = useId();
  return (
    <section class="sheet-part">
      <h2>
        <label for={id}>{pages.becauseLabel}</label>
      </h2>
      <textarea
        id={id}
        rows={2}
        maxLength={MOST_TEXT}
        value={text}
        aria-describedby={`${id}-hint`}
        onInput={(event) => set(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} class="small soft">
        {pages.becauseHint}
      </p>
    </section>
  );
}

export function HelpChoice({ help, set }: { help: Help | undefined; set: (help: Help | undefined) => void }) {
  const id = useId();
  return (
    <section class="sheet-part" aria-labelledby={id}>
      <h2 id={id}>{pages.helpTitle}</h2>
      <div class="chips">
        {HELPS.map((one) => (
          <Chip key={one} on={help === one} tap={() => set(help === one ? undefined : one)}>
            {t.helps[one]}
          </Chip>
        ))}
      </div>
    </section>
  );
}

const toggled = <Value,>(list: readonly Value[], value: Value): Value[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function More({ draft, change }: { draft: Draft; change: (patch: Patch) => void }) {
  const { topics, marks } = draft;
  return (
    <details>
      <summary>{pages.moreTitle}</summary>
      <div class="sheet-part">
        <h3>{pages.topicsTitle}</h3>
        <div class="chips">
          {TOPICS.map((topic) => (
            <Chip key={topic} on={topics.includes(topic)} tap={() => change({ topics: toggled(topics, topic) })}>
              {t.topics[topic]}
            </Chip>
          ))}
        </div>
        <h3>{pages.marksTitle}</h3>
        <div class="chips">
          {MARKS.map((mark) => (
            <Chip key={mark} on={marks.includes(mark)} tap={() => change({ marks: toggled(marks, mark) })}>
              {t.marks[mark]}
            </Chip>
          ))}
        </div>
      </div>
    </details>
  );
}
