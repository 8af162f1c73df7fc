/** Us: the timeline of both, whole, without a selection of highlights. */
import { useMemo } from "preact/hooks";
import { t } from "../messages/index.ts";
import { filling, missing, notes, notesReady, pair, reachable } from "../state.ts";
import { Page } from "../ui/page.tsx";
import { Timeline } from "../ui/timeline.tsx";

export default function Us() {
  const all = notes.value;
  const shared = useMemo(() => all.filter((note) => note.shared), [all]);
  const two = pair.value;
  return (
    <Page title={t.us}>
      {two?.closed && <p>{t.closedHere}</p>}
      {!reachable.value && <p class="small soft">{t.unreachable}</p>}
      {filling.value && <p class="small soft">{t.filling}</p>}
      {missing.value && <p class="small soft">{t.missing}</p>}
      {!notesReady.value && <p class="soft">{t.opening}</p>}
      {notesReady.value && shared.length === 0 && (two ? !two.closed && <p class="words">{t.usEmpty}</p> : <Alone />)}
      {shared.length > 0 && <Timeline notes={shared} name={two?.name ?? null} filling={filling.value} />}
    </Page>
  );
}

const Alone = () => (
  <>
    <p class="words">{t.usAlone}</p>
    <p>
      <a class="quiet" href="/invite">
        {t.inviteTitle}
      </a>
    </p>
  </>
);
