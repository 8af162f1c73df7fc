/** Up to three words: six at first, the rest on demand, and my own. A chosen word says what it means. */
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { FEELINGS, FIRST_WORDS, isFeeling, MOST_WORDS } from "../content/feelings.ts";
import type { Quadrant, Word } from "../kinds.ts";
import { wordName } from "../messages/index.ts";
import { meaning, pages } from "../messages/later.ts";
import { notes } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";

const RECENT_NOTES = 60;

/** The quadrant's words, those I used lately in front. */
function inOrder(quadrant: Quadrant): readonly string[] {
  const all: readonly string[] = FEELINGS[quadrant];
  const recent = new Set<string>();
  let looked = 0;
  for (let at = notes.value.length - 1; at >= 0 && looked < RECENT_NOTES; at -= 1) {
    const { mine, content } = notes.value[at]!;
    if (!mine || content?.k !== "feeling") continue;
    looked += 1;
    for (const word of content.words) if (typeof word === "string" && all.includes(word)) recent.add(word);
  }
  const first = [...recent].slice(0, FIRST_WORDS);
  return [...first, ...all.filter((word) => !first.includes(word))];
}

export interface WordsProps {
  words: readonly Word[];
  set: (words: Word[]) => void;
}

/** Choosing and taking back, at most three. */
export function useChoice({ words, set }: WordsProps) {
  const [full, setFull] = useState(false);
  const toggle = (word: Word) => {
    const without = words.filter((other) => wordName(other) !== wordName(word));
    const taken = without.length < words.length;
    setFull(!taken && words.length >= MOST_WORDS);
    if (taken) set(without);
    else if (words.length < MOST_WORDS) set([...words, word]);
  };
  return { full, toggle };
}

/** A chosen word stays in sight wherever it comes from: beyond the first six, from another tile, or my own. */
export const beyond = (words: readonly Word[], shown: readonly string[]): Word[] =>
  words.filter((word) => typeof word !== "string" || !shown.includes(word));

export const meaningOf = (word: Word): string => (typeof word === "string" ? meaning(word) : "");

export const More = ({
  all,
  setAll,
  add,
}: {
  all: boolean;
  setAll: (all: boolean) => void;
  add: (word: Word) => void;
}) => (
  <div class="row">
    <Button look="quiet" tap={() => setAll(!all)}>
      {all ? pages.fewerWords : pages.moreWords}
    </Button>
    <OwnWord add={add} />
  </div>
);

export const Full = ({ full }: { full: boolean }) => (
  <p class="says" role="alert">
    {full && pages.threeIsEnough}
  </p>
);

export function WordChoice({ quadrant, words, set }: WordsProps & { quadrant: Quadrant }) {
  const title = useId();
  const order = useMemo(() => inOrder(quadrant), [quadrant]);
  const [all, setAll] = useState(false);
  const { full, toggle } = useChoice({ words, set });
  const shown = all ? order : order.slice(0, FIRST_WORDS);
  return (
    <section class={`sheet-part unfold ${quadrant}`} aria-labelledby={title}>
      <h2 id={title}>{pages.wordsTitle}</h2>
      <div class="chips">
        {[...shown, ...beyond(words, shown)].map((word) => (
          <Chip
            key={wordName(word)}
            serif
            on={words.includes(word)}
            description={meaningOf(word)}
            tap={() => toggle(word)}
          >
            {wordName(word)}
          </Chip>
        ))}
      </div>
      <More all={all} setAll={setAll} add={toggle} />
      <Full full={full} />
      <Meanings words={words} />
    </section>
  );
}

const Meanings = ({ words }: { words: readonly Word[] }) => {
  const known = words.filter((word): word is string => typeof word === "string" && isFeeling(word));
  if (known.length === 0) return null;
  return (
    <dl class="meanings small">
      {known.map((word) => (
        <div key={word} class="unfold">
          <dt>{wordName(word)}</dt> <dd class="soft">{meaning(word)}</dd>
        </div>
      ))}
    </dl>
  );
};

function OwnWord({ add }: { add: (word: Word) => void }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  if (!open)
    return (
      <Button look="quiet" tap={() => setOpen(true)}>
        {pages.ownWord}
      </Button>
    );
  const done = () => {
    const own = typed.trim();
    if (own !== "") add({ own });
    setTyped("");
    setOpen(false);
  };
  return (
    <form
      class="own unfold"
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <label for={id} class="small">
        {pages.ownWordLabel}
      </label>
      <input
        id={id}
        type="text"
        value={typed}
        maxLength={40}
        autocomplete="off"
        autocapitalize="none"
        ref={field}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <Button tap={done}>{pages.ownWordAdd}</Button>
    </form>
  );
}
