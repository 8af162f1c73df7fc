/** Keeps the browser's own offer to install, which comes early and once; `offering.ts` makes use of it. */
import { install } from "../state.ts";

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

let prompt: InstallPrompt | null = null;
/** The browser's offer, if there is one. */
export const promptKept = (): InstallPrompt | null => prompt;
/** It can be made once. */
export const promptUsed = (): void => {
  prompt = null;
};

/** Keep the browser's own offer for the moment that suits. */
export function watchForInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event as InstallPrompt;
  });
  addEventListener("appinstalled", () => {
    install.value = null;
  });
}

/** Opened as an app of its own, without the browser around it. */
export const installed = (): boolean =>
  matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
