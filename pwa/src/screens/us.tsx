/** Us: the timeline of both, whole, without a selection of highlights. */
import { useMemo } from "preact/hooks";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { filling, missing, notes, notesReady, pair, reachable } from "../state.ts";
import { Page } from "../ui/page.tsx";
import { Timeline } from "../ui/timeline.tsx";
import { Find, FindButton } from "./find.tsx";
import { useFind } from "./finding.ts";

export default function Us() {
  const all = notes.value;
  const shared = useMemo(() => all.filter((note) => note.shared), [all]);
  const toTalk = useMemo(() => shared.some((note) => note.talk), [shared]);
  const two = pair.value;
  const name = two?.name ?? null;
  const finding = useFind("us", shared, name);
  const some = shared.length > 0;
  return (
    <Page title={t.us} beside={some && <FindButton finding={finding} />}>
      {two?.closed && <p>{pages.closedHere}</p>}
      {!reachable.value && <p class="small soft">{pages.unreachable}</p>}
      {filling.value && <p class="small soft">{pages.filling}</p>}
      {missing.value && <p class="small soft">{pages.missing}</p>}
      {!notesReady.value && <p class="soft">{pages.opening}</p>}
      {notesReady.value && !some && (two ? !two.closed && <p class="words">{pages.usEmpty}</p> : <Alone />)}
      {some && <Find finding={finding} two={{ name }} />}
      {toTalk && (
        <p class="pinned">
          <a class="quiet" href="/talk">
            {pages.talkTitle}
          </a>
        </p>
      )}
      {some && <Timeline notes={finding.shown} name={name} goal={finding.goal} />}
    </Page>
  );
}

const Alone = () => (
  <>
    <p class="words">{pages.usAlone}</p>
    <p>
      <a class="quiet" href="/invite">
        {pages.inviteTitle}
      </a>
    </p>
  </>
);
