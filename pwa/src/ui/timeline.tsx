/**
 * A timeline of any length that stays light: chunks of forty notes, and only those near the window are in the page. Newest is
 * on top: it opens on what matters, needs no scrolling to the end, and older notes arrive below, where nothing can jump.
 * Chunks are counted from the oldest note, so a new one re-renders only the first.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../messages/index.ts";
import type { TimelineNote } from "../notes.ts";
import { dayName } from "./days.ts";
import { Note } from "./note.tsx";

const CHUNK = 40;
/** A guess for chunks never seen, in pixels a note; corrected by measuring once they were. */
const GUESS = 120;
const MARGIN = "1500px 0px";

type Watch = (near: boolean) => void;
const watched = new WeakMap<Element, Watch>();
let watcher: IntersectionObserver | undefined;

function watch(element: Element, tell: Watch): () => void {
  watcher ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) watched.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: MARGIN },
  );
  watched.set(element, tell);
  watcher.observe(element);
  return () => watcher?.unobserve(element);
}

interface TimelineProps {
  notes: readonly TimelineNote[];
  name: string | null;
  /** While older notes are still arriving none of them counts as new. */
  filling: boolean;
}

export function Timeline({ notes, name, filling }: TimelineProps) {
  const known = useRef<Set<string> | undefined>(undefined);
  known.current ??= new Set(notes.map((note) => note.id));
  const seen = known.current;
  if (filling) for (const note of notes) seen.add(note.id);
  const count = Math.ceil(notes.length / CHUNK);
  return (
    <div class="timeline">
      {Array.from({ length: count }, (_, index) => count - 1 - index).map((chunk) => (
        <Chunk
          key={chunk}
          notes={notes.slice(chunk * CHUNK, (chunk + 1) * CHUNK)}
          newer={notes[(chunk + 1) * CHUNK]}
          first={chunk >= count - 2}
          name={name}
          seen={seen}
        />
      ))}
    </div>
  );
}

interface ChunkProps {
  notes: readonly TimelineNote[];
  newer: TimelineNote | undefined;
  first: boolean;
  name: string | null;
  seen: ReadonlySet<string>;
}

function Chunk({ notes, newer, first, name, seen }: ChunkProps) {
  const box = useRef<HTMLDivElement>(null);
  const height = useRef(notes.length * GUESS);
  const [near, setNear] = useState(first);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    return watch(element, (isNear) => {
      if (!isNear) height.current = element.offsetHeight;
      setNear(isNear);
    });
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (near && element) settle(element, height);
  }, [near]);
  if (!near) return <div ref={box} style={{ height: `${height.current}px` }} />;
  return (
    <div ref={box}>
      {notes.toReversed().map((note, index) => {
        const above = index === 0 ? newer : notes[notes.length - index];
        const newDay = above?.day !== note.day;
        return [
          newDay && <h2 key={`${note.id} day`}>{dayName(note.day)}</h2>,
          (newDay || above?.part !== note.part) && <h3 key={`${note.id} part`}>{t.parts[note.part]}</h3>,
          <Note key={note.id} note={note} name={name} fresh={!note.mine && !seen.has(note.id)} />,
        ];
      })}
    </div>
  );
}

/** WebKit has no scroll anchoring: when a chunk above the window turns out taller than guessed, scroll by the difference. */
function settle(element: HTMLElement, height: { current: number }): void {
  if (!CSS.supports("overflow-anchor", "auto") && element.getBoundingClientRect().top < 0) {
    scrollBy(0, element.offsetHeight - height.current);
  }
  height.current = element.offsetHeight;
}
