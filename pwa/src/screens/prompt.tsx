/** One question that opens: answered on the same sheet, or passed over without a trace. A draft keeps the question it began with. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { openDeck, passQuestion } from "../actions/asking.ts";
import { type Draft, isWhole } from "../actions/later.ts";
import { front } from "../deck.ts";
import { giving, prompts } from "../messages/giving.ts";
import { pages } from "../messages/later.ts";
import { codeRequired, notes } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { answered } from "./answered.ts";
import { type Sheet, useDraft } from "./draft.ts";
import { Finish } from "./finish.tsx";
import { KeptHow, MOST_TEXT } from "./sheet_parts.tsx";
import { CodeFirst, useHand } from "./write.tsx";

const questions = (): string[] => Object.keys(prompts);
/** A newer version's question can't be said here; what was written to it can be gone on with. */
const sentenceOf = (id: string | undefined): string | null =>
  id !== undefined && Object.hasOwn(prompts, id) ? prompts[id as keyof typeof prompts] : null;
const questionOf = ({ as }: Draft): string | undefined => (as?.k === "thought" ? as.prompt : undefined);

export default function PromptScreen() {
  const [first, setFirst] = useState<string | null>(null);
  useEffect(() => {
    void openDeck(questions(), answered(notes.peek())).then((deck) => setFirst(front(deck) ?? ""));
  }, []);
  if (codeRequired.value) return <CodeFirst />;
  if (first === null) return <Page title={giving.promptTitle}>{null}</Page>;
  return <Question first={first} />;
}

function Question({ first }: { first: string }) {
  const { query } = useLocation();
  const sheet = useDraft({ as: { k: "thought", prompt: first }, id: query["draft"] });
  const [waits, setWaits] = useState(false);
  const { draft } = sheet;
  const ask = (id: string | undefined) => {
    setWaits(draft !== null && isWhole(draft));
    sheet.another();
    sheet.change({ as: { k: "thought", ...(id ? { prompt: id } : {}) } });
  };
  const another = async () => {
    const asked = draft && questionOf(draft);
    ask(asked ? front(await passQuestion(questions(), asked)) : first);
  };
  return (
    <Page title={giving.promptTitle} kind="writing question">
      <p class="small" role="status">
        {sheet.begun ? pages.begun : waits && pages.anotherBegun}
      </p>
      {draft && <AnswerSheet sheet={sheet} draft={draft} another={another} />}
    </Page>
  );
}

interface AnswerSheetProps {
  sheet: Sheet;
  draft: Draft;
  another: () => Promise<void>;
}

function AnswerSheet({ sheet, draft, another }: AnswerSheetProps) {
  const id = useId();
  const asked = questionOf(draft);
  const hand = useHand(sheet);
  const give = async (audience: "share" | "keep") => {
    if (asked) await passQuestion(questions(), asked);
    await hand(audience);
  };
  return (
    <>
      <div class="asked">
        <Asked id={id} says={sentenceOf(asked) ?? giving.promptAnswer} />
        <Button look="quiet" tap={another}>
          {giving.promptAnother}
        </Button>
      </div>
      <section class="sheet-part" aria-labelledby={id}>
        <textarea
          rows={4}
          maxLength={MOST_TEXT}
          value={draft.because}
          aria-labelledby={id}
          onInput={(event) => sheet.change({ because: event.currentTarget.value })}
        />
      </section>
      <details>
        <summary>{pages.moreTitle}</summary>
        <div class="sheet-part">
          <p class="small soft">{giving.promptAnotherHint}</p>
          <KeptHow draft={draft} change={sheet.change} />
        </div>
      </details>
      <Finish draft={draft} change={sheet.change} hand={give} needs={giving.promptNeedsText} />
    </>
  );
}

/** The question takes the focus when it is another one, so that it is heard. */
function Asked({ id, says }: { id: string; says: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(says);
  useLayoutEffect(() => {
    if (before.current !== says) heading.current?.focus({ preventScroll: true });
    before.current = says;
  }, [says]);
  return (
    <h2 id={id} ref={heading} tabIndex={-1}>
      {says}
    </h2>
  );
}
