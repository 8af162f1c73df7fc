/** The rest of the sheet: because, what would help, and the little more that nobody has to open. */
import { useId, useRef } from "preact/hooks";
import type { Draft } from "../actions/later.ts";
import { HELPS, MARKS, TOPICS } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { Button, Chip } from "../ui/controls.tsx";
import type { Patch, Sheet } from "./draft.ts";
import { Finish } from "./finish.tsx";
import { Hint } from "./hint.tsx";

/** So many characters fit into one note whatever the script, with its words and marks. */
export const MOST_TEXT = 3500;

interface ChoiceProps<Value extends string> {
  title: string;
  of: readonly Value[];
  names: Record<Value, string>;
  chosen: readonly (Value | undefined)[];
  tap: (value: Value) => void;
  small?: boolean;
}

/** A question with a few chips under it. */
export function Choice<Value extends string>({ title, of, names, chosen, tap, small }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <section class="sheet-part" aria-labelledby={id}>
      {small ? <h3 id={id}>{title}</h3> : <h2 id={id}>{title}</h2>}
      <div class="chips">
        {of.map((one) => (
          <Chip key={one} on={chosen.includes(one)} tap={() => tap(one)}>
            {names[one]}
          </Chip>
        ))}
      </div>
    </section>
  );
}

export const toggled = <Value,>(list: readonly Value[], value: Value): Value[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

interface PartProps {
  draft: Draft;
  change: (patch: Patch) => void;
}

export function Because({ draft, change, label = pages.becauseLabel }: PartProps & { label?: string }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { because, quadrant } = draft;
  const add = () => {
    const before = because.trimEnd();
    const start = before === "" ? 0 : before.length + 1;
    change({ because: `${before}${before === "" ? "" : "\n"}${pages.gentle}` });
    requestAnimationFrame(() => {
      // The first gap is selected: the next keystroke fills it.
      const gap = start + pages.gentle.indexOf("…");
      field.current?.focus();
      field.current?.setSelectionRange(gap, gap + 1);
    });
  };
  return (
    <section class="sheet-part">
      <h2>
        <label for={id}>{label}</label>
      </h2>
      <textarea
        id={id}
        ref={field}
        rows={2}
        maxLength={MOST_TEXT}
        value={because}
        aria-describedby={label === pages.becauseLabel ? `${id}-hint` : undefined}
        onInput={(event) => change({ because: event.currentTarget.value })}
      />
      {label === pages.becauseLabel && (
        <p id={`${id}-hint`} class="small soft">
          {pages.becauseHint}
        </p>
      )}
      <Hint text={because} quadrant={quadrant} add={add} />
    </section>
  );
}

export const Help = ({ draft, change }: PartProps) => (
  <Choice
    title={pages.helpTitle}
    of={HELPS}
    names={t.helps}
    chosen={[draft.help]}
    tap={(help) => change({ help: draft.help === help ? undefined : help })}
  />
);

/** What keeping means for this one note. */
export const KeptHow = ({ draft: { only_here, hold }, change }: PartProps) => (
  <>
    <h3>{pages.keepTitle}</h3>
    <div class="kept-how">
      <Chip on={only_here === true} tap={() => change({ only_here: only_here ? undefined : true })}>
        {pages.onlyHere}
      </Chip>
      <p class="small soft">{pages.onlyHereWhy}</p>
      <Chip on={hold === true} tap={() => change({ hold: hold ? undefined : true })}>
        {pages.hold}
      </Chip>
      <p class="small soft">{pages.holdWhy}</p>
    </div>
  </>
);

export function More({ draft, change }: PartProps) {
  const { topics, marks, edits } = draft;
  return (
    <details>
      <summary>{pages.moreTitle}</summary>
      <div class="sheet-part">
        <Choice
          small
          title={pages.topicsTitle}
          of={TOPICS}
          names={t.topics}
          chosen={topics}
          tap={(topic) => change({ topics: toggled(topics, topic) })}
        />
        <Choice
          small
          title={pages.marksTitle}
          of={MARKS}
          names={t.marks}
          chosen={marks}
          tap={(mark) => change({ marks: toggled(marks, mark) })}
        />
        {!edits && <KeptHow draft={draft} change={change} />}
      </div>
    </details>
  );
}

/** What follows the words on every sheet. */
export function Rest({ sheet, hand }: { sheet: Sheet; hand: (audience: "share" | "keep") => Promise<void> }) {
  const { draft, change } = sheet;
  if (!draft) return null;
  return (
    <>
      <Because draft={draft} change={change} />
      <Help draft={draft} change={change} />
      <More draft={draft} change={change} />
      <Finish draft={draft} change={change} hand={hand} />
    </>
  );
}

/** It goes on from before; another one can be begun, and this one waits. */
export const Begun = ({ says, action, tap }: { says: string; action: string; tap: () => void }) => (
  <p class="row small">
    {says}
    <Button look="quiet" tap={tap}>
      {action}
    </Button>
  </p>
);
