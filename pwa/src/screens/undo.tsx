/** Ten seconds in which a note is still only a draft. The time left is shown, and said once. */

import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { sendNow, undoNow } from "../actions.ts";
import { slugOf } from "../content/feelings.ts";
import { t } from "../messages/index.ts";
import { pair, undo } from "../state.ts";
import { Button } from "../ui/controls.tsx";

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

export function UndoBar() {
  const { route } = useLocation();
  const current = undo.value;
  const seconds = useSecondsLeft(current?.ends);
  const name = pair.value?.name ?? null;
  const shares = current?.audience === "share";
  const back = async () => {
    const draft = await undoNow();
    if (draft) route(draft.quadrant ? `/write/${slugOf(draft.quadrant)}` : "/write");
  };
  return (
    <section class={current ? "bar" : "unseen"} aria-label={t.undo} hidden={!current}>
      <p class="unseen" role="status">
        {current && (shares ? t.sharingSoon(name) : t.keepingSoon)}
      </p>
      {current && (
        <div class="inner">
          <p aria-hidden="true">{shares ? t.sharing(name, seconds) : t.keeping(seconds)}</p>
          <div class="row">
            <Button look="quiet" tap={back}>
              {t.undo}
            </Button>
            <Button look="quiet" tap={sendNow}>
              {shares ? t.sendNow : t.keepNow}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
