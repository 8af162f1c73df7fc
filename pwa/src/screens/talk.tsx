/** To talk about: one list for two. What was talked about stays in sight until one goes, so that a slip can be put right. */
import { useRef } from "preact/hooks";
import { talkAbout } from "../actions/later.ts";
import { pages } from "../messages/later.ts";
import { notes, notesReady, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { Note } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";

export default function Talk() {
  const seen = useRef(new Set<string>());
  const two = pair.value;
  for (const note of notes.value) if (note.talk) seen.current.add(note.id);
  const list = notes.value.filter((note) => seen.current.has(note.id) && note.content !== null).toReversed();
  return (
    <Page title={pages.talkTitle}>
      {list.length > 0 && <p class="small soft">{pages.talkText}</p>}
      {list.length === 0 && <p class="words">{notesReady.value ? pages.talkNone : pages.opening}</p>}
      <ul class="apart">
        {list.map((note) => (
          <li key={note.id} class="stack">
            <Note note={note} name={two?.name ?? null} when={dayAndPart(note)} />
            {two && !two.closed && (
              <Button look={note.talk ? "plain" : "quiet"} tap={() => talkAbout(note, !note.talk)}>
                {note.talk ? pages.talked : pages.talkAgain}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}
