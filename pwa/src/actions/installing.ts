/** Installing is offered after the first note, in the words of the browser in hand, and never again once it was declined. */
import { database, strictly } from "../database.ts";
import { install } from "../state.ts";

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

let prompt: InstallPrompt | null = null;

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
const isIos = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

/** Offer it now, unless it is installed or was declined. */
export async function offerInstall(): Promise<void> {
  if (installed() || (await (await database()).get("flags", "install_declined"))) return;
  install.value = prompt ? "prompt" : isIos() ? "ios" : "menu";
}

/** The browser's own dialogue. */
export const promptInstall = async (): Promise<boolean> => {
  const offered = prompt;
  if (!offered) return false;
  prompt = null;
  await offered.prompt();
  const { outcome } = await offered.userChoice;
  dismissInstall();
  return outcome === "accepted";
};

/** Not now, and not again. */
export const dismissInstall = (): void => {
  install.value = null;
  void strictly("flags").then((transaction) =>
    Promise.all([transaction.store.put("yes", "install_declined"), transaction.done]),
  );
};
