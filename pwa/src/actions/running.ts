/**
 * Keeps an open app going: what is on the device goes to the screens, what waits goes to the server, and every trigger
 * that may mean "there is a network again" is listened to. One run at a time; a run asked for meanwhile follows.
 */
import { listen, NoNetwork, post, Refusal } from "../api.ts";
import { momentOf } from "../calendar.ts";
import { database, dropConnection, strictly } from "../database.ts";
import { change, keyring, push, refresh, reopenKeys } from "../keyring.ts";
import { renewDevice, resealStale } from "../outbox.ts";
import { Shelf } from "../shelf.ts";
import {
  filling,
  me,
  missing,
  notes,
  notesReady,
  notice,
  notSent,
  pair,
  pairing,
  phase,
  reachable,
  undo,
} from "../state.ts";
import { fillOnce, follow, type Report, syncOnce } from "../sync.ts";
import { activeSpace } from "../vault.ts";
import { attempt, observe } from "./saying.ts";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;
const WHILE_VISIBLE_MS = 60_000;
const BETWEEN_REFRESHES_MS = 1000;

const shelf = new Shelf();
const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("unsaid");
type Told = "notes" | "vault" | "account";
/** Tell the other tabs what changed on this device. */
export const tellTabs = (what: Told): void => tabs?.postMessage(what);

/** What others do when the app opens, is looked at again, or is left. Filled once, by `starting.ts`. */
export const occasions = {
  opened: [] as (() => unknown)[],
  woken: [] as (() => unknown)[],
  left: [] as (() => unknown)[],
};
const tell = (whom: readonly (() => unknown)[]): void => {
  for (const listener of whom) void listener();
};

// ---- from the device to the screens

let wholeShelf = false;

/** Show what is on this device now. */
export async function refreshNotes(): Promise<void> {
  const keys = keyring();
  if (!keys) return;
  const { timeline, opened } = await shelf.timeline(keys.spaces, momentOf().day, wholeShelf);
  if (!keyring()) return;
  notes.value = timeline.notes;
  missing.value = [...timeline.missing.values()].some((count) => count > 0);
  const refused = new Map(opened.filter((one) => one.waiting === "refused").map((one) => [one.msg_id, one]));
  if (refused.size > 0 || notSent.value.length > 0) {
    const entries = await (await database()).getAll("outbox");
    notSent.value = timeline.notes
      .filter((note) => note.state === "not_sent" && refused.has(note.msg_id))
      .map((note) => ({
        id: note.msg_id,
        note,
        reason: entries.find((entry) => entry.msg_id === note.msg_id)?.problem ?? "refused",
      }));
  }
  notesReady.value = true;
}

/** Show who the two of you are. A space that ended while the app is open is shown as closed at the next opening. */
export async function refreshPair(): Promise<void> {
  // Keys drawn for an invitation that was burned ended before the server knew of them: nobody was ever paired there.
  const cursors = await (await database()).getAll("cursors");
  const begun = new Set(cursors.filter((cursor) => cursor.incarnation !== null).map((cursor) => cursor.space));
  const shared = keyring()?.vault.spaces.filter((space) => space.kind === "shared") ?? [];
  const spaces = shared.filter((space) => space.state === "active" || begun.has(space.id));
  const space = spaces.find((known) => known.state === "active") ?? spaces.at(-1);
  pair.value = space ? { space: space.id, name: space.partner_name ?? null, closed: space.state === "ended" } : null;
}

async function noteEndings(): Promise<void> {
  const ended = new Set(
    (await (await database()).getAll("cursors")).filter((cursor) => cursor.ended).map((cursor) => cursor.space),
  );
  const stale = keyring()?.vault.spaces.filter((space) => space.state === "active" && ended.has(space.id)) ?? [];
  if (stale.length === 0) return;
  await change((vault) => {
    for (const space of vault.spaces) if (ended.has(space.id)) space.state = "ended";
  });
}

// ---- to and from the server

let running: Promise<void> | null = null;
let again = false;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function waitThenSync(afterMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void syncSoon(), afterMs);
}

/** Full jitter: anywhere between nothing and the bound, so that many phones do not come back in step. */
const backoff = (): number => FIRST_WAIT_MS + Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);

/** Leaving goes before everything else. */
async function sendLeaving(): Promise<void> {
  const db = await database();
  for (const flag of await db.getAllKeys("flags")) {
    if (!flag.startsWith("leave ")) continue;
    await post(`/api/spaces/${flag.slice(6)}/leave`).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.problem.type !== "not-found") throw error;
    });
    const transaction = await strictly("flags");
    await Promise.all([transaction.store.delete(flag), transaction.done]);
  }
}

/** See to what a sync found. Answers whether another sync is due at once. */
async function settle(report: Report): Promise<boolean> {
  const keys = keyring();
  if (!keys) return false;
  if (report.wentBack.size > 0) notice.value = "headWentBack";
  const { vault } = report;
  if (vault && (vault.gen !== keys.gen || vault.version !== keys.version)) {
    await attempt(refresh, undefined);
    for (const space of keyring()?.vault.spaces ?? []) await follow(space.id, space.slot);
    await refreshPair();
    tellTabs("vault");
  }
  if (await push()) tellTabs("vault");
  let more = report.stale && (await resealStale(keyring()?.spaces ?? keys.spaces)) > 0;
  for (const space of report.cloned) {
    const cloned = keyring()?.spaces.get(space);
    if (!cloned || cloned.ended) continue;
    await renewDevice(cloned);
    more = true;
  }
  return more;
}

async function show(report: Report): Promise<void> {
  if (report.changed.size === 0) return;
  tellTabs("notes");
  await refreshNotes();
}

/** Older notes, page by page. Screens follow now and then and at the end: folding all of them for each page is wasted. */
async function fillUp(): Promise<void> {
  const changed: Report["changed"] = new Set();
  let shown = 0;
  while (filling.value && keyring()) {
    const older = await fillOnce();
    for (const space of older.changed) changed.add(space);
    filling.value = older.filling;
    if (changed.size === 0 || (older.filling && Date.now() - shown < BETWEEN_REFRESHES_MS)) continue;
    await show({ ...older, changed });
    changed.clear();
    shown = Date.now();
  }
}

async function run(): Promise<void> {
  do {
    again = false;
    try {
      await sendLeaving();
      const report = await syncOnce();
      reachable.value = true;
      failures = 0;
      if (me.value && !me.value.session) me.value = { ...me.value, session: true };
      await show(report);
      again = (await settle(report)) || again;
      filling.value = report.filling;
      await fillUp();
      waitThenSync(document.hidden ? LONGEST_WAIT_MS : WHILE_VISIBLE_MS);
    } catch (error) {
      observe(error);
      if (error instanceof Refusal && error.problem.type === "signed-out") return; // writing goes on; the passkey brings it back
      if (!(error instanceof NoNetwork || error instanceof Refusal)) throw error;
      failures += 1;
      const asked = error instanceof Refusal && error.retryAfter !== null ? error.retryAfter * 1000 : 0;
      waitThenSync(Math.max(asked, backoff()));
      return;
    }
  } while (again);
}

/** Sync now, or once more when the running one is done. Never throws. */
export function syncSoon(): Promise<void> {
  if (!keyring()) return Promise.resolve();
  again = true;
  running ??= run()
    .catch(observe)
    .finally(() => {
      running = null;
    });
  return running;
}

/** Sync and say whether it went through. */
export async function syncNow(): Promise<void> {
  await syncSoon();
}

/** A trigger: something may have changed outside, so earlier failures say nothing any more. */
const wake = (): void => {
  failures = 0;
  void syncSoon();
  tell(occasions.woken);
};

// ---- the live stream: one tab of this browser holds it, while it can be seen

let quiet: (() => void) | null = null;

function listenWhileVisible(): void {
  if (document.hidden || quiet || !keyring()) return;
  const stop = new AbortController();
  quiet = () => {
    quiet = null;
    stop.abort();
  };
  const held = () =>
    new Promise<void>((done) => {
      const end = listen((space, head) => {
        void database()
          .then((db) => db.get("cursors", space))
          .then((cursor) => {
            if (cursor && head > cursor.tail) void syncSoon();
          });
      });
      stop.signal.addEventListener("abort", () => {
        end();
        done();
      });
    });
  navigator.locks.request("unsaid-live", { signal: stop.signal }, held).catch(() => undefined);
}

function visibilityChanged(): void {
  if (document.hidden) {
    tell(occasions.left);
    quiet?.();
    void dropConnection();
  } else {
    listenWhileVisible();
    wake();
    atOpening();
  }
}

let listening = false;
function listenToTriggers(): void {
  if (listening) return;
  listening = true;
  document.addEventListener("visibilitychange", visibilityChanged);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
  addEventListener("pagehide", () => tell(occasions.left));
  tabs?.addEventListener("message", (event: MessageEvent<Told>) => {
    if (event.data === "account") location.reload();
    else if (keyring())
      void (event.data === "vault" ? reopenKeys().then(refreshPair) : Promise.resolve()).then(refreshNotes);
  });
}

/** The keys are open: show what is here, then look outside. */
export async function enterOpen(): Promise<void> {
  for (const space of keyring()?.vault.spaces ?? []) await follow(space.id, space.slot);
  await noteEndings();
  await refreshPair();
  await refreshNotes();
  phase.value = "open";
  listenToTriggers();
  listenWhileVisible();
  tell(occasions.opened);
  // The newest screenful stands; the rest follows, and does not wait for the network.
  wholeShelf = true;
  void refreshNotes();
  atOpening();
}

/** The first sync of an opening: only now is it said that the shared space was closed meanwhile. */
function atOpening(): void {
  void syncSoon().then(async () => {
    await noteEndings();
    await refreshPair();
    await refreshNotes();
  });
}

/** Take every word off the screens and out of memory. */
export async function leaveOpen(): Promise<void> {
  clearTimeout(timer);
  quiet?.();
  shelf.clear();
  wholeShelf = false;
  notes.value = notSent.value = [];
  [notesReady.value, filling.value, pair.value, undo.value, pairing.value] = [
    false,
    false,
    null,
    null,
    { step: "none" },
  ];
  await running;
}

/** Leave the two of you: at once where there is a network, first of all where there is none. */
export const leave = (): Promise<boolean> =>
  attempt(async () => {
    const space = activeSpace(keyring()?.vault ?? { v: 1, spaces: [], passkeys: [], settings: {} }, "shared");
    if (!space) return false;
    const transaction = await strictly("flags");
    await Promise.all([transaction.store.put("yes", `leave ${space.id}`), transaction.done]);
    await change((vault) => {
      for (const known of vault.spaces) if (known.id === space.id) known.state = "ended";
    });
    await refreshPair();
    await syncSoon();
    const waiting = (await (await database()).get("flags", `leave ${space.id}`)) !== undefined;
    notice.value = waiting ? "leftQueued" : null;
    return true;
  }, false);
