/**
 * The quick way out: this page is gone at once, and nothing of ours stands where it was. What came before it in the browser's history
 * stays there, and so does Unsaid; the line under the button says so.
 */
import { useEffect, useState } from "preact/hooks";
import { installed } from "../actions/installing.ts";
import { loadSafety, safety } from "../messages/safety.ts";

/** Between the two taps of Escape. */
const TWICE_MS = 800;

/** The page is emptied before anything else happens: a new document takes a moment. */
function leaveAtOnce(): void {
  document.body.replaceChildren();
  if (!installed()) {
    location.replace("about:blank");
    return;
  }
  // An app's window has no address to type: an empty one would be all there is. It closes where that is allowed, and begins anew when
  // it is looked at again.
  history.replaceState(null, "", "/");
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) location.reload();
  });
  close();
}

/** The button, with what it does and doesn't do. `atHand`: it stays at hand while its page is scrolled, and the page says the rest. */
export function QuickExit({ atHand }: { atHand?: true }) {
  const [ready, setReady] = useState(safety !== undefined);
  useEffect(() => {
    if (!ready)
      void loadSafety().then(
        () => setReady(true),
        () => undefined,
      );
    let pressed = Number.NEGATIVE_INFINITY;
    const watch = ({ key, timeStamp }: KeyboardEvent) => {
      if (key !== "Escape") return;
      if (timeStamp - pressed < TWICE_MS) leaveAtOnce();
      pressed = timeStamp;
    };
    addEventListener("keydown", watch);
    return () => removeEventListener("keydown", watch);
  }, []);
  if (!ready) return null;
  return (
    <div class={atHand ? "stack at-hand no-print" : "stack no-print"}>
      <button type="button" class="button" onClick={leaveAtOnce}>
        {safety.exit}
      </button>
      {!atHand && <ExitSays />}
    </div>
  );
}

export const ExitSays = () => (
  <p class="small soft">
    {safety.exitSays} {matchMedia("(hover: hover)").matches && safety.exitKey}
  </p>
);
