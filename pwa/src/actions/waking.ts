/** Keeps an open app going: every trigger that may mean "there is a network again" or "something came" is listened to here. */
import { listen } from "../api.ts";
import { database, dropConnection } from "../database.ts";
import { forgetKeys, keyring, reopenKeys } from "../keyring.ts";
import { curtain, pair, pairing, phase, settings, undo } from "../state.ts";
import { followAll, noteEndings } from "./closing.ts";
import {
  closeShelf,
  hideMine,
  occasions,
  openAll,
  readAnew,
  refreshNotes,
  refreshPair,
  tell,
  whenTold,
} from "./running.ts";
import { stopSyncing, syncAfresh, syncSoon } from "./syncing.ts";

/** Hidden for longer than this, *Just mine* is locked again. */
const UNSEEN_MS = 60_000;

const wake = (): void => {
  syncAfresh();
  tell(occasions.woken);
};

/** Ends the live stream: one tab of this browser holds it, while it can be seen. */
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

let hiddenAt = 0;
function visibilityChanged(): void {
  if (document.hidden) {
    hiddenAt = Date.now();
    tell(occasions.left);
    quiet?.();
    void dropConnection();
  } else {
    if (settings.value.mine_lock && Date.now() - hiddenAt > UNSEEN_MS) hideMine();
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
  whenTold((what) => {
    if (what === "account") location.reload();
    else if (keyring())
      void (what === "vault" ? reopenKeys().then(refreshPair) : Promise.resolve()).then(
        what === "ended" ? readAnew : refreshNotes,
      );
  });
}

/** The keys are open: show what is here, then look outside. Where the app lock is on, not without the lock. */
export async function enterOpen(): Promise<void> {
  const watch = async () => {
    if (await (await database()).get("flags", "lock")) await (await import("./locking.ts")).watchLock();
  };
  await Promise.all([watch(), followAll(), noteEndings()]);
  await refreshPair();
  if (settings.value.mine_lock) hideMine();
  await refreshNotes();
  [curtain.value, phase.value] = [null, "open"];
  listenToTriggers();
  listenWhileVisible();
  tell(occasions.opened);
  // The newest screenful stands; the rest follows, and does not wait for the network.
  openAll();
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

/** Draw the curtain: keys and words leave memory at once. What is on its way to the server needs neither, and goes on. */
export function shut(why: typeof curtain.value): void {
  void leaveOpen();
  forgetKeys();
  [curtain.value, phase.value] = [why, "locked"];
}

/** Take every word off the screens and out of memory. */
export async function leaveOpen(): Promise<void> {
  quiet?.();
  closeShelf();
  [pair.value, undo.value, pairing.value] = [null, null, { step: "none" }];
  await stopSyncing();
}
