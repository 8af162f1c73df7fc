/** The one place that puts the acts together when the app starts. */

import { database } from "../database.ts";
import { pair, phase, undo } from "../state.ts";
import { watchForInstall } from "./installing.ts";
import { openStored } from "./opening.ts";
import { occasions } from "./running.ts";
import { attempt } from "./saying.ts";
import { syncSoon } from "./syncing.ts";

/** Where two are still becoming a pair, its acts are fetched at once; else with the screens that need them. */
const pairing = async (opened: boolean): Promise<void> => {
  const unnamed = pair.value !== null && !pair.value.closed && pair.value.name === null;
  if (!unnamed && (await (await database()).count("invites")) === 0) return;
  const { advancePairing, askForName } = await import("./pairs.ts");
  advancePairing();
  if (opened) askForName();
};

/** What a tab that is gone had said is finished; with `mine`, what this one did, too. Seldom there, so its acts are fetched for it. */
const finishUndone = async (mine: boolean): Promise<void> => {
  const isBegun = async () => (await (await database()).getAll("drafts")).some(({ ends }) => ends !== null);
  if (mine ? undo.value !== null : await isBegun()) await (await import("./pending.ts")).finishUndone(mine);
};

/** Called once by `main.tsx`: read this device, then look outside. */
export async function start(): Promise<void> {
  watchForInstall();
  occasions.opened.push(
    () => finishUndone(false),
    () => pairing(true),
  );
  occasions.woken.push(
    () => finishUndone(false),
    () => pairing(false),
  );
  occasions.left.push(() => finishUndone(true));
  occasions.due.push(syncSoon);
  await attempt(openStored, undefined);
  if (phase.value === "starting") phase.value = "out";
}
