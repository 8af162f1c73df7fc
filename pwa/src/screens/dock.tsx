/** The dock at the bottom: what was just said by the app, the ten seconds of undo, and the three tabs. */

import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { t } from "../messages/index.ts";
import { phase } from "../state.ts";
import { Pen } from "../ui/icons.tsx";
import { TABS } from "../ui/tabs.ts";
import { Arrivals } from "./arrivals.tsx";
import { Notice } from "./notice.tsx";
import { UndoBar } from "./undo.tsx";

export function Dock() {
  const { path } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The sheet's own bar stands on the dock, and focus never scrolls under it.
    const size = new ResizeObserver(([entry]) => {
      const height = entry?.borderBoxSize[0]?.blockSize ?? 0;
      document.documentElement.style.setProperty("--dock", `${height}px`);
    });
    if (box.current) size.observe(box.current);
    return () => size.disconnect();
  }, []);
  const open = phase.value === "open";
  const writing = path.startsWith("/write");
  return (
    <div ref={box} class={!open && path === "/" ? "dock still" : "dock"}>
      {open && (path === "/us" || path === "/mine") && (
        <nav aria-label={t.write}>
          <a class="pen" href="/write" aria-label={t.write}>
            <Pen />
          </a>
        </nav>
      )}
      <Notice />
      {open && <UndoBar />}
      {open && <Arrivals />}
      {open && !writing && <Tabs path={path} />}
    </div>
  );
}

function Tabs({ path }: { path: string }) {
  return (
    <nav class="tabs" aria-label={t.tabs}>
      <div class="inner">
        {TABS.map(([href, name]) => (
          <a key={href} href={href} aria-current={path === href ? "page" : undefined}>
            {name}
          </a>
        ))}
      </div>
    </nav>
  );
}
