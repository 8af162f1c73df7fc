/** Notes the server refused: their text, and what can be done. Nothing here goes away by itself. */
import { tryAgain } from "../actions.ts";
import { t } from "../messages/index.ts";
import { type NotSent, notSent, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Note, plainText } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";
import { copy } from "./copy.ts";

export default function Unsent() {
  const list = notSent.value;
  return (
    <Page title={t.unsentTitle}>
      <p>{list.length > 0 ? t.unsentText : t.unsentNone}</p>
      {list.map((one) => (
        <One key={one.id} one={one} />
      ))}
    </Page>
  );
}

function One({ one }: { one: NotSent }) {
  const { content } = one.note;
  return (
    <section class="stack" aria-label={dayAndPart(one.note)}>
      <Note note={one.note} name={pair.value?.name ?? null} when={dayAndPart(one.note)} />
      <p class="small">{one.reason === "space-ended" ? t.unsentClosed : t.unsentOther}</p>
      <div class="pair">
        <Button tap={() => tryAgain(one.id)}>{t.tryAgain}</Button>
        {content && <Button tap={() => copy(plainText(content))}>{t.copyText}</Button>}
      </div>
    </section>
  );
}
