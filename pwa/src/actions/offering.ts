/** Installing is offered after the first note, in the words of the browser in hand, and never again once it was declined. */
import { database, strictly } from "../database.ts";
import { install } from "../state.ts";
import { installed, promptKept, promptUsed } from "./installing.ts";

const isIos = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

/** Offer it now, unless it is installed or was declined. */
export async function offerInstall(): Promise<void> {
  if (installed() || (await (await database()).get("flags", "install_declined"))) return;
  install.value = promptKept() ? "prompt" : isIos() ? "ios" : "menu";
}

/** The browser's own dialogue. */
export const promptInstall = async (): Promise<boolean> => {
  const offered = promptKept();
  if (!offered) return false;
  promptUsed();
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
