/** Registers the service worker and says when a newer one waits. The page reloads only after a person asked for it. */
import { scriptAddress } from "./trusted.ts";

/** Call once at start. `ready` is called when an update waits, with the function that puts it to use in every tab. */
export function registerWorker(ready: (apply: () => void) => void): void {
  // Undefined in some in-app browsers and in private windows of Firefox.
  const container = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (!container) return;
  reloadOnUpdate(container);
  const start = () => void watch(container, ready).catch(() => undefined);
  // After the load event, so that the precache never competes with the first screen.
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
}

function reloadOnUpdate(container: ServiceWorkerContainer): void {
  let controlled = container.controller !== null;
  let reloaded = false;
  container.addEventListener("controllerchange", () => {
    // The first worker of a page that had none is not an update.
    if (!controlled) {
      controlled = true;
      return;
    }
    if (reloaded) return;
    reloaded = true;
    location.reload();
  });
}

async function watch(container: ServiceWorkerContainer, ready: (apply: () => void) => void): Promise<void> {
  const registration = await container.register(scriptAddress("/sw.js"), { type: "module", updateViaCache: "none" });
  const offer = (worker: ServiceWorker) => {
    if (container.controller) ready(() => worker.postMessage({ kind: "take-over" }));
  };
  const follow = (worker: ServiceWorker | null) => {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") offer(worker);
    });
  };
  if (registration.waiting) offer(registration.waiting);
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  document.addEventListener("visibilitychange", () => {
    // Offline this rejects, and nothing is lost by that.
    if (!document.hidden) void registration.update().catch(() => undefined);
  });
}
