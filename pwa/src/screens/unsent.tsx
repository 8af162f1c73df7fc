/** What could not be sent: its words, and what can be done. Nothing here goes away by itself. */
import { useEffect, useState } from "preact/hooks";
import { closedTo, discard, keepInstead, tryAgain, wordsOf } from "../actions/once.ts";
import { pages } from "../messages/later.ts";
import { leaving } from "../messages/once.ts";
import type { Opened } from "../reader.ts";
import { notes, notSent, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Twice } from "../ui/forms.tsx";
import { answerText, Note, plainText } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";
import { copy } from "./copy.ts";

export default function Unsent() {
  const list = notSent.value;
  const [closed, setClosed] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => void closedTo().then(setClosed), [list]);
  return (
    <Page title={leaving.unsentTitle}>
      <p>{list.length > 0 ? leaving.unsentText : leaving.unsentNone}</p>
      <h2 class="unseen">{leaving.unsentList}</h2>
      <ul class="apart">
        {closed && list.map((one) => <One key={one.msg_id} one={one} closed={closed.has(one.msg_id)} />)}
      </ul>
    </Page>
  );
}

function One({ one, closed }: { one: Opened; closed: boolean }) {
  const words = wordsOf(one);
  const id = one.msg_id;
  return (
    <li class="stack">
      <What unsent={one} />
      <p class="small">{closed ? leaving.unsentClosed : leaving.unsentOther}</p>
      <div class="pair">
        {!closed && <Button tap={() => tryAgain(id)}>{leaving.tryAgain}</Button>}
        {closed && words && <Button tap={() => keepInstead(one)}>{leaving.keepForMe}</Button>}
        {words && <Button tap={() => copy(plainText(words))}>{pages.copyText}</Button>}
      </div>
      <Twice label={leaving.discard} title={leaving.discardTitle} look="quiet">
        <p>{leaving.discardText}</p>
        <Button tap={() => discard(id)}>{leaving.discardNow}</Button>
      </Twice>
    </li>
  );
}

/** A note as it looks, an answer or other words for a note in a paragraph, and what has no words by its name. */
function What({ unsent }: { unsent: Opened }) {
  const note = notes.value.find(({ msg_id, mine }) => mine && msg_id === unsent.msg_id);
  if (note) return <Note note={note} name={pair.value?.name ?? null} when={dayAndPart(note)} still />;
  const act = unsent.said?.act;
  const says = act?.k === "answer" ? answerText({ form: act.form, text: act.text ?? null, back: null, day: "" }) : null;
  const words = wordsOf(unsent);
  if (!says && !words) return <p>{leaving.unsentSmall}</p>;
  return (
    <>
      <p class="small soft">{says ? leaving.unsentAnswer : leaving.unsentEdit}</p>
      <p class="words">{says ?? (words && plainText(words))}</p>
    </>
  );
}
