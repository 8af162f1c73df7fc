/** Opened envelopes as a reader hands them to the fold: single ones in words, and heaps of everything that can be in a log. */
import type { Act, Content, Part, Said } from "../../pwa/src/kinds.ts";
import { fold, type Setting, type Timeline, type TimelineNote } from "../../pwa/src/notes.ts";
import type { Opened } from "../../pwa/src/reader.ts";

export const TODAY = "2026-11-22";
export const setting: Setting = { today: TODAY, ended: new Map(), complete: new Set() };
export const ME = 0;
export const THEM = 1;

export interface Wish extends Partial<Omit<Opened, "said">> {
  says?: string | Act | Content | null;
  day?: string;
  part?: Part;
  heads?: Record<string, number>;
  gone?: number[];
}
const ACTS = new Set(["edit", "delete", "restore", "answer", "step", "hello", "card", "joint"]);
let counter = 0;
/** One opened envelope: mine, verified, a thought, unless wished otherwise. */
export function one(wish: Wish = {}): Opened {
  counter += 1;
  const { says = "hello", day = TODAY, part = 2, heads = {}, gone = [], ...rest } = wish;
  const slot = rest.slot ?? ME;
  const words: Content | Act | null = typeof says === "string" ? { k: "thought", text: says } : says;
  const act = words && ACTS.has(words.k) ? (words as Act) : null;
  const content = act ? null : (words as Content | null);
  const said: Said | null = says === null || rest.trouble ? null : { day, part, content, act, heads, gone };
  return {
    space: "s",
    shared: true,
    mine: slot === ME,
    seq: counter,
    slot,
    msg_id: `m${counter}`,
    device: `d${slot}`,
    device_seq: counter,
    epoch: 1,
    trouble: null,
    withheld: false,
    waiting: null,
    digest: `${counter}`,
    ...rest,
    said,
  };
}
/** Served without bytes. */
export const nothing = (wish: Wish): Opened => ({
  ...one({ ...wish, says: null }),
  device: null,
  device_seq: 0,
  epoch: 0,
  withheld: true,
  digest: "",
});
/** The same item, its bytes taken away. */
export const emptied = ({ space, shared, slot, seq, msg_id, mine }: Opened): Opened =>
  nothing({ space, shared, slot, seq, msg_id, mine });

export const edit = (to: string, text: string): Act => ({ k: "edit", to, content: { k: "thought", text } });
export const removal = (of: Opened): Extract<Act, { k: "delete" }> => ({
  k: "delete",
  to: of.msg_id,
  dev: of.device ?? "",
  n: of.device_seq,
});
export const restore = (to: string): Act => ({ k: "restore", to });
export const answer = (to: string, form = "hug"): Act => ({ k: "answer", to, form });
export const step = (to: string, name: string): Act => ({ k: "step", to, step: name });

export const folded = (all: Opened[], more: Partial<Setting> = {}): Timeline => fold(all, { ...setting, ...more });
export const shown = (note: TimelineNote | undefined): string =>
  note?.content?.k === "thought" ? note.content.text : (note?.trouble ?? note?.state ?? "not there");
export const texts = (all: Opened[], more: Partial<Setting> = {}): string[] => folded(all, more).notes.map(shown);
export const states = (all: Opened[], more: Partial<Setting> = {}): string[] =>
  folded(all, more).notes.map((note) => note.state);
/** The one note that a log shows. */
export function only(all: Opened[], more: Partial<Setting> = {}): TimelineNote {
  const { notes } = folded(all, more);
  if (notes.length !== 1 || !notes[0]) throw new Error(`${notes.length} notes`);
  return notes[0];
}

export const promise: Content = { k: "affirm", way: "hands", form: "promise", text: "because you did mine" };

/** The same sequence of numbers for every run. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Anything that can come: twins, liars, acts on anything, holes, futures, remains of a restore. */
export function anything(random: () => number, seq: number | null): Opened {
  const pick = <Value>(...list: Value[]): Value => list[Math.floor(random() * list.length)] as Value;
  const id = () => `m${Math.floor(random() * 9)}`;
  const space = pick("s", "s", "s", "t", "p");
  const slot = space === "p" ? pick(ME, ME, ME, THEM) : pick(ME, ME, ME, THEM, THEM, THEM, 2);
  const device = pick(`d${slot}`, `d${slot}`, `e${slot}`, "shared-device");
  const to = id();
  const some = <Value extends object>(more: Value): Value | object => (random() < 0.25 ? more : {});
  const act: Act = pick<Act>(
    edit(to, pick("x", "y")),
    { k: "edit", to, content: { k: "copy", of: { k: "thought", text: "theirs" } } },
    {
      ...{ k: "delete" as const, to, dev: device, n: Math.ceil(random() * 4) },
      ...some({ act: true }),
      ...some({ moved: true }),
      ...some({ was: { day: pick(TODAY, "2026-11-20", "2077-01-01"), part: pick<Part>(0, 3) } }),
    },
    { k: "delete", to, dev: device, n: Math.ceil(random() * 4) },
    restore(to),
    answer(to),
    answer(to, "listening"),
    step(to, pick("talk", "talked", "keep", "hold", "open", "came_back", "kept", "accepted", "given")),
    { k: "hello" },
    { k: "card", ways: pick(["touch"], ["words", "time"], []) },
    { k: "joint", on: pick(true, false) },
  );
  const made = one({
    space,
    shared: space !== "p",
    slot,
    device,
    seq,
    msg_id: id(),
    device_seq: Math.ceil(random() * 6),
    epoch: pick(1, 1, 1, 2),
    waiting: seq === null ? pick("waiting", "stale", "refused") : null,
    trouble: pick(null, null, null, null, null, "gcm", "self-tag", "waiting_for_key"),
    says: pick<string | Act | Content>(
      ...["hello", "there", promise],
      { k: "copy", of: { k: "thought", text: "o" } },
      ...[act, act, act],
    ),
    day: pick(TODAY, TODAY, "2026-11-21", "2026-11-10", "2026-11-23", "2099-01-01"),
    part: pick<Part>(0, 1, 2, 3),
    heads: pick({}, { e0: 4 }, { d1: 70 }),
    gone: pick([], [2], [80]),
  });
  // Equal bytes are equal in everything.
  made.digest = `${pick("a", "b", "c")} ${JSON.stringify([made.said, made.epoch, made.device, made.device_seq])}`;
  return seq !== null && random() < 0.15 ? emptied(made) : made;
}

/** A heap of anything; one place of a log holds one item. */
export function heap(random: () => number): Opened[] {
  const taken = new Set<string>();
  return Array.from({ length: 3 + Math.floor(random() * 24) }, () => {
    const seq = random() < 0.2 ? null : random() < 0.2 ? -Math.ceil(random() * 6) : Math.ceil(random() * 30);
    const made = anything(random, seq);
    const place = `${made.space} ${seq}`;
    if (seq !== null && taken.has(place)) return null;
    taken.add(place);
    return made;
  }).filter((made) => made !== null);
}

export const shuffled = <Value>(list: readonly Value[], random: () => number): Value[] =>
  list
    .map((each) => ({ each, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);

/** A timeline for comparing: what is to be done has no order. */
export function unordered(timeline: Timeline): object {
  const sort = (list: readonly object[]) => list.map((each) => JSON.stringify(each)).sort();
  const { drop, refetch, taken, leftover, cameBack, missing } = timeline;
  return {
    ...timeline,
    ...{ drop: sort(drop), refetch: sort(refetch), taken: sort(taken), leftover: sort(leftover) },
    ...{ cameBack: [...cameBack].sort(), missing: [...missing].sort() },
  };
}
