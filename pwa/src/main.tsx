/** Where everything is put together: read what the address brought, start the engine, and replace the static first screen when both are ready. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { openInvitation, start } from "./actions.ts";
import { App } from "./app.tsx";
import { loadMessages, t } from "./messages/index.ts";
import { foresee, preload, preloadNext } from "./routes.tsx";
import { phase, updateReady } from "./state.ts";

const words = loadMessages();
// Fetched while the device is read. Where it turns out to be shut, the way in is fetched after all.
void words.then(() => foresee(location.pathname)).catch(() => undefined);

// The secret of an invitation stands in the fragment: it leaves the address bar, and with it the history, before anything else.
const takeFragment = (): string => {
  const fragment = location.pathname === "/join" ? location.hash.slice(1) : "";
  if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  return fragment;
};
const fragment = takeFragment();
const opened = fragment === "" ? null : openInvitation(fragment).catch(() => undefined);

/** After the first paint, and long before a thumb is ready. */
const NEXT_MS = 500;

const begin = async () => {
  await Promise.all([words, opened]);
  document.documentElement.lang = t.lang;
  document.documentElement.dir = t.dir;
  await preload(location.pathname);
  const root = document.getElementById("app");
  // One synchronous step from the static first screen to the living one: nothing is painted in between.
  if (root) render(<App />, root);
  setTimeout(() => void preloadNext(), NEXT_MS);
  void keepUpToDate().catch(() => undefined);
};

let begun = false;
effect(() => {
  if (phase.value === "starting" || begun) return;
  begun = true;
  void begin();
});

void start();
// A link that is opened where this page already stands loads nothing anew.
addEventListener("hashchange", () => {
  const another = takeFragment();
  if (another !== "") void openInvitation(another);
});
const keepUpToDate = () =>
  import("./update.ts").then(({ registerWorker }) =>
    registerWorker((apply) => {
      updateReady.value = { apply };
    }),
  );
