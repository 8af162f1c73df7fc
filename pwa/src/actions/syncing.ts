/** To and from the server: one run at a time; a run asked for meanwhile follows. After a failure it waits, longer each time. */
import { NoNetwork, Refusal } from "../api.ts";
import { database } from "../database.ts";
import { keyring, push, refresh } from "../keyring.ts";
import { filling, me, notice, reachable } from "../state.ts";
import { fillOnce, type Report, syncOnce } from "../sync.ts";
import { followAll } from "./closing.ts";
import { refreshNotes, refreshPair, tellTabs } from "./running.ts";
import { attempt, observe } from "./saying.ts";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 300_000;
const WHILE_VISIBLE_MS = 60_000;
const BETWEEN_REFRESHES_MS = 1000;
/** Sealing anew helps soon or not at all: what is refused after that waits for the next look, like everything else. */
const MOST_RESEALED = 5;

let running: Promise<void> | null = null;
let again = false;
let failures = 0;
let resealed = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function waitThenSync(afterMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void syncSoon(), afterMs);
}

/** Full jitter: anywhere between nothing and the bound, so that many phones do not come back in step. */
const backoff = (): number => FIRST_WAIT_MS + Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);

/** What the server's vault is refused for is said; a network that failed is tried again. */
const shown = <Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> =>
  act().catch((error: unknown) => {
    if (!keyring() || error instanceof NoNetwork || error instanceof Refusal) throw error;
    return attempt<Answer | undefined>(() => Promise.reject(error), undefined);
  });

/** See to what a sync found. Answers whether another sync is due at once. */
async function settle(report: Report): Promise<boolean> {
  const keys = keyring();
  if (!keys) return false;
  if (report.wentBack.size > 0) notice.value = "headWentBack";
  const { vault } = report;
  if (vault && vault.gen > keys.gen) {
    await (await import("./catching_up.ts")).fallBehind();
    if (!keyring()) return false;
  } else if (vault && (vault.gen !== keys.gen || vault.version !== keys.version)) {
    await shown(refresh);
    await followAll();
    await refreshPair();
    tellTabs("vault");
  }
  if (keys.vault.spaces.some(({ pending }) => pending)) {
    const { promote } = await import("../pairing/renewal.ts");
    if (await promote(report.epochs)) {
      await refreshNotes();
      tellTabs("vault");
    }
  }
  if (await shown(push)) tellTabs("vault");
  if (!report.stale && report.cloned.size === 0) return false;
  const { renewDevice, resealStale } = await import("../resealing.ts");
  let more = report.stale && (await resealStale(keyring()?.spaces ?? keys.spaces)) > 0;
  for (const space of report.cloned) {
    const cloned = keyring()?.spaces.get(space);
    if (!cloned || cloned.ended) continue;
    await renewDevice(cloned);
    more = true;
  }
  return more;
}

/** `back`: the network is. What waited for it is seen to, whether anything came or not. */
async function show(report: Report, back = false): Promise<void> {
  if (report.changed.size > 0) tellTabs("notes");
  if (back || report.changed.size > 0) await refreshNotes();
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

/** Leaving goes before everything else: until the server has heard of it, nothing is sent. */
async function leaveFirst(): Promise<void> {
  const flags = await (await database()).getAllKeys("flags");
  if (flags.some((flag) => flag.startsWith("leave "))) await (await import("../leaving.ts")).sendLeaving();
}

async function run(): Promise<void> {
  do {
    again = false;
    try {
      await leaveFirst();
      const report = await syncOnce();
      const back = !reachable.value;
      reachable.value = true;
      failures = 0;
      if (me.value && !me.value.session) me.value = { ...me.value, session: true };
      await show(report, back);
      resealed = (await settle(report)) ? resealed + 1 : 0;
      again ||= resealed > 0 && resealed <= MOST_RESEALED;
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

async function askForBackgroundSync(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const manager = (worker as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync;
  await manager?.register("outbox").catch(() => undefined);
  void navigator.storage?.persist?.();
}

/** Something was written on this device: show it, here and in other tabs, and send it. */
export async function afterWriting(): Promise<void> {
  await refreshNotes();
  tellTabs("notes");
  await askForBackgroundSync();
  void syncSoon();
}

/** A trigger: something may have changed outside, so earlier failures say nothing any more. */
export const syncAfresh = (): void => {
  failures = 0;
  void syncSoon();
};

/** No run begins by itself any more; answers once the running one is done. */
export async function stopSyncing(): Promise<void> {
  clearTimeout(timer);
  await running;
}
