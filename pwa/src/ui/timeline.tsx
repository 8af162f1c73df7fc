/**
 * A timeline of any length that stays light: only what is near the window is in the page. Far away, a stretch of hundreds of notes
 * is one empty box; nearer, each chunk of twenty is one; at the window, notes are notes. Newest is on top: it opens on what matters,
 * needs no scrolling to the end, and older notes arrive below, where nothing can jump.
 * Parts are counted from a note that was here first, so that neither new notes nor older ones shift the others, and a part whose
 * notes are the same objects as before is not looked at again.
 */
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { momentOf } from "../calendar.ts";
import { t } from "../messages/index.ts";
import type { TimelineNote } from "../notes.ts";
import { dayName } from "./days.ts";
import { Note } from "./note.tsx";

const STRETCH = 400;
const CHUNK = 20;
type Size = typeof STRETCH | typeof CHUNK;
/** How far from the window a part is taken in, in pixels. */
const MARGIN = { [STRETCH]: 6000, [CHUNK]: 2000 };
/** A guess for parts never seen, in pixels a note; corrected by measuring once they were. */
const GUESS = 120;
/** So many frames a heading is kept in its place while chunks around it come in and turn out taller than guessed. */
const STEADY_FRAMES = 20;

/** How tall parts were when they were last seen, by size and oldest note: whoever comes back finds the page about as long. */
const heights = new Map<string, number>();

type Watch = (near: boolean) => void;
const watched = new WeakMap<Element, Watch>();
const watchers = new Map<Size, IntersectionObserver>();

function watcherFor(size: Size): IntersectionObserver {
  const known = watchers.get(size);
  if (known) return known;
  const tell = (entries: readonly IntersectionObserverEntry[]) => {
    for (const entry of entries) watched.get(entry.target)?.(entry.isIntersecting);
  };
  const watcher = new IntersectionObserver(tell, { rootMargin: `${MARGIN[size]}px 0px` });
  watchers.set(size, watcher);
  return watcher;
}

function watch(element: Element, size: Size, tell: Watch): () => void {
  const watcher = watcherFor(size);
  watched.set(element, tell);
  watcher.observe(element);
  return () => watcher.unobserve(element);
}

interface TimelineProps {
  notes: readonly TimelineNote[];
  name: string | null;
  /** Go to the newest note of this day, or the nearest one before it; each new object goes there anew. */
  goal?: { day: string } | null;
}

export function Timeline({ notes, name, goal = null }: TimelineProps) {
  const anchor = useRef("");
  const newest = useRef<number | null>(null);
  // What came after this was opened is new; older notes that are opened later are not.
  newest.current ??= Math.max(0, ...notes.slice(-CHUNK).map(({ seq }) => seq ?? 0));
  const [wanted, setWanted] = useState<number | null>(null);
  const base = baseOf(notes, anchor);
  useLayoutEffect(() => {
    if (!goal) return;
    const index = Math.max(
      0,
      notes.findLastIndex((note) => note.day <= goal.day),
    );
    setWanted(index - base);
    return steady(`on-${notes[index]?.day}`, () => setWanted(null));
  }, [goal]);
  const shown = { name, today: momentOf().day, since: newest.current };
  return (
    <div class="timeline">{useParts(STRETCH, { ...shown, notes, newer: undefined, base, wanted, first: true })}</div>
  );
}

/** Some notes in a row, oldest first. */
interface Run {
  notes: readonly TimelineNote[];
  /** The one that follows them: it decides whether a day begins here. */
  newer: TimelineNote | undefined;
  /** Where the note stands that parts are counted from. */
  base: number;
  /** The note to go to, counted from `base`. */
  wanted: number | null;
  /** They begin at the top of the page. */
  first: boolean;
  name: string | null;
  /** Another day, and "Today" is another one. */
  today: string;
  since: number;
}

/** Parts of `size`, newest first. One that would look the same as before is the same node, and nobody looks inside. */
function useParts(size: Size, now: Run): VNode[] {
  const before = useRef<{ run: Run; parts: Map<number, VNode> } | undefined>(undefined);
  const known = before.current;
  const parts = new Map<number, VNode>();
  const { notes, newer, base, wanted, first, ...shown } = now;
  const partOf = (index: number) => Math.floor((index - base) / size);
  const goal = wanted === null ? null : Math.floor(wanted / size);
  const top = partOf(notes.length - 1);
  for (let part = top, last = partOf(0); part >= last; part -= 1) {
    const from = Math.max(0, base + part * size);
    const to = base + (part + 1) * size;
    const same = known && part !== goal && isSame(known.run, now, from, to) && known.parts.get(part);
    const run: Run = {
      ...shown,
      notes: notes.slice(from, to),
      newer: to < notes.length ? notes[to] : newer,
      base: base + part * size - from,
      wanted: part === goal && wanted !== null ? wanted - part * size : null,
      first: first && part === top,
    };
    parts.set(part, same || <Part key={part} size={size} run={run} />);
  }
  before.current = { run: now, parts };
  return [...parts.values()];
}

function isSame(known: Run, now: Run, from: number, to: number): boolean {
  if (known.name !== now.name || known.today !== now.today || known.wanted !== now.wanted) return false;
  const shift = known.base - now.base;
  if (from > 0 !== from + shift > 0) return false;
  const [ours, theirs] = [now.notes, known.notes];
  const end = Math.min(to, ours.length);
  for (let index = from; index < end; index += 1) if (ours[index] !== theirs[index + shift]) return false;
  // With the newer note above.
  const above = ours[end];
  return above === theirs[end + shift] && (above !== undefined || now.newer === known.newer);
}

/** Where the note stands that parts are counted from; another is taken when it is gone. */
function baseOf(notes: readonly TimelineNote[], anchor: { current: string }): number {
  // It is among the newest: the first that were opened.
  const found = notes.findLastIndex((note) => note.id === anchor.current);
  if (found < 0) anchor.current = notes[0]?.id ?? "";
  return Math.max(0, found);
}

/** A part as it is, if it is near the window; else a box as tall. */
function Part({ size, run }: { size: Size; run: Run }) {
  const box = useRef<HTMLDivElement>(null);
  const name = `${size} ${run.notes[0]?.id}`;
  const height = heights.get(name) ?? run.notes.length * GUESS;
  const [isNear, setNear] = useState(run.first);
  const near = isNear || run.wanted !== null;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    return watch(element, size, (comes) => {
      if (!comes) heights.set(name, element.offsetHeight);
      setNear(comes);
    });
  }, [name]);
  useLayoutEffect(() => {
    const element = box.current;
    if (near && element) settle(element, height);
  }, [near]);
  if (!near) return <div ref={box} style={{ height: `${height}px` }} />;
  return <div ref={box}>{size === CHUNK ? <Chunk {...run} /> : <Stretch {...run} />}</div>;
}

const Stretch = (run: Run) => <>{useParts(CHUNK, run)}</>;

function Chunk({ notes, newer, name, since }: Run) {
  return (
    <>
      {/* Flat: a list in a list has no key of its own, and one more note on top would make every note below it anew. */}
      {notes.toReversed().flatMap((note, index) => {
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
    </>
  );
}

/** WebKit has no scroll anchoring: when a part above the window turns out taller than guessed, scroll by the difference. */
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
