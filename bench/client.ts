/** What a measured page offers the bench: the engine that runs in it, and clocks beside its signals. */
import { momentOf } from "../pwa/src/calendar.ts";
import { database } from "../pwa/src/database.ts";
import { keyring, type SpaceKeys } from "../pwa/src/keyring.ts";
import { enqueue } from "../pwa/src/outbox.ts";
import { filling, notes } from "../pwa/src/state.ts";

const shared = (): SpaceKeys => {
  const space = [...(keyring()?.spaces.values() ?? [])].find((known) => known.kind === "shared" && !known.ended);
  if (!space) throw new Error("not paired");
  return space;
};

/** Seal one shared note for each text ("" = none) into the outbox. Answers the envelopes' bytes in all. */
export async function write(texts: string[]): Promise<number> {
  for (const because of texts) {
    const feeling = {
      k: "feeling",
      quadrant: "low_unpleasant",
      words: ["lonely"],
      help: "listen",
      ...(because ? { because } : {}),
    };
    await enqueue(shared(), { ...feeling, ...momentOf() });
  }
  return (await (await database()).getAll("outbox")).reduce((sum, entry) => sum + entry.bytes.length, 0);
}

/** ms since 1970 when `count` shared notes stand on the screens' list, each opened. */
export const shownAt = (count: number): Promise<number> =>
  new Promise((done) => {
    const stop = notes.subscribe((list) => {
      if (list.filter((note) => note.shared && note.content !== null).length < count) return;
      done(Date.now());
      queueMicrotask(() => stop());
    });
  });

/** How many shared notes the store holds, and whether older ones are still to come. */
export async function held(): Promise<{ items: number; filling: boolean }> {
  const { id } = shared();
  return {
    items: await (await database()).count("items", IDBKeyRange.bound([id, 1], [id, Number.MAX_SAFE_INTEGER])),
    filling: filling.value,
  };
}

/** ms since 1970 of the last answer to a sign-in. */
export const signedInAt = (): number => {
  const answers = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/api/session"));
  return performance.timeOrigin + (answers.at(-1) as PerformanceResourceTiming).responseEnd;
};
