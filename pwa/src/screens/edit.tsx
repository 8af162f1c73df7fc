/** Other words for a note of mine: the same sheet, filled, and one act. What was changed so far is kept like any draft. */
import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso/router";
import { contentOf, dropDraft, edit } from "../actions/later.ts";
import { QUADRANTS } from "../content/feelings.ts";
import type { Content } from "../kinds.ts";
import { pages } from "../messages/later.ts";
import type { TimelineNote } from "../notes.ts";
import { notes, notesReady } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { noteAddress } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";
import { draftOf, type Sheet, useDraft } from "./draft.ts";
import { quadrantNames } from "./find_panel.tsx";
import { Because, Begun, Choice, Help, More } from "./sheet_parts.tsx";
import { WordChoice } from "./words.tsx";

export default function Edit() {
  const asked = useRoute().params["id"];
  const note = notes.value.find((one) => one.mine && (one.msg_id === asked || one.id === asked));
  const kind = note?.content?.k;
  const open = note && note.state !== "not_sent" && kind !== "unknown" && kind !== "copy" && kind !== undefined;
  if (!open)
    return (
      <Page title={pages.editTitle}>
        <p>{notesReady.value ? pages.editGone : pages.opening}</p>
      </Page>
    );
  return <Change key={note.id} note={note} />;
}

/** The note as the draft now has it; null when no words are left. */
function contentFrom({ draft }: Sheet, { content }: TimelineNote): Content | null {
  const text = draft?.because.trim() ?? "";
  if (content?.k === "thought" || content?.k === "affirm") return text === "" ? null : { ...content, text };
  return draft && draft.words.length > 0 ? contentOf(draft) : null;
}

function Change({ note: given }: { note: TimelineNote }) {
  const { route } = useLocation();
  // What it was when the sheet opened: an edit from another device does not pull it away under the thumb.
  const [note] = useState(given);
  const sheet = useDraft({ note });
  const [missing, setMissing] = useState(false);
  const { draft, change } = sheet;
  const feeling = note.content?.k === "feeling";
  const save = async () => {
    const content = contentFrom(sheet, note);
    setMissing(content === null);
    if (!draft || !content) return;
    sheet.done();
    const same = JSON.stringify(content) === JSON.stringify(contentFrom({ ...sheet, draft: draftOf(note) }, note));
    if (!same && !(await edit(given, content))) return change({});
    await dropDraft(draft.id);
    route(noteAddress(note), true);
  };
  return (
    <Page title={pages.editTitle} kind={`writing ${draft?.quadrant ?? ""}`}>
      {sheet.begun && <Begun says={pages.editBegun} action={pages.editDrop} tap={sheet.afresh} />}
      {draft && feeling && (
        <>
          <Choice
            title={pages.pickTile}
            of={QUADRANTS}
            names={quadrantNames()}
            chosen={[draft.quadrant]}
            tap={(quadrant) => change({ quadrant })}
          />
          {draft.quadrant && (
            <WordChoice
              key={draft.quadrant}
              quadrant={draft.quadrant}
              words={draft.words}
              set={(words) => change({ words })}
            />
          )}
        </>
      )}
      {draft && <Because draft={draft} change={change} {...(feeling ? {} : { label: pages.editText })} />}
      {draft && feeling && (
        <>
          <Help draft={draft} change={change} />
          <More draft={draft} change={change} />
        </>
      )}
      <section class="finish" aria-label={pages.editTitle}>
        <p class="says" role="alert">
          {missing && pages.editNeedsText}
        </p>
        {note.shared && <p class="small soft">{pages.editShows}</p>}
        <Button look="act" tap={save}>
          {pages.editSave}
        </Button>
      </section>
    </Page>
  );
}
