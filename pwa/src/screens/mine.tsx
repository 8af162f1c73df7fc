/** Just mine: what was begun and what was kept, without a count. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { loadDraft } from "../actions.ts";
import { t } from "../messages/index.ts";
import { filling, notes, notesReady, undo } from "../state.ts";
import { Page } from "../ui/page.tsx";
import { Timeline } from "../ui/timeline.tsx";

export default function Mine() {
  const all = notes.value;
  const kept = useMemo(() => all.filter((note) => !note.shared), [all]);
  return (
    <Page title={t.mine}>
      <Begun />
      {filling.value && <p class="small soft">{t.filling}</p>}
      {!notesReady.value && <p class="soft">{t.opening}</p>}
      {notesReady.value && kept.length === 0 && <p class="words">{t.mineEmpty}</p>}
      {kept.length > 0 && <Timeline notes={kept} name={null} filling={filling.value} />}
    </Page>
  );
}

function Begun() {
  const [begun, setBegun] = useState(false);
  const undoing = undo.value?.draft;
  useEffect(() => {
    void loadDraft().then((draft) => setBegun(draft !== null));
  }, [undoing]);
  if (!begun) return null;
  return (
    <ul class="lines">
      <li>
        <span>{t.unfinished}</span>
        <a class="quiet" href="/write">
          {t.unfinishedGo}
        </a>
      </li>
    </ul>
  );
}
