/** What a measured page offers the bench: the engine that runs in it, and clocks beside its signals. */
import { refreshNotes } from "../pwa/src/actions/running.ts";
import { momentOf } from "../pwa/src/calendar.ts";
import { QUADRANTS } from "../pwa/src/content/feelings.ts";
import { fromBase64url, random, toBase64url } from "../pwa/src/crypto/bytes.ts";
import { seal } from "../pwa/src/crypto/envelope.ts";
import { database, putAll, type StoredItem, strictly } from "../pwa/src/database.ts";
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

/** Nine notes a day, up to today. */
const A_DAY = 9;

/** Put a sealed note for each text into the store, by turns mine and the other's, as if they had been fetched over the years. */
export async function stock(texts: string[]): Promise<void> {
  const keys = shared();
  const epoch = keys.epochs.get(keys.epoch);
  const cursor = await (await database()).get("cursors", keys.id);
  if (!epoch || !cursor) throw new Error("no key");
  const hands = [0, 1].map((slot) => ({ slot, device: random(8) }));
  const noteOf = async (because: string, index: number): Promise<StoredItem> => {
    const { slot, device } = hands[index % 2] ?? { slot: 0, device: random(8) };
    const date = new Date();
    date.setDate(date.getDate() - Math.floor((texts.length - 1 - index) / A_DAY));
    const { day } = momentOf(date);
    const content = {
      ...{ k: "feeling", day, part: Math.floor(((index % A_DAY) * 4) / A_DAY) },
      ...{ quadrant: QUADRANTS[index % 4], words: [["stressed", "happy", "lonely", "calm"][index % 4]] },
      ...{ ...(because ? { because } : {}), ...(index % 3 === 0 ? { help: "listen" } : {}) },
    };
    const msgId = random(16);
    const header = { flags: 0, space: fromBase64url(keys.id), epoch: keys.epoch, slot, device, msgId };
    const bytes = await seal({ ...header, seq: Math.floor(index / 2) + 1 }, content, epoch.space, epoch.self);
    return { space: keys.id, seq: cursor.tail + 1 + index, slot, msg_id: toBase64url(msgId), bytes };
  };
  const items = await Promise.all(texts.map(noteOf));
  const writing = await strictly("items", "cursors");
  putAll(writing.objectStore("items"), items);
  const tail = cursor.tail + texts.length;
  await writing.objectStore("cursors").put({ ...cursor, tail, head: tail, floor: 1 });
  await writing.done;
}

/** How many sealed pages there are. */
export const pages = async (): Promise<number> => (await database()).count("pages");

const painted = (): Promise<number> =>
  new Promise((done) => {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => done(performance.now());
      after.port2.postMessage(0);
    });
  });

/** ms from one more note in the list to its being painted. */
export async function insert(): Promise<number> {
  const newest = notes.value.findLast((note) => note.shared && !note.mine);
  if (!newest) throw new Error("no notes");
  const id = `${notes.value.length}`;
  await painted();
  const began = performance.now();
  notes.value = [...notes.value, { ...newest, id, seq: (newest.seq ?? 0) + 1_000_000 }];
  const ended = await painted();
  if (!document.querySelector(".timeline article.fresh")) throw new Error("it is not there");
  notes.value = notes.value.filter((note) => note.id !== id);
  await painted();
  return ended - began;
}

/** ms from a sealed note in the outbox to its being painted: read, opened, folded, shown. */
export async function arrive(text: string): Promise<number> {
  await enqueue(shared(), { k: "thought", text, ...momentOf() });
  await painted();
  const began = performance.now();
  await refreshNotes();
  return (await painted()) - began;
}

/** One envelope of a life that was lived elsewhere. */
interface Planted {
  mine: boolean;
  /** In my private space. */
  kept?: boolean;
  msg_id: string;
  content: { k: string; day: string; part: number } & Record<string, unknown>;
}

/** Put these into the store, each space's in this order, as if they had been fetched. */
export async function plant(list: Planted[]): Promise<void> {
  const spaces = [...(keyring()?.spaces.values() ?? [])].filter((space) => !space.ended);
  for (const keys of spaces) {
    const epoch = keys.epochs.get(keys.epoch);
    const cursor = await (await database()).get("cursors", keys.id);
    const own = list.filter(({ kept }) => (kept === true) === (keys.kind === "private"));
    if (!epoch || !cursor || own.length === 0) continue;
    const hands = [0, 1].map((slot) => ({ slot, device: random(8), seq: 0 }));
    const sealed = own.map(async ({ mine, msg_id, content }, index): Promise<StoredItem> => {
      const hand = hands[mine ? keys.slot : 1 - keys.slot];
      if (!hand) throw new Error("two speak, no more");
      hand.seq += 1;
      const header = { flags: 0, space: fromBase64url(keys.id), epoch: keys.epoch, msgId: fromBase64url(msg_id) };
      const bytes = await seal({ ...header, ...hand }, content, epoch.space, epoch.self);
      return { space: keys.id, seq: cursor.tail + 1 + index, slot: hand.slot, msg_id, bytes };
    });
    const items = await Promise.all(sealed);
    const writing = await strictly("items", "cursors");
    putAll(writing.objectStore("items"), items);
    const tail = cursor.tail + own.length;
    await writing.objectStore("cursors").put({ ...cursor, tail, head: tail, floor: 1 });
    await writing.done;
  }
}
