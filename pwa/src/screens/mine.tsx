/** Just mine: what was begun and what was kept, without a count; and nothing at all while it is locked. */
import { useMemo } from "preact/hooks";
import { lockMine, unlockMine } from "../actions/later.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { filling, mineLocked, notes, notesReady, pair, settings } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { Timeline } from "../ui/timeline.tsx";
import { Drafts } from "./drafts.tsx";
import { EarlierHere } from "./earlier_here.tsx";
import { Find, FindButton } from "./find.tsx";
import { useFind } from "./finding.ts";
import { shownInMine } from "./kept.ts";
import { Offer } from "./offer.tsx";

export default function Mine() {
  return mineLocked.value ? <Curtain /> : <Open />;
}

export const Curtain = () => (
  <Page title={pages.mineLockedTitle}>
    <p>{pages.mineLockedText}</p>
    <Button look="act" tap={unlockMine}>
      {pages.mineOpen}
    </Button>
  </Page>
);

function Open() {
  const all = notes.value;
  const kept = useMemo(() => shownInMine(all), [all]);
  const finding = useFind("mine", kept, null);
  const some = kept.length > 0;
  const spoke = useMemo(() => all.some((note) => note.mine && note.content !== null), [all]);
  return (
    <Page title={t.mine} beside={some && <FindButton finding={finding} />}>
      {settings.value.mine_lock && (
        <Button look="quiet" tap={lockMine}>
          {pages.mineLockNow}
        </Button>
      )}
      {some && <Find finding={finding} />}
      {/* Who looks for something is not asked about something else. */}
      {finding.said.length === 0 && (
        <>
          <Offer />
          <Drafts />
          {settings.value.resurface && <EarlierHere />}
          <p class="row">
            <a class="quiet" href="/prompt">
              {pages.toQuestion}
            </a>
            {spoke && (
              <a class="quiet" href="/looking">
                {pages.lookingBack}
              </a>
            )}
          </p>
        </>
      )}
      {filling.value && <p class="small soft">{pages.filling}</p>}
      {!notesReady.value && <p class="soft">{pages.opening}</p>}
      {notesReady.value && !some && <p class="words">{pages.mineEmpty}</p>}
      {some && <Timeline notes={finding.shown} name={pair.value?.name ?? null} goal={finding.goal} />}
    </Page>
  );
}
