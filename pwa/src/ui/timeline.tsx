/**
 * A timeline of any length that stays light: chunks of twenty notes, and only those near the window are in the page. Newest is
 * on top: it opens on what matters, needs no scrolling to the end, and older notes arrive below, where nothing can jump.
 * Chunks are counted from a note that was here first, so that neither new notes nor older ones shift the others, and a chunk whose
 * notes are the same objects as before is not looked at again.
 */
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { momentOf } from "../calendar.ts";
import { t } from "../messages/index.ts";
import type { TimelineNote } from "../notes.ts";
import { dayName } from "./days.ts";
import { Note } from "./note.tsx";

const CHUNK = 20;
/** A guess for chunks never seen, in pixels a note; corrected by measuring once they were. */
const GUESS = 120;
const MARGIN = "2000px 0px";
/** So many frames a heading is kept in its place while chunks around it come in and turn out taller than guessed. */
const STEADY_FRAMES = 20;

/** How tall chunks were when they were last seen, by their oldest note: whoever comes back finds the page about as long. */
const heights = new Map<string, number>();

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
  /** Go to the newest note of this day, or the nearest one before it; each new object goes there anew. */
  goal?: { day: string } | null;
}

export function Timeline({ notes, name, goal = null }: TimelineProps) {
  const anchor = useRef("");
  const before = useRef<Shown | undefined>(undefined);
  const newest = useRef<number | null>(null);
  // What came after this was opened is new; older notes that are opened later are not.
  newest.current ??= Math.max(0, ...notes.slice(-CHUNK).map(({ seq }) => seq ?? 0));
  const [wanted, setWanted] = useState<number | null>(null);
  const base = baseOf(notes, anchor);
  const chunkOf = (index: number) => Math.floor((index - base) / CHUNK);
  useLayoutEffect(() => {
    if (!goal) return;
    const index = Math.max(
      0,
      notes.findLastIndex((note) => note.day <= goal.day),
    );
    setWanted(chunkOf(index));
    return steady(`on-${notes[index]?.day}`, () => setWanted(null));
  }, [goal]);
  const known = before.current;
  const now: Shown = { notes, name, today: momentOf().day, base, wanted, chunks: new Map() };
  const top = chunkOf(notes.length - 1);
  for (let chunk = top, last = chunkOf(0); chunk >= last; chunk -= 1) {
    const [from, to] = [Math.max(0, base + chunk * CHUNK), base + (chunk + 1) * CHUNK];
    const same = known && isSame(known, now, chunk, from, to) && known.chunks.get(chunk);
    const props = { name, first: chunk === top, wanted: chunk === wanted, since: newest.current };
    now.chunks.set(chunk, same || <Chunk key={chunk} notes={notes.slice(from, to)} newer={notes[to]} {...props} />);
  }
  before.current = now;
  return <div class="timeline">{[...now.chunks.values()]}</div>;
}

/** What was shown last. A chunk that would look the same is the same node, and nobody looks inside. */
interface Shown {
  notes: readonly TimelineNote[];
  name: string | null;
  /** Another day, and "Today" is another one. */
  today: string;
  base: number;
  wanted: number | null;
  chunks: Map<number, VNode>;
}

function isSame(known: Shown, now: Shown, chunk: number, from: number, to: number): boolean {
  if (known.name !== now.name || known.today !== now.today || (known.wanted === chunk) !== (now.wanted === chunk))
    return false;
  const shift = known.base - now.base;
  if (from > 0 !== from + shift > 0) return false;
  // With the newer note above: it decides whether a day begins here.
  for (let at = from; at <= to; at += 1) if (now.notes[at] !== known.notes[at + shift]) return false;
  return true;
}

/** Where the note stands that chunks are counted from; another is taken when it is gone. */
function baseOf(notes: readonly TimelineNote[], anchor: { current: string }): number {
  const found = notes.findIndex((note) => note.id === anchor.current);
  if (found < 0) anchor.current = notes[0]?.id ?? "";
  return Math.max(0, found);
}

interface ChunkProps {
  notes: readonly TimelineNote[];
  newer: TimelineNote | undefined;
  first: boolean;
  wanted: boolean;
  name: string | null;
  since: number;
}

function Chunk({ notes, newer, first, wanted, name, since }: ChunkProps) {
  const box = useRef<HTMLDivElement>(null);
  const oldest = notes[0]?.id ?? "";
  const height = heights.get(oldest) ?? notes.length * GUESS;
  const [isNear, setNear] = useState(first);
  const near = isNear || wanted;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    return watch(element, (comes) => {
      if (!comes) heights.set(oldest, element.offsetHeight);
      setNear(comes);
    });
  }, [oldest]);
  useLayoutEffect(() => {
    const element = box.current;
    if (near && element) settle(element, height);
  }, [near]);
  if (!near) return <div ref={box} style={{ height: `${height}px` }} />;
  return (
    <div ref={box}>
      {notes.toReversed().map((note, index) => {
        const above = index === 0 ? newer : notes[notes.length - index];
        const newDay = above?.day !== note.day;
        return [
          newDay && (
            <h2 key={`${note.id} day`} id={`on-${note.day}`} tabIndex={-1}>
              {dayName(note.day)}
            </h2>
          ),
          (newDay || above?.part !== note.part) && <h3 key={`${note.id} part`}>{t.parts[note.part]}</h3>,
          <Note key={note.id} note={note} name={name} fresh={!note.mine && (note.seq ?? 0) > since} />,
        ];
      })}
    </div>
  );
}

/** WebKit has no scroll anchoring: when a chunk above the window turns out taller than guessed, scroll by the difference. */
function settle(element: HTMLElement, guessed: number): void {
  // Measuring where the browser does it itself would lay the page out twice.
  if (CSS.supports("overflow-anchor", "auto") || element.getBoundingClientRect().top >= 0) return;
  scrollBy(0, element.offsetHeight - guessed);
}

/** Bring the element with this id to the top of the window, move focus there, and hold it while the page around it settles. */
function steady(id: string, done: () => void): () => void {
  let left = STEADY_FRAMES;
  let frame = 0;
  const hold = () => {
    const element = document.getElementById(id);
    element?.scrollIntoView({ block: "start" });
    if (element && element !== document.activeElement) element.focus({ preventScroll: true });
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(hold);
    else done();
  };
  frame = requestAnimationFrame(hold);
  return () => cancelAnimationFrame(frame);
}
