/** The dock at the bottom: what was just said by the app, the ten seconds of undo, and the three tabs. */

import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { t } from "../messages/index.ts";
import { notice, phase } from "../state.ts";
import { Pen } from "../ui/icons.tsx";
import { tabs } from "../ui/tabs.ts";
import { useLater } from "./after.ts";

export function Dock() {
  const { path } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The sheet's own bar stands on the dock, and focus never scrolls under it.
    const size = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
      document.documentElement.style.setProperty("--dock", `${height}px`);
      // A bar that comes up must not cover what a keyboard has just reached.
      document.querySelector(":focus-visible:not([tabindex])")?.scrollIntoView({ block: "nearest" });
    });
    if (box.current) size.observe(box.current);
    return () => size.disconnect();
  }, []);
  const open = phase.value === "open";
  const writing = /^\/(write|kind|prompt)/.test(path);
  // Where the static first screen stood, the question stays; what is locked is another screen.
  const still = path === "/" && (phase.value === "starting" || phase.value === "out");
  return (
    <div ref={box} class={still ? "dock still" : "dock"}>
      {open && (path === "/us" || path === "/mine") && (
        <nav aria-label={t.write}>
          <a class="pen" href="/write" aria-label={t.write}>
            <Pen />
          </a>
        </nav>
      )}
      <div class="bars">
        <Said />
        {open && <Waiting />}
      </div>
      {open && !writing && <Tabs path={path} />}
    </div>
  );
}

/** What was just said by the app. The region stands from the start, or it would not be read aloud; its sentences come later. */
function Said() {
  const key = notice.value;
  const later = useLater(key);
  const says = key !== null && later !== null;
  return (
    <div class={says ? "bar" : "unseen"} role="status">
      {says && (later ? <later.Notice key={key} says={key} /> : <p class="inner">{t.unloadedText}</p>)}
    </div>
  );
}

/** The ten seconds of undo, and what arrives, said aloud. */
function Waiting() {
  const later = useLater();
  return (
    later && (
      <>
        <later.UndoBar />
        <later.Arrivals />
      </>
    )
  );
}

function Tabs({ path }: { path: string }) {
  return (
    <nav class="tabs" aria-label={t.tabs}>
      <div class="inner">
        {tabs().map(([href, name]) => (
          <a key={href} href={href} aria-current={path === href ? "page" : undefined}>
            {name}
          </a>
        ))}
      </div>
    </nav>
  );
}
