/**
 * From the device to the screens: what this device holds is opened and folded, what the log asks of this device is carried out, and
 * the signals say who the two of you are. The network is `syncing.ts`, the triggers are `waking.ts`.
 */
import { momentOf } from "../calendar.ts";
import type { Due } from "../carrying.ts";
import { database, type Wish } from "../database.ts";
import { type Keyring, keyring, type SpaceKeys } from "../keyring.ts";
import type { Timeline } from "../notes.ts";
import { type OnlyHere, onlyHere } from "../only_here.ts";
import { toldWishes } from "../outbox.ts";
import type { Opened } from "../reader.ts";
import { Shelf } from "../shelf.ts";
import {
  between,
  cameBack,
  filling,
  mineLocked,
  missing,
  notes,
  notesReady,
  notSent,
  pair,
  settings,
} from "../state.ts";
import { observe } from "./saying.ts";

const LONGEST_STEP_MS = 100;

const shelf = new Shelf();
const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("unsaid");
type Told = "notes" | "ended" | "vault" | "account";
/** Tell the other tabs what changed on this device. */
export const tellTabs = (what: Told): void => tabs?.postMessage(what);
/** Hear what another tab changed on this device. */
export const whenTold = (heard: (what: Told) => void): void =>
  tabs?.addEventListener("message", (event: MessageEvent<Told>) => heard(event.data));

/** What others do when the app opens, is looked at again, is left, or has something to tell. Filled once, by `starting.ts`. */
export const occasions = {
  opened: [] as (() => unknown)[],
  woken: [] as (() => unknown)[],
  left: [] as (() => unknown)[],
  due: [] as (() => unknown)[],
};
export const tell = (whom: readonly (() => unknown)[]): void => {
  for (const listener of whom) void listener();
};

let wholeShelf = false;
let opened: readonly Opened[] = [];
/** Everything this device has opened so far. */
export const openedSoFar = (): readonly Opened[] => opened;

/** The spaces that may be read now: while *Just mine* is locked, nothing of the private one is opened. */
const readable = (keys: Keyring): ReadonlyMap<string, SpaceKeys> =>
  mineLocked.value ? new Map([...keys.spaces].filter(([, space]) => space.kind !== "private")) : keys.spaces;

const isOver = () => true;
/** When nothing else happens. Answers a question: is that over? */
const idle = (): Promise<() => boolean> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === "undefined") setTimeout(done, 0, isOver);
    else requestIdleCallback((time) => done(() => time.timeRemaining() === 0), { timeout: LONGEST_STEP_MS });
  });

let deepening = false;
/** Open the older notes while nothing else happens; the screens follow once, at the end. */
async function deepen(): Promise<void> {
  let more = false;
  deepening = true;
  try {
    let isTimeUp = isOver;
    for (;;) {
      // As many steps as the pause has room for: waiting for another one takes longer than a step does.
      if (isTimeUp()) isTimeUp = await idle();
      const keys = keyring();
      const step = keys && (await shelf.deeper(readable(keys)));
      if (!step) break;
      more ||= step === "opened";
    }
  } finally {
    deepening = false;
  }
  // That there is nothing older is news, too: what the two said of themselves may be told only now.
  const untold = between.value === null && pair.value !== null && !pair.value.closed;
  if (more || untold) await showNotes();
}

/** Show what is on this device now: what is new at once, what is older as it is opened. */
export async function refreshNotes(): Promise<void> {
  await showNotes();
  goOn();
}

function goOn(): void {
  if (wholeShelf && !deepening) void deepen().catch(observe);
}

let shownOn = "";
async function showNotes(): Promise<void> {
  const keys = keyring();
  if (!keys) return;
  const locked = mineLocked.value;
  const today = momentOf().day;
  const opening: Promise<OnlyHere[]> | [] = locked ? [] : onlyHere(keys.local, today);
  const [told, here] = await Promise.all([toldWishes(), opening]);
  const read = await shelf.timeline(readable(keys), today, false, here);
  if (!keyring()) return;
  if (mineLocked.value !== locked) return showNotes();
  opened = read.opened;
  const { timeline } = read;
  // On another day the same notes read differently.
  notes.value = today === shownOn ? timeline.notes : [...timeline.notes];
  shownOn = today;
  showBetween(timeline);
  missing.value = [...timeline.missing.values()].some((count) => count > 0);
  if (!locked) cameBack.value = timeline.cameBack;
  notSent.value = opened.filter((one) => one.waiting === "refused");
  notesReady.value = true;
  void tend(timeline, told).catch(observe);
}

const UNTOLD = { ways: null, joint: false };
const UNTOLD_BETWEEN = { mine: UNTOLD, theirs: UNTOLD };
let betweenIn = "";
/** The last card may be older than what was opened so far: until everything was, nothing is said about it. */
function showBetween({ between: told, missing: complete }: Timeline): void {
  const two = pair.value;
  if (!two || two.closed || two.space !== betweenIn) between.value = null;
  betweenIn = two?.space ?? "";
  if (two && !two.closed && complete.has(two.space)) between.value = told.get(two.space) ?? UNTOLD_BETWEEN;
}

let tending = false;
/** See to what the log asks of this device. Nobody waits for it, and what it leaves undone is due at the next look. */
async function tend(due: Due, told: readonly Wish[]): Promise<void> {
  const keys = keyring();
  if (!keys || tending) return;
  tending = true;
  const carried = async () => {
    await idle();
    const { carryOut } = await import("../carrying.ts");
    return carryOut(keys, due, told, opened);
  };
  const done = await carried().finally(() => {
    tending = false;
  });
  if (done.wishing) tell(occasions.due);
  if (done.letGo) {
    tellTabs("ended");
    await readAnew();
  } else if (done.changed) await refreshNotes();
}

/** An ended space is read once: what goes from it all the same is seen by reading it again. */
export async function readAnew(): Promise<void> {
  shelf.clear();
  await refreshNotes();
}

/** The rest may be opened now, behind the newest screenful. */
export function openAll(): void {
  wholeShelf = true;
  goOn();
}

/** Take every word off the screens and out of memory. */
export function closeShelf(): void {
  shelf.clear();
  wholeShelf = notesReady.value = filling.value = mineLocked.value = false;
  opened = notes.value = notSent.value = [];
  cameBack.value = new Set();
  between.value = null;
}

/** *Just mine* goes off the screens and out of memory, until the passkey opens it. */
export function hideMine(): void {
  mineLocked.value = true;
  shelf.clear();
  notes.value = notes.value.filter((note) => note.shared);
  notSent.value = notSent.value.filter((one) => one.shared);
  opened = opened.filter((one) => one.shared);
}

/** What I chose, as the vault has it now. */
function showSettings(): void {
  const raw = keyring()?.vault.settings ?? {};
  const { mine_lock, hints, resurface } = raw;
  settings.value = { mine_lock: mine_lock === true, hints: hints !== false, resurface: resurface === true, raw };
  if (!settings.value.mine_lock) mineLocked.value = false;
}

/** Show who the two of you are. A space that ended while the app is open is shown as closed at the next opening. */
export async function refreshPair(): Promise<void> {
  showSettings();
  // Keys drawn for an invitation that was burned ended before the server knew of them: nobody was ever paired there.
  const cursors = await (await database()).getAll("cursors");
  const begun = new Set(cursors.filter((cursor) => cursor.incarnation !== null).map((cursor) => cursor.space));
  const shared = keyring()?.vault.spaces.filter((space) => space.kind === "shared") ?? [];
  const spaces = shared.filter((space) => space.state === "active" || begun.has(space.id));
  const space = spaces.find((known) => known.state === "active") ?? spaces.at(-1);
  pair.value = space ? { space: space.id, name: space.partner_name ?? null, closed: space.state === "ended" } : null;
}
