/** One old note of mine on *Just mine*, for who asked for that; it is put away with one tap. */
import { useState } from "preact/hooks";
import { putAway, wasPutAway } from "../actions/looking_back.ts";
import { momentOf } from "../calendar.ts";
import { looking } from "../messages/looking.ts";
import { notes, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Note } from "../ui/note.tsx";
import { Section } from "../ui/page.tsx";
import { resurfaced } from "./looking_earlier.ts";

export function Earlier() {
  const [gone, setGone] = useState(false);
  const { day } = momentOf();
  const found = resurfaced(notes.value, day, pair.value, wasPutAway());
  if (gone)
    return (
      <p role="status" class="small soft">
        {looking.oldGone}
      </p>
    );
  if (!found) return null;
  const { note, years } = found;
  return (
    <Section title={years > 0 ? looking.oldYear(note.day) : looking.oldHalf}>
      <Note note={note} name={pair.value?.name ?? null} when={dayAndPart(note)} />
      <div>
        <Button look="quiet" tap={async () => setGone(await putAway(note))}>
          {looking.oldAway}
        </Button>
      </div>
    </Section>
  );
}
