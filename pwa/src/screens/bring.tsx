/** After becoming a pair: which earlier notes to bring along. None by default, and nothing to bring is nothing to ask. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { bringAlong } from "../actions/later.ts";
import { once } from "../messages/once.ts";
import { notes, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { plainText } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";
import { Tick } from "../ui/tick.tsx";
import { bringable } from "./kept.ts";
import { toggled } from "./sheet_parts.tsx";

export default function Bring() {
  const { route } = useLocation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [missing, setMissing] = useState(false);
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const list = two ? bringable(notes.value).toReversed() : [];
  const bring = async () => {
    const these = list.filter((note) => chosen.includes(note.id)).toReversed();
    setMissing(these.length === 0);
    if (these.length > 0 && (await bringAlong(these))) route("/us");
  };
  return (
    <Page title={once.bringTitle} kind="writing">
      {list.length === 0 ? (
        <p>{once.bringNone}</p>
      ) : (
        <>
          <p>{once.bringText(two?.name ?? null)}</p>
          <ul class="bring" aria-label={once.bringList}>
            {list.map((note) => (
              <li key={note.id} class={(note.content?.k === "feeling" && note.content.quadrant) || ""}>
                <Tick on={chosen.includes(note.id)} tap={() => setChosen(toggled(chosen, note.id))}>
                  <span class="words">{note.content && plainText(note.content)}</span>
                  <span class="small soft">{dayAndPart(note)}</span>
                </Tick>
              </li>
            ))}
          </ul>
        </>
      )}
      <section class="finish" aria-label={once.bringTitle}>
        <p class="says" role="alert">
          {missing && chosen.length === 0 && once.bringNeedsOne}
        </p>
        <div class="pair">
          <Button tap={() => route("/")}>{once.bringNothing}</Button>
          {list.length > 0 && (
            <Button look="act" tap={bring}>
              {once.bringThese}
            </Button>
          )}
        </div>
      </section>
    </Page>
  );
}
