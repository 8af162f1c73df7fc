/** Notes the server refused: their text, and what can be done. Nothing here goes away by itself. */
import { keepInstead, tryAgain } from "../actions/later.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { type NotSent, notSent, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Note, plainText } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";
import { copy } from "./copy.ts";

export default function Unsent() {
  const list = notSent.value;
  return (
    <Page title={once.unsentTitle}>
      <p>{list.length > 0 ? once.unsentText : once.unsentNone}</p>
      <ul class="apart">
        {list.map((one) => (
          <One key={one.id} one={one} />
        ))}
      </ul>
    </Page>
  );
}

function One({ one }: { one: NotSent }) {
  const { content } = one.note;
  const ended = one.reason === "space-ended";
  return (
    <li class="stack">
      <Note note={one.note} name={pair.value?.name ?? null} when={dayAndPart(one.note)} still />
      <p class="small">{ended ? once.unsentClosed : once.unsentOther}</p>
      <div class="pair">
        {ended ? (
          <Button tap={() => keepInstead(one.id)}>{once.keepForMe}</Button>
        ) : (
          <Button tap={() => tryAgain(one.id)}>{once.tryAgain}</Button>
        )}
        {content && <Button tap={() => copy(plainText(content))}>{pages.copyText}</Button>}
      </div>
    </li>
  );
}
