/** Answering a note: the words that fit first, gentle questions behind one line, and a few words of one's own. */
import { useRef, useState } from "preact/hooks";
import { type Offer, offerFor } from "../content/answers.ts";
import type { Back } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { beginnings, pages } from "../messages/later.ts";
import type { TimelineNote } from "../notes.ts";
import { Ways } from "../ui/answers.tsx";
import { Button } from "../ui/controls.tsx";
import { answerText } from "../ui/note.tsx";
import { begun, give, isAnswered, takeBackSaid } from "./given.ts";

const LONGEST_REPLY = 1000;

interface AnsweringProps {
  note: TimelineNote;
  /** Focus goes there when the buttons that had it are gone. */
  after: () => void;
}

/** All the ways to answer what the other wrote; once answered they step back behind one line. */
export function Answering({ note, after }: AnsweringProps) {
  const offer = offerFor(note.content);
  if (!offer) return null;
  const ways = <AllWays note={note} offer={offer} after={after} />;
  return (
    <>
      <MyAnswers note={note} after={after} />
      {isAnswered(note) ? (
        <details>
          <summary>{pages.sayMore}</summary>
          <div class="stack">{ways}</div>
        </details>
      ) : (
        <section class="stack">
          <h2>{pages.saySomething}</h2>
          {ways}
        </section>
      )}
    </>
  );
}

function AllWays({ note, offer, after }: AnsweringProps & { offer: Offer }) {
  const say = async (form: string, back?: Back) => {
    if (await give(note, form, back ? { back } : {})) after();
  };
  return (
    <>
      <Ways forms={offer.answers} label={t.answerTitle} say={say} />
      {offer.questions.length > 0 && (
        <details>
          <summary>{pages.questionsTitle}</summary>
          <Ways forms={offer.questions} label={pages.questionsTitle} say={say} />
        </details>
      )}
      <Reply key={timesAnswered(note)} note={note} starters={offer.starters} after={after} />
    </>
  );
}

/** To what was said to a note of mine, only words of one's own. */
export const ReplyBack = ({ note, after }: AnsweringProps) => (
  <details>
    <summary>{pages.sayBack}</summary>
    <Reply key={timesAnswered(note)} note={note} starters={[]} after={after} />
  </details>
);

interface ReplyProps extends AnsweringProps {
  starters: Offer["starters"];
}

/** Every answer of mine, and every one called back, gives a fresh field. */
const timesAnswered = (note: TimelineNote): number => note.answers.filter((one) => one.mine).length;

function Reply({ note, starters, after }: ReplyProps) {
  const [text, setText] = useState(begun.get(note.id) ?? "");
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const write = (words: string) => {
    setText(words);
    begun.set(note.id, words);
  };
  const begin = (words: string) => {
    write(text + (text.trim() === "" ? "" : "\n") + words.replace("…", ""));
    field.current?.focus();
  };
  const send = async () => {
    const words = text.trim();
    setEmpty(words === "");
    if (words === "" || !(await give(note, "reply", { text: words }))) return;
    setText("");
    after();
  };
  return (
    <div class="stack reply">
      <label class="field">
        <span class="small">{pages.reply}</span>
        <textarea
          ref={field}
          class="words"
          value={text}
          maxLength={LONGEST_REPLY}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
      </label>
      {starters.length > 0 && (
        <fieldset class="chips" aria-label={pages.startersTitle}>
          {starters.map((id) => (
            <Button key={id} look="quiet" tap={() => begin(beginnings[id])}>
              {beginnings[id]}
            </Button>
          ))}
        </fieldset>
      )}
      <p class="says" role="alert">
        {empty && text.trim() === "" && pages.replyEmpty}
      </p>
      <Button tap={send}>{pages.replySend}</Button>
    </div>
  );
}

/** What I said stands until I take it back. */
export function MyAnswers({ note, after }: AnsweringProps) {
  const mine = note.answers.filter((answer) => answer.mine && answer.msg_id !== "given");
  return (
    <>
      {mine.map((answer) => (
        <Button
          key={answer.msg_id}
          look="quiet"
          tap={async () => {
            await takeBackSaid(note, answer);
            after();
          }}
        >
          {mine.length === 1 ? pages.takeBackAnswer : pages.takeBackThat(answerText(answer))}
        </Button>
      ))}
    </>
  );
}
