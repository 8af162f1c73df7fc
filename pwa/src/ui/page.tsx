/** One screen: its title in the tab, its heading, and where focus goes when the person arrives. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../messages/index.ts";

/** The screen the app opened with keeps the browser's own focus; every later one takes it. */
let opened = false;

/** Sets the document's title and moves focus to the referenced element whenever `title` changes. */
export function useArrival<Target extends HTMLElement>(title: string) {
  const target = useRef<Target>(null);
  // Before the paint: once the screen can be seen, the focus must not move under a hand that has begun.
  useLayoutEffect(() => {
    document.title = title === t.brand ? title : t.titled(title);
    if (opened) target.current?.focus({ preventScroll: true });
    opened = true;
  }, [title]);
  return target;
}

interface PageProps {
  title: string;
  kind?: string;
  /** One quiet thing on the line of the title. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, kind = "", beside, children }: PageProps) {
  const heading = useArrival<HTMLHeadingElement>(title);
  const name = (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
  return (
    <main class={`page ${kind}`}>
      {beside ? (
        <div class="title">
          {name}
          {beside}
        </div>
      ) : (
        name
      )}
      {children}
    </main>
  );
}

/** A titled part of a page. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A short list of plain points. */
export const Points = ({ points }: { points: readonly string[] }) => (
  <ul class="points">
    {points.map((point) => (
      <li key={point}>{point}</li>
    ))}
  </ul>
);
