/**
 * The service worker: keeps the whole app on the phone and answers every navigation with it, so that Unsaid opens with no
 * network. It never takes over by itself; a page asks for that when a person tapped "use it now".
 *
 * Each build has a cache of its own, named after its list of files, so an old page finds its old parts until the end.
 */
import { sendLeaving } from "./leaving.ts";
import { syncOnce } from "./sync.ts";

interface BackgroundSyncEvent extends ExtendableEvent {
  readonly tag: string;
}
declare const self: ServiceWorkerGlobalScope;
// Written in by the build. A file whose name holds no hash comes with its digest.
declare const __SHELL__: { name: string; files: { url: string; integrity?: string }[] };

const { name, files } = __SHELL__;
const kept = new Set(files.map(({ url }) => url));

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const page = request.mode === "navigate" && isPage(pathname);
  if (page || kept.has(pathname)) event.respondWith(answer(page ? "/index.html" : pathname, request));
});

self.addEventListener("message", (event) => {
  const kind = (event.data as { kind?: string } | null)?.kind;
  if (kind === "take-over") event.waitUntil(self.skipWaiting());
});

/** All or nothing: one file that does not come, or is not the one of this build, and this worker is never installed. */
async function keep(): Promise<void> {
  const cache = await caches.open(name);
  const missing: Request[] = [];
  for (const { url, integrity } of files) {
    // A name with a hash in it means the same bytes in every build.
    const had = integrity ? undefined : await caches.match(url);
    if (had) await cache.put(url, had);
    else missing.push(new Request(url, integrity ? { cache: "reload", integrity } : {}));
  }
  await cache.addAll(missing);
}

async function takeOver(): Promise<void> {
  const others = (await caches.keys()).filter((other) => other !== name);
  await Promise.all(others.map((other) => caches.delete(other)));
  await self.clients.claim();
}

/** The same question the server asks: an address without a dot that is not the API's is one of the app's pages. */
const isPage = (path: string): boolean => !/^\/api(\/|$)|^\/healthz$|\.[^/]*$/.test(path);

async function answer(url: string, request: Request): Promise<Response> {
  const cache = await caches.open(name);
  // A browser short of space may have thrown the cache away while the worker stayed.
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(request);
}

// Where the browser has Background Sync: a network came back while no page was open. What needs a key waits for a page.
self.addEventListener("sync", (event) => {
  const { tag, waitUntil } = event as BackgroundSyncEvent;
  if (tag === "outbox") waitUntil.call(event, sendOutbox());
});

async function sendOutbox(): Promise<void> {
  await sendLeaving();
  await syncOnce();
  const tabs = new BroadcastChannel("unsaid");
  tabs.postMessage("notes");
  tabs.close();
}
