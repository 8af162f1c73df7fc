/** Ten seconds in which a note or an answer is still only a draft. The time left is shown, and said once. */

import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { sendNow, undoNow } from "../actions/later.ts";
import { pages } from "../messages/later.ts";
import { pair, type Undo, undo } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { sheetOf } from "./draft.ts";
import { givenSays, takeBackGiven } from "./given.ts";

function useSecondsLeft(ends: number | undefined): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (ends === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [ends]);
  return ends === undefined ? 0 : Math.max(0, Math.ceil((ends - now) / 1000));
}

/** What is about to happen, aloud once and on the screen by the second. */
function sentences({ kind, audience }: Undo, seconds: number): { aloud: string; shown: string } {
  const name = pair.value?.name ?? null;
  if (kind === "answer")
    return { aloud: pages.answeringSoon(name), shown: pages.answering(givenSays(), name, seconds) };
  if (audience === "share") return { aloud: pages.sharingSoon(name), shown: pages.sharing(name, seconds) };
  return { aloud: pages.keepingSoon, shown: pages.keeping(seconds) };
}

export function UndoBar() {
  const { route } = useLocation();
  const current = undo.value;
  const seconds = useSecondsLeft(current?.ends);
  const says = current && sentences(current, seconds);
  const back = async () => {
    if (current?.kind === "answer") return takeBackGiven();
    const draft = await undoNow();
    if (draft) route(sheetOf(draft));
  };
  return (
    <section class={current ? "bar" : "unseen"} aria-label={pages.undo} hidden={!current}>
      <p class="unseen" role="status">
        {says?.aloud}
      </p>
      {says && (
        <div class="inner">
          <p aria-hidden="true">{says.shown}</p>
          <div class="row">
            <Button look="quiet" tap={back}>
              {pages.undo}
            </Button>
            <Button look="quiet" tap={sendNow}>
              {current?.audience === "share" ? pages.sendNow : pages.keepNow}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
