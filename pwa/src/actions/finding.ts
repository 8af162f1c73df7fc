/**
 * Searching the notes that are on the screens. A thread of its own holds their words from the first search of a visit on; locking
 * and signing out end it, and with it all it knows. Notes that leave the screens' list, as *Just mine* does when it is locked,
 * leave the thread too.
 */
import type { Content, Word } from "../kinds.ts";
import { wordName } from "../messages/index.ts";
import type { Asked } from "../search.ts";
import thread from "../search.worker.ts?worker&url";
import { notes, phase, type TimelineNote } from "../state.ts";
import { scriptAddress } from "../trusted.ts";

/** So many notes are handed over at a time while nothing else happens. */
const HANDFUL = 500;

let worker: Worker | null = null;
/** What the thread knows of. */
const told = new Map<string, TimelineNote>();
const asked = new Map<number, (found: ReadonlySet<string> | null) => void>();
let n = 0;

function saidIn(content: Content): string {
  if (content.k === "copy") return saidIn(content.of);
  if (content.k === "feeling") return [...content.words.map((word: Word) => wordName(word)), content.because].join(" ");
  return content.k === "unknown" ? "" : content.text;
}
const textOf = ({ content, answers }: TimelineNote): string =>
  content ? [saidIn(content), ...answers.map(({ text }) => text)].join(" ") : "";

/** The list the thread is told of, and how far that went. */
let list: readonly TimelineNote[] = [];
let at = 0;

/** What the thread does not know yet, of at most so many notes. */
function news(most: number): Asked {
  const gone: string[] = [];
  if (list !== notes.value) {
    [list, at] = [notes.value, 0];
    const here = new Set(list.map(({ id }) => id));
    for (const id of told.keys()) if (!here.has(id)) gone.push(id);
    for (const id of gone) told.delete(id);
  }
  const put: [string, string][] = [];
  for (let note = list[at]; note && put.length < most; at += 1, note = list[at]) {
    if (told.get(note.id) === note) continue;
    told.set(note.id, note);
    put.push([note.id, textOf(note)]);
  }
  return { put, gone };
}

function end(): void {
  worker?.terminate();
  worker = null;
  told.clear();
  list = [];
  for (const answer of asked.values()) answer(null);
  asked.clear();
}

let feeding = false;
function feed(): void {
  if (feeding || !worker) return;
  feeding = true;
  const later = typeof requestIdleCallback === "undefined" ? setTimeout : requestIdleCallback;
  later(() => {
    feeding = false;
    const { put = [], gone = [] } = news(HANDFUL);
    if (put.length + gone.length > 0) worker?.postMessage({ put, gone } satisfies Asked);
    if (put.length > 0) feed();
  });
}

/** Someone is about to search: have the words ready. */
export function readySearch(): void {
  if (worker) return;
  worker = new Worker(scriptAddress(thread), { type: "module" });
  worker.onerror = end;
  worker.onmessage = ({ data: [to, found] }: MessageEvent<[number, string[]]>) => {
    asked.get(to)?.(new Set(found));
    asked.delete(to);
  };
  feed();
}
notes.subscribe(feed);
phase.subscribe((now) => {
  if (now !== "open") end();
});

/** The ids of the notes that have all these words. null: the search can't run, or was ended. */
export function search(words: string): Promise<ReadonlySet<string> | null> {
  readySearch();
  return new Promise((answer) => {
    n += 1;
    asked.set(n, answer);
    worker?.postMessage({ ...news(Number.POSITIVE_INFINITY), find: words, n } satisfies Asked);
  });
}
