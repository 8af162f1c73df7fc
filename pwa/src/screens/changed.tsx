/** What changed about who can get in, as lines on Today: looked for when the app is opened or looked at again, and never in the way. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { News } from "../actions/once.ts";
import { pages } from "../messages/later.ts";
import { Line, Look } from "./line.tsx";

const news = signal<News | null>(null);

/** The person looks at the list itself: nothing is news any more. */
export const sawChanges = (codeUsed: boolean, strange = false): void => {
  news.value = { strange, codeUsed };
};

/** A new code was made here. */
export const codeIsNew = (): void => sawChanges(false, news.value?.strange);

/** Nothing is looked for more often. */
const BETWEEN_MS = 10_000;
let lookedAt = 0;
async function look(): Promise<void> {
  if (document.hidden || Date.now() - lookedAt < BETWEEN_MS) return;
  lookedAt = Date.now();
  // It comes with the pages that are opened seldom; a phone that could not fetch them looks another time.
  const found = await import("../actions/once.ts").then(
    ({ lookAtAccess }) => lookAtAccess(),
    () => null,
  );
  news.value = found ?? news.value;
}

/** The line there is, or null. A change that was not mine comes before a code that wants renewing. */
export function useChanged(): ComponentChildren {
  useEffect(() => {
    const again = () => void look();
    again();
    document.addEventListener("visibilitychange", again);
    addEventListener("online", again);
    return () => {
      document.removeEventListener("visibilitychange", again);
      removeEventListener("online", again);
    };
  }, []);
  if (news.value?.strange)
    return (
      <Line key="changed" says={pages.accessChanged}>
        <Look at="/you/devices" label={pages.accessLook} />
      </Line>
    );
  if (news.value?.codeUsed)
    return (
      <Line key="code" says={pages.codeUsed}>
        <Look at="/you/code" label={pages.codeNew} />
      </Line>
    );
  return null;
}
