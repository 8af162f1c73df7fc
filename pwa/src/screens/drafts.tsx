/** Everything that was begun on this phone: each can be gone on with, or dropped, and put back as long as one looks at it. */
import { useEffect, useId, useState } from "preact/hooks";
import { type Draft, dropDraft, loadDrafts, saveDraft } from "../actions/later.ts";
import { t, wordName } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { undo } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Section } from "../ui/page.tsx";
import { sheetOf } from "./draft.ts";

/** So much of it that one knows which it is. */
const EXCERPT = 90;

function excerptOf({ words, because, as }: Draft): string {
  const text = because.trim() || (as?.k === "affirm" ? (as.own?.say ?? "").trim() : "");
  const some = text.length > EXCERPT ? `${text.slice(0, EXCERPT).trimEnd()} …` : text;
  const said = [t.listed(words.map(wordName)), some].filter((part) => part !== "");
  return said.join(" · ") || pages.draftUnsure;
}

export function Drafts() {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const undoing = undo.value?.draft;
  useEffect(() => {
    void loadDrafts().then((found) => setDrafts(found.toReversed()));
  }, [undoing]);
  if (drafts.length === 0) return null;
  return (
    <Section title={pages.unfinished}>
      <ul class="drafts" aria-label={pages.unfinished}>
        {drafts.map((draft) => (
          <One key={draft.id} draft={draft} />
        ))}
      </ul>
    </Section>
  );
}

function One({ draft }: { draft: Draft }) {
  const id = useId();
  const [dropped, setDropped] = useState(false);
  const drop = async () => {
    await dropDraft(draft.id);
    setDropped(true);
  };
  const putBack = async () => {
    await saveDraft(draft);
    setDropped(false);
  };
  return (
    <li class={draft.quadrant}>
      <p class={dropped ? "words soft" : "words"} id={id}>
        {excerptOf(draft)}
      </p>
      {draft.edits && <p class="small soft">{pages.draftEdits}</p>}
      <div class="row small" role="status">
        {dropped && <span>{pages.draftDropped}</span>}
        {dropped ? (
          <Button look="quiet" tap={putBack}>
            {pages.putBack}
          </Button>
        ) : (
          <>
            <a class="quiet" href={sheetOf(draft)} aria-describedby={id}>
              {pages.unfinishedGo}
            </a>
            <Button look="quiet" tap={drop}>
              {pages.draftDrop}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
