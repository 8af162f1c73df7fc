/**
 * The service worker: keeps the whole app on the phone and answers every navigation with it, so that Unsaid opens with no
 * network. It never takes over by itself; a page asks for that when a person tapped "use it now".
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { syncOnce } from "./sync.ts";

interface BackgroundSyncEvent extends ExtendableEvent {
  readonly tag: string;
}
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/api\//, /^\/healthz$/] }));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const kind = (event.data as { kind?: string } | null)?.kind;
  if (kind === "take-over") event.waitUntil(self.skipWaiting());
});

// Where the browser has Background Sync: a network came back while no page was open. What needs a key waits for a page.
self.addEventListener("sync", (event) => {
  const { tag, waitUntil } = event as BackgroundSyncEvent;
  if (tag === "outbox") waitUntil.call(event, sendOutbox());
});

async function sendOutbox(): Promise<void> {
  await syncOnce();
  const tabs = new BroadcastChannel("unsaid");
  tabs.postMessage("notes");
  tabs.close();
}
