/**
 * The one reminder on Today. It is looked for when Today is opened or the app is looked at again, never in between: whoever is here
 * needs none, and nothing may move under a thumb. What was done about it is all that is kept.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { cameBackTo, setSetting } from "../actions/later.ts";
import { momentOf } from "../calendar.ts";
import { pages } from "../messages/later.ts";
import { due, type Later, laters, letBeUntil, putOffUntil, remindersIn, type What } from "../reminders.ts";
import { cameBack, mineLocked, notes, pair, settings } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { noteAddress } from "../ui/note.tsx";
import { comingBack, type Reminder } from "./coming_back.ts";
import { Line, Look } from "./line.tsx";
import { newestDays } from "./written.ts";

/** The moment the person last looked: now, and each time the app comes to the front. */
function useLook(looked: () => void): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const look = () => {
      if (document.hidden) return;
      setNow(new Date());
      looked();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return now;
}

/** Put off, or left alone for now. */
type Done = Later | "left";

/** The line of the reminder that is due, or null. */
export function useReminder(): ComponentChildren {
  /** What was done about the one that was here; until the next look no other takes its place. */
  const [done, setDone] = useState<Done | null>(null);
  const now = useLook(() => setDone(null));
  if (done) return <Said key="reminder" says={done === "left" ? pages.remindLeft : pages.remindPutOff[done]} />;
  const two = pair.value && !pair.value.closed ? pair.value : null;
  // What I came back to is known from the private notes alone.
  const back = two && !mineLocked.value ? comingBack(notes.value, two.space, cameBack.value, momentOf(now)) : null;
  const chosen = remindersIn(settings.value.raw);
  const { wrote, kind } = newestDays(notes.value);
  const what = due(chosen, now, { wrote, kind, back: back !== null, two: two !== null })?.what;
  if (!what) return null;
  const putOff = async (until: number, how: Done) => {
    if (await setSetting(`remind_${what}_after`, until)) setDone(how);
  };
  return (
    <OneReminder
      key="reminder"
      what={what}
      back={back}
      later={(later) => putOff(putOffUntil(later, new Date()), later)}
      leave={async () => {
        if (what !== "back") return putOff(letBeUntil(what, chosen, new Date()), "left");
        if (back && (await cameBackTo(back.answer))) setDone("left");
      }}
    />
  );
}

interface OneReminderProps {
  what: What;
  back: Reminder | null;
  later: (later: Later) => Promise<void>;
  leave: () => Promise<void>;
}

function OneReminder({ what, back, later, leave }: OneReminderProps) {
  const [asking, setAsking] = useState(false);
  const says = { daily: pages.remindDaily, kind: pages.remindKind, back: pages.comeBackNow }[what];
  return (
    <Line says={says}>
      <div class="row">
        {what === "daily" && <Look at="/write" label={pages.remindWrite} />}
        {what === "daily" && <Look at="/prompt" label={pages.remindAsk} />}
        {what === "kind" && <Look at="/kind" label={pages.remindGive} />}
        {what === "back" && back && <Look at={noteAddress(back.note)} />}
        <button type="button" class="quiet" aria-expanded={asking} onClick={() => setAsking(!asking)}>
          {pages.remindLater}
        </button>
        <Button look="quiet" tap={leave}>
          {{ daily: pages.remindLetBe, kind: pages.remindLetKindBe, back: pages.cameBack }[what]}
        </Button>
      </div>
      {asking && (
        <fieldset aria-label={pages.remindLater}>
          {laters(new Date()).map((one) => (
            <Button key={one} look="say" tap={() => later(one)}>
              {pages.remindLaters[one]}
            </Button>
          ))}
        </fieldset>
      )}
    </Line>
  );
}

/** In place of the button that was tapped, so that neither ear nor focus is lost. */
function Said({ says }: { says: string }) {
  const line = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => line.current?.focus({ preventScroll: true }), []);
  return (
    <li>
      <span ref={line} tabIndex={-1}>
        {says}
      </span>
    </li>
  );
}
