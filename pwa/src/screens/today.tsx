/** Today: the newest note that waits for a word of mine, whole, with the nearest words under it; then the question; then it ends. */

import { useRef } from "preact/hooks";
import type { Form } from "../content/answers.ts";
import { offerFor } from "../content/answers.ts";
import { t } from "../messages/index.ts";
import type { TimelineNote } from "../notes.ts";
import { notes, pair } from "../state.ts";
import { Ways } from "../ui/answers.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Note, noteAddress } from "../ui/note.tsx";
import { useArrival } from "../ui/page.tsx";
import { Tiles } from "../ui/tiles.tsx";
import { useLater } from "./after.ts";
import { newestUnanswered } from "./due.ts";
import { give, isAnswered } from "./given.ts";

/** More would be a menu; the rest is one tap away. */
const FIRST_ANSWERS = 3;

/**
 * What it opened on stays until it is answered, and is here again when the answer is called back: another note that arrives must
 * not slip under a thumb on its way.
 */
function useSteady(choose: (from: readonly TimelineNote[]) => TimelineNote | null): TimelineNote | null {
  const shown = useRef<string[]>([]);
  const before = notes.value.filter(({ id }) => shown.current.includes(id));
  const note = choose(before) ?? choose(notes.value);
  if (note && !shown.current.includes(note.id)) shown.current.push(note.id);
  return note;
}

export function Today() {
  const main = useArrival<HTMLElement>(t.today);
  const two = pair.value;
  const newest = useSteady((all) => (two && !two.closed ? newestUnanswered(all, two.space, isAnswered) : null));
  const say = async (form: Form) => {
    if (!newest || !(await give(newest, form))) return;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  return (
    <main class="page today" ref={main} tabIndex={-1}>
      <div class="above">
        <Lines />
        {newest && <Newest key={newest.id} note={newest} name={two?.name ?? null} say={say} />}
      </div>
      <section class="ask">
        <h1>{t.question}</h1>
        <div class="ask-body">
          <Tiles />
          <a class="quiet" href="/write/not-sure">
            {t.notSure}
          </a>
          <a class="quiet" href="/kind">
            {t.kind}
          </a>
          <p class="small soft end">{t.thatsAll}</p>
        </div>
      </section>
    </main>
  );
}

/** What waits quietly is seldom there, and not what the person came for. */
function Lines() {
  const later = useLater();
  return later && <later.Lines />;
}

interface NewestProps {
  note: TimelineNote;
  name: string | null;
  say: (form: Form) => unknown;
}

function Newest({ note, name, say }: NewestProps) {
  return (
    <>
      <Note note={note} name={name} when={dayAndPart(note)} still />
      <div class="stack">
        <Ways forms={offerFor(note.content)?.answers.slice(0, FIRST_ANSWERS) ?? []} label={t.answerTitle} say={say} />
        <a class="quiet small" href={noteAddress(note)}>
          {t.moreWays}
        </a>
      </div>
    </>
  );
}
