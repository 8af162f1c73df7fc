/** The dock at the bottom: what was just said by the app, the ten seconds of undo, and the three tabs. */

import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { t } from "../messages/index.ts";
import { type NoticeKey, notice, phase, undo } from "../state.ts";
import { Pen } from "../ui/icons.tsx";
import { TABS } from "../ui/tabs.ts";
import { Arrivals } from "./arrivals.tsx";

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
      <div class="bars">
        <Said />
        {open && <Undo />}
        {open && <Arrivals />}
      </div>
      {open && !writing && <Tabs path={path} />}
    </div>
  );
}

type Sentence = ComponentType<{ says: NoticeKey }>;
/** Where even the sentence could not be fetched. */
const Unloaded: Sentence = () => <p class="inner">{t.unloadedText}</p>;

/** What was just said by the app. The region stands from the start, or it would not be read aloud; its sentences come later. */
function Said() {
  const key = notice.value;
  const [sentence, setSentence] = useState<{ Notice: Sentence } | null>(null);
  useEffect(() => {
    if (key === null || sentence) return;
    void import("./notice.tsx").then(setSentence, () => setSentence({ Notice: Unloaded }));
  }, [key, sentence]);
  return (
    <div class={key && sentence ? "bar" : "unseen"} role="status">
      {key && sentence && <sentence.Notice key={key} says={key} />}
    </div>
  );
}

/** Long before the ten seconds are needed, and after the first paint. */
const UNDO_MS = 500;

function Undo() {
  const [bar, setBar] = useState<{ UndoBar: ComponentType } | null>(null);
  const wanted = undo.value !== null;
  useEffect(() => {
    if (bar) return;
    const timer = setTimeout(() => void import("./undo.tsx").then(setBar, () => undefined), wanted ? 0 : UNDO_MS);
    return () => clearTimeout(timer);
  }, [bar, wanted]);
  return bar && <bar.UndoBar />;
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
