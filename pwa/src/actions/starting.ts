/** The one place that puts the acts together when the app starts. */

import { phase } from "../state.ts";
import { openStored } from "./arriving.ts";
import { watchForInstall } from "./installing.ts";
import { advancePairing, askForName } from "./pairs.ts";
import { occasions } from "./running.ts";
import { attempt } from "./saying.ts";
import { finishUndone } from "./writing.ts";

/** Called once by `main.tsx`: read this device, then look outside. */
export async function start(): Promise<void> {
  watchForInstall();
  occasions.opened.push(() => finishUndone(false), advancePairing, askForName);
  occasions.woken.push(() => finishUndone(false), advancePairing);
  occasions.left.push(() => finishUndone(true));
  await attempt(openStored, undefined);
  if (phase.value === "starting") phase.value = "out";
}
