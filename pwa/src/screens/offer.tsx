/** A kept note that has rested a week: say it, keep it, or let it go. One at a time, and once decided it is not asked again soon. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { putBack, settle, shareKept, takeBack } from "../actions/later.ts";
import { momentOf } from "../calendar.ts";
import { pages } from "../messages/later.ts";
import type { TimelineNote } from "../notes.ts";
import { notes, notesReady, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Note } from "../ui/note.tsx";
import { Section } from "../ui/page.tsx";
import { offered } from "./kept.ts";

type Decision = "kept" | "held" | "gone";

export function Offer() {
  const [decided, setDecided] = useState<{ note: TimelineNote; as: Decision } | null>(null);
  if (decided) return <Decided as={decided.as} back={() => putBack(decided.note)} done={() => setDecided(null)} />;
  const note = notesReady.value ? offered(notes.value, momentOf().day) : null;
  if (!note) return null;
  return <Ask key={note.id} note={note} decide={(as) => setDecided({ note, as })} />;
}

function Ask({ note, decide }: { note: TimelineNote; decide: (as: Decision) => void }) {
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const after = async (act: Promise<boolean>, as: Decision) => {
    if (await act) decide(as);
  };
  return (
    <Section title={pages.offerTitle}>
      <Note note={note} name={null} when={dayAndPart(note)} />
      <div class="pair offer">
        {two && <Button tap={() => shareKept(note)}>{pages.sayIt(two.name)}</Button>}
        <Button tap={() => after(settle(note, "keep"), "kept")}>{pages.keepIt}</Button>
        <Button tap={() => after(takeBack(note), "gone")}>{pages.letItGo}</Button>
      </div>
      <Button look="quiet" tap={() => after(settle(note, "hold"), "held")}>
        {pages.holdIt}
      </Button>
    </Section>
  );
}

function Decided({ as, back, done }: { as: Decision; back: () => Promise<boolean>; done: () => void }) {
  const says = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => says.current?.focus(), []);
  const putItBack = async () => {
    if (await back()) done();
  };
  return (
    <div class="row small">
      <p tabIndex={-1} ref={says} role="status">
        {pages.decided[as]}
      </p>
      {as === "gone" && (
        <Button look="quiet" tap={putItBack}>
          {pages.putBack}
        </Button>
      )}
    </div>
  );
}
