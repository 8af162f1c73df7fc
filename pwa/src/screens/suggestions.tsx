/** Words for someone who has none yet, each with what it means: what the body says often comes with them. */
import { useId, useState } from "preact/hooks";
import { homeOf, type Sense, suggested } from "../content/body.ts";
import { FIRST_WORDS } from "../content/feelings.ts";
import type { Word } from "../kinds.ts";
import { wordName } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { beyond, Full, More, meaningOf, useChoice, type WordsProps } from "./words.tsx";

/** As many suggestions as a quadrant has words. */
const MOST_SUGGESTED = 18;

/** The words that often come with what the body says, each with its meaning, to recognise oneself in or not. */
export function Suggestions({ sense, words, set }: WordsProps & { sense: Sense }) {
  const title = useId();
  const [all, setAll] = useState(false);
  const { full, toggle } = useChoice({ words, set });
  const shown: string[] = suggested(sense).slice(0, all ? MOST_SUGGESTED : FIRST_WORDS);
  return (
    <section class="sheet-part unfold" aria-labelledby={title}>
      <h2 id={title}>{pages.mightBe}</h2>
      <p class="small soft">{pages.mightBeHint}</p>
      <ul class="suggested">
        {[...beyond(words, shown), ...shown].map((word) => (
          <Suggestion key={wordName(word)} word={word} on={words.includes(word)} tap={() => toggle(word)} />
        ))}
      </ul>
      <More all={all} setAll={setAll} add={toggle} />
      <Full full={full} />
    </section>
  );
}

function Suggestion({ word, on, tap }: { word: Word; on: boolean; tap: () => void }) {
  const id = useId();
  return (
    <li class={homeOf(word)}>
      <button type="button" class="words" aria-pressed={on} aria-describedby={id} onClick={tap}>
        {wordName(word)}
      </button>
      <span id={id} class="small">
        {meaningOf(word)}
      </span>
    </li>
  );
}
