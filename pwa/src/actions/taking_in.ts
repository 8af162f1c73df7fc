/** Notes come back from a file that was taken along: read on this device, then kept in *Just mine*, and nobody is told. */
import { type Incoming, readFile, type Source, type Taken } from "../portable/read.ts";
import { NotTakenIn, type Refused } from "../portable/split.ts";
import { takeIn } from "../portable/take_in.ts";
import { originsOf } from "../portable/write.ts";
import { codeRequired, mineLocked } from "../state.ts";
import { Closed, type Everything, everything, openKeyring } from "./everything.ts";
import { Pace } from "./pace.ts";
import { attempt, observe } from "./saying.ts";
import { afterWriting } from "./syncing.ts";

/** What the person chose, read and nothing more. `nobody`: what another is called who has no name there. */
export async function lookInto(
  file: Source,
  nobody: string,
  stop: AbortSignal,
): Promise<Taken | Refused | "unreadable" | "stopped"> {
  try {
    return await readFile(file, nobody, new Pace(stop).rest);
  } catch (error) {
    if (stop.aborted) return "stopped";
    // The file went, or its place did: a card that was taken out, a cloud that does not answer.
    return error instanceof NotTakenIn ? error.code : "unreadable";
  }
}

export interface CameIn {
  ended: "all" | "stopped" | "failed" | "busy" | "not-yet";
  /** Something came in. */
  some: boolean;
  /** Something was here already. */
  known: boolean;
}

/** Every name by which a note of a file may be here already: its own, or the one it was taken in under. */
function namesHere({ opened, here }: Everything): ReadonlySet<string> {
  const names = new Set(originsOf(opened, here).values());
  // What is said about a note is none, whatever name the other gave it.
  for (const { msg_id, slot, said } of opened) if (!said?.act) names.add(`${msg_id}.${slot}`);
  for (const { id } of here) names.add(`${id}.0`);
  return names;
}

const nothing = (ended: CameIn["ended"]): CameIn => ({ ended, some: false, known: false });

async function bring(
  notes: readonly Incoming[],
  tell: (share: number) => void,
  stop: AbortSignal,
  came: CameIn,
): Promise<void> {
  const pace = new Pace(stop);
  const all = await everything(pace);
  if (!all.whole) {
    came.ended = "not-yet";
    return;
  }
  const names = namesHere(all);
  const fresh = notes.filter(({ id }) => !names.has(id));
  came.known = fresh.length < notes.length;
  await takeIn(fresh, openKeyring, async (sofar) => {
    came.some = true;
    tell(sofar / fresh.length);
    await pace.rest();
  });
  came.ended = "all";
}

/**
 * Keep these. `tell` hears the share that is in. Stopped at any time it keeps what is in, and going on later doubles nothing: one window
 * at a time looks what is here and adds to it.
 */
export async function bringIn(
  notes: readonly Incoming[],
  tell: (share: number) => void,
  stop: AbortSignal,
): Promise<CameIn> {
  if (codeRequired.value || mineLocked.value) return nothing("failed");
  const came = nothing("failed");
  const work = async () => {
    try {
      await bring(notes, tell, stop, came);
    } catch (error) {
      if (!stop.aborted && !(error instanceof Closed)) throw error;
      came.ended = "stopped";
    }
  };
  await attempt(
    () =>
      navigator.locks.request("unsaid-taking-in", { ifAvailable: true }, async (lock) => {
        if (lock) await work();
        else came.ended = "busy";
      }),
    undefined,
  );
  if (came.some) await afterWriting().catch(observe);
  return came;
}
