/** What a reader shows: a function of the set of envelopes, one sentence a rule. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Content, Part, Said } from "../../pwa/src/kinds.ts";
import { fold, type Setting, type Timeline, type TimelineNote } from "../../pwa/src/notes.ts";
import type { Opened } from "../../pwa/src/reader.ts";

const TODAY = "2026-11-22";
const setting: Setting = { today: TODAY, ended: new Set(), complete: new Set() };
const ME = 0;
const THEM = 1;

interface Wish extends Partial<Omit<Opened, "said">> {
  says?: string | Act | null;
  day?: string;
  part?: Part;
  heads?: Record<string, number>;
  gone?: number[];
}
let counter = 0;
/** One opened envelope: mine, verified, a thought, unless wished otherwise. */
function one(wish: Wish = {}): Opened {
  counter += 1;
  const { says = "hello", day = TODAY, part = 2, heads = {}, gone = [], ...rest } = wish;
  const slot = rest.slot ?? ME;
  const content: Content | null = typeof says === "string" ? { k: "thought", text: says } : null;
  const act: Act | null = typeof says === "string" ? null : says;
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
    bytes: null,
    ...rest,
    said,
  };
}
/** Served without bytes. */
const nothing = (wish: Wish): Opened => ({
  ...one({ ...wish, says: null }),
  device: null,
  device_seq: 0,
  epoch: 0,
  withheld: true,
  digest: "",
});
const edit = (to: string, text: string): Act => ({ k: "edit", to, content: { k: "thought", text } });
const removal = (of: Opened): Act => ({ k: "delete", to: of.msg_id, dev: of.device ?? "", n: of.device_seq });
const restore = (to: string): Act => ({ k: "restore", to });

const folded = (all: Opened[], more: Partial<Setting> = {}): Timeline => fold(all, { ...setting, ...more });
const shown = (note: TimelineNote | undefined): string =>
  note?.content?.k === "thought" ? note.content.text : (note?.trouble ?? note?.state ?? "not there");
const texts = (all: Opened[], more: Partial<Setting> = {}): string[] => folded(all, more).notes.map(shown);
const states = (all: Opened[], more: Partial<Setting> = {}): string[] =>
  folded(all, more).notes.map((note) => note.state);

test("between edits the highest seq wins, whatever came first", () => {
  const note = one({ seq: 1 });
  const later = one({ seq: 3, says: edit(note.msg_id, "second") });
  const sooner = one({ seq: 2, says: edit(note.msg_id, "first") });
  assert.deepEqual(texts([later, note, sooner]), ["second"]);
  assert.equal(folded([note, later]).notes[0]?.edited, true);
  assert.equal(folded([note]).notes[0]?.edited, false);
});

test("an edit that still waits comes after those that were sent", () => {
  const note = one({ seq: 1 });
  const waiting = one({ seq: null, waiting: "waiting", says: edit(note.msg_id, "newest") });
  assert.deepEqual(texts([waiting, one({ seq: 9, says: edit(note.msg_id, "sent") }), note]), ["newest"]);
});

test("a verified delete beats every edit, earlier or later", () => {
  const note = one({ seq: 1 });
  const all = [
    note,
    one({ seq: 2, says: edit(note.msg_id, "a") }),
    one({ seq: 3, says: removal(note) }),
    one({ seq: 4, says: edit(note.msg_id, "b") }),
  ];
  assert.deepEqual(states(all), ["taken_back"]);
  assert.equal(folded(all).notes[0]?.content, null);
});

test("between delete and restore the highest seq wins", () => {
  const note = one({ seq: 1 });
  const gone = one({ seq: 2, says: removal(note) });
  const back = one({ seq: 3, says: restore(note.msg_id) });
  assert.deepEqual(texts([back, gone, note]), ["hello"]);
  assert.deepEqual(states([note, gone, back, one({ seq: 4, says: removal(note) })]), ["taken_back"]);
  assert.deepEqual(states([note, { ...gone, seq: 5 }, back]), ["taken_back"]);
});

test("only the author's slot edits, takes back or restores", () => {
  const note = one({ seq: 1 });
  assert.deepEqual(texts([note, one({ seq: 2, slot: THEM, says: edit(note.msg_id, "forged") })]), ["hello"]);
  assert.deepEqual(texts([note, one({ seq: 2, slot: THEM, says: removal(note) })]), ["hello"]);
  const gone = one({ seq: 2, says: removal(note) });
  assert.deepEqual(states([note, gone, one({ seq: 3, slot: THEM, says: restore(note.msg_id) })]), ["taken_back"]);
});

test("a delete must name the device and the number of what it takes back", () => {
  const note = one({ seq: 1 });
  for (const wrong of [{ dev: "other" }, { n: note.device_seq + 1 }]) {
    assert.deepEqual(texts([note, one({ seq: 2, says: { ...removal(note), ...wrong } as Act })]), ["hello"]);
  }
});

test("acts that could not be verified change nothing", () => {
  const note = one({ seq: 1 });
  const act = { ...one({ seq: 2, says: removal(note) }), said: null, trouble: "self-tag" };
  assert.deepEqual(states([note, act]), ["sent", "unverified"]);
});

test("an act reaches only notes of its own space", () => {
  const note = one({ seq: 1 });
  assert.deepEqual(states([note, one({ seq: 2, space: "other", says: removal(note) })]), ["sent"]);
});

test("the same slot and msg_id with other bytes is one note: the highest epoch, then the lowest digest", () => {
  const twin = { msg_id: "twin", device_seq: 1 };
  const low = one({ ...twin, seq: 1, epoch: 1, digest: "a", says: "epoch 1" });
  const high = one({ ...twin, seq: 2, epoch: 2, digest: "b", says: "epoch 2, b" });
  const highest = one({ ...twin, seq: 3, epoch: 2, digest: "a", says: "epoch 2, a" });
  assert.deepEqual(texts([low, high]), ["epoch 2, b"]);
  assert.deepEqual(texts([highest, high, low]), ["epoch 2, a"]);
  assert.deepEqual(texts([high, low, highest]), ["epoch 2, a"]);
});

test("bytes that cannot be verified never replace a note that can", () => {
  const twin = { msg_id: "twin", device_seq: 1 };
  assert.deepEqual(
    texts([one({ ...twin, seq: 1, says: "mine" }), one({ ...twin, seq: 2, epoch: 9, trouble: "gcm" })]),
    ["mine"],
  );
});

test("the same msg_id from the other slot is another note", () => {
  assert.deepEqual(
    texts([one({ seq: 1, msg_id: "x", says: "mine" }), one({ seq: 2, slot: THEM, msg_id: "x", says: "theirs" })]),
    ["mine", "theirs"],
  );
});

test("the same number under two msg_ids is equivocation, and neither is believed", () => {
  const all = [one({ seq: 1, device_seq: 7 }), one({ seq: 2, device_seq: 7 }), one({ seq: 3, device_seq: 8 })];
  assert.deepEqual(texts(all), ["equivocation", "equivocation", "hello"]);
  assert.deepEqual(states(all), ["unverified", "unverified", "sent"]);
});

test("a device speaks for one slot for ever", () => {
  const all = [one({ seq: 1, device: "d" }), one({ seq: 2, slot: THEM, device: "d" }), one({ seq: 3, device: "d" })];
  assert.deepEqual(texts(all), ["hello", "device", "hello"]);
});

test("along the log epochs never decrease", () => {
  assert.deepEqual(
    texts([one({ seq: 1, epoch: 1 }), one({ seq: 2, epoch: 3 }), one({ seq: 3, epoch: 2 }), one({ seq: 4, epoch: 3 })]),
    ["hello", "hello", "epoch-order", "hello"],
  );
});

test("an epoch nobody could verify does not age the others", () => {
  assert.deepEqual(texts([one({ seq: 1, epoch: 99, trouble: "gcm" }), one({ seq: 2, epoch: 1 })]), ["gcm", "hello"]);
});

test("what waits, or is from before a restore, has no place in the row of epochs", () => {
  const all = [one({ seq: -2, epoch: 2 }), one({ seq: 1, epoch: 1 }), one({ seq: null, waiting: "stale", epoch: 1 })];
  assert.deepEqual(texts(all), ["hello", "hello", "hello"]);
});

test("a note without bytes is taken back only if a verified delete of its slot names it", () => {
  const note = one({ seq: 1, slot: THEM });
  const empty = nothing({ seq: 1, slot: THEM, msg_id: note.msg_id });
  assert.deepEqual(states([empty, one({ seq: 2, slot: THEM, says: removal(note) })]), ["taken_back"]);
  assert.deepEqual(texts([empty]), ["withheld"]);
  assert.deepEqual(states([empty]), ["unverified"]);
  assert.deepEqual(texts([empty, one({ seq: 2, slot: ME, says: removal(note) })]), ["withheld"]);
  const restored = [
    one({ seq: 2, slot: THEM, says: removal(note) }),
    one({ seq: 3, slot: THEM, says: restore(note.msg_id) }),
  ];
  assert.deepEqual(texts([empty, ...restored]), ["withheld"]);
});

test("in a space that ended the other may have taken their notes along, but nobody takes mine", () => {
  const ended = new Set(["s"]);
  assert.deepEqual(states([nothing({ seq: 1, slot: THEM })], { ended }), ["taken_back"]);
  assert.deepEqual(states([nothing({ seq: 1, slot: ME })], { ended }), ["unverified"]);
});

test("a copy held from before shows in the place the log gives it, and says when the server withholds it", () => {
  const old = one({ seq: -3, slot: THEM, msg_id: "x" });
  const [note] = folded([old, nothing({ seq: 4, slot: THEM, msg_id: "x" })]).notes;
  assert.deepEqual([note?.seq, note?.state, note?.trouble, note?.content], [4, "unverified", "withheld", null]);
  const again = one({ ...old, says: "hello", seq: 5, msg_id: "x", device_seq: old.device_seq, digest: old.digest });
  assert.deepEqual(
    folded([old, again]).notes.map((each) => [each.seq, each.state]),
    [[5, "sent"]],
  );
});

test("what came before a restore keeps its order in front of the log", () => {
  const note = one({ seq: -9 });
  const all = [
    one({ seq: -2, says: edit(note.msg_id, "last") }),
    note,
    one({ seq: -5, says: edit(note.msg_id, "first") }),
    one({ seq: 1, says: "new" }),
  ];
  assert.deepEqual(texts(all), ["last", "new"]);
});

test("the timeline goes by day, then part of day, then place in the log", () => {
  const all = [
    one({ seq: 1, day: "2026-11-21", part: 3, says: "b" }),
    one({ seq: 2, day: "2026-11-20", part: 3, says: "a" }),
    one({ seq: 3, day: "2026-11-22", part: 1, says: "d" }),
    one({ seq: 4, day: "2026-11-22", part: 0, says: "c" }),
    one({ seq: 5, day: "2026-11-22", part: 1, says: "e" }),
    one({ seq: 6, day: "2026-11-23", part: 0, says: "f" }),
  ];
  assert.deepEqual(texts(all.toReversed()), ["a", "b", "c", "d", "e", "f"]);
});

test("within a part of the day notes of two spaces stand by their place in the log", () => {
  const all = [
    one({ seq: 3, says: "c" }),
    one({ seq: 1, says: "a" }),
    one({ seq: 2, space: "t", says: "b" }),
    one({ seq: 4, space: "t", says: "d" }),
  ];
  assert.deepEqual(texts(all), ["a", "b", "c", "d"]);
});

test("waiting notes stand last in their part, by their numbers", () => {
  const waiting = { seq: null, waiting: "waiting" } as const;
  const all = [
    one({ ...waiting, device_seq: 11, part: 1, says: "c" }),
    one({ ...waiting, device_seq: 9, part: 1, says: "b" }),
    one({ seq: 900, device_seq: 12, part: 1, says: "a" }),
    one({ seq: 1, device_seq: 1, part: 2, says: "d" }),
  ];
  assert.deepEqual(texts(all), ["a", "b", "c", "d"]);
});

test("a day later than tomorrow sorts by its place in the log", () => {
  const all = [
    one({ seq: 1, day: "2026-11-20", says: "a" }),
    one({ seq: 2, day: "2031-01-01", says: "b" }),
    one({ seq: 3, day: "2026-11-21", says: "c" }),
    one({ seq: 4, day: "2026-11-23", says: "d" }),
    one({ seq: 5, day: "2026-11-24", says: "e" }),
  ];
  assert.deepEqual(texts(all), ["a", "b", "c", "d", "e"]);
  assert.deepEqual(
    folded(all).notes.map((note) => note.day),
    ["2026-11-20", "2026-11-20", "2026-11-21", "2026-11-23", "2026-11-23"],
  );
});

test("what could not be verified is never text and never dropped", () => {
  const all = [
    one({ seq: 1, trouble: "gcm" }),
    one({ seq: 2, trouble: "waiting_for_key" }),
    one({ seq: 3, trouble: "slot" }),
  ];
  assert.deepEqual(
    folded(all).notes.map((note) => [note.state, note.trouble, note.content]),
    [
      ["unverified", "gcm", null],
      ["waiting_for_key", "waiting_for_key", null],
      ["unverified", "slot", null],
    ],
  );
});

test("a note says whether it waits, was refused, was sent or was heard", () => {
  const note = one({ seq: 1 });
  const mine = one({ seq: 2 });
  const all = [
    note,
    mine,
    one({ seq: null, waiting: "waiting" }),
    one({ seq: null, waiting: "stale" }),
    one({ seq: null, waiting: "refused" }),
    one({ seq: 3, slot: THEM, says: { k: "answer", to: note.msg_id, form: "hug" } }),
    one({ seq: 4, slot: ME, says: { k: "answer", to: mine.msg_id, form: "hug" } }),
  ];
  assert.deepEqual(states(all), ["heard", "sent", "waiting", "waiting", "not_sent"]);
});

test("a note of the other that came after a later part of the day is late", () => {
  const all = [
    one({ seq: 1, part: 2 }),
    one({ seq: 2, slot: THEM, part: 1 }),
    one({ seq: 3, slot: THEM, part: 2 }),
    one({ seq: 4, part: 0 }),
  ];
  assert.deepEqual(
    folded(all).notes.map((note) => [note.seq, note.late]),
    [
      [4, false],
      [2, true],
      [1, false],
      [3, false],
    ],
  );
});

const missing = (all: Opened[]) => folded(all, { complete: new Set(["s"]) }).missing.get("s");

test("a gap in a device's numbers is counted, and only where history is complete", () => {
  const all = [one({ seq: 1, device_seq: 1 }), one({ seq: 2, device_seq: 4 })];
  assert.equal(missing(all), 2);
  assert.equal(folded(all).missing.has("s"), false);
});

test("a number that another device announced and that never came is counted", () => {
  assert.equal(missing([one({ seq: 1, device_seq: 1, heads: { other: 3 } })]), 3);
  assert.equal(
    missing([
      one({ seq: 1, device_seq: 1, heads: { other: 1 } }),
      one({ seq: 2, slot: THEM, device: "other", device_seq: 1 }),
    ]),
    0,
  );
});

test("numbers that were given up are not missed, nor are those that were taken back", () => {
  assert.equal(missing([one({ seq: 1, device_seq: 3, gone: [1, 2, 99] })]), 0);
  const note = one({ seq: 1, device_seq: 1 });
  assert.equal(
    missing([nothing({ seq: 1, msg_id: note.msg_id }), one({ seq: 2, device_seq: 2, says: removal(note) })]),
    0,
  );
  assert.equal(missing([one({ seq: 1, device_seq: 3, gone: [99] })]), 2);
});

// ---- the property

/** The same sequence of numbers for every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** A heap of everything that can be in a log: twins, liars, acts on anything, holes, futures, remains of a restore. */
function heap(random: () => number): Opened[] {
  const pick = <Value>(...list: Value[]): Value => list[Math.floor(random() * list.length)] as Value;
  const id = () => `m${Math.floor(random() * 7)}`;
  const seqs = new Set<string>();
  return Array.from({ length: 3 + Math.floor(random() * 18) }, () => {
    const [space, slot] = [pick("s", "s", "t"), pick(ME, THEM)];
    const device = pick(`d${slot}`, `d${slot}`, `e${slot}`, "shared-device");
    const seq = pick<number | null>(
      null,
      -Math.ceil(random() * 6),
      ...Array.from({ length: 4 }, () => Math.ceil(random() * 30)),
    );
    const to = id();
    const act: Act = pick<Act>(
      edit(to, pick("x", "y")),
      { k: "delete", to, dev: device, n: Math.ceil(random() * 4) },
      restore(to),
      { k: "answer", to, form: "hug" },
      { k: "hello" },
    );
    const made = one({
      space,
      slot,
      device,
      seq,
      msg_id: id(),
      device_seq: Math.ceil(random() * 5),
      epoch: pick(1, 1, 1, 2),
      digest: pick("a", "b", "c"),
      waiting: seq === null ? pick("waiting", "stale", "refused") : null,
      trouble: pick(null, null, null, null, "gcm", "self-tag", "waiting_for_key"),
      says: pick<string | Act>("hello", "there", "you", act, act, act),
      day: pick(TODAY, TODAY, "2026-11-21", "2026-11-23", "2099-01-01"),
      part: pick<Part>(0, 1, 2, 3),
      heads: pick({}, { e0: 4 }),
      gone: pick([], [2]),
    });
    // One place holds one item, and equal bytes are equal in everything.
    const place = `${space} ${seq}`;
    if (seq !== null && seqs.has(place)) return null;
    seqs.add(place);
    return seq !== null && random() < 0.15 ? nothing({ space, slot, seq, msg_id: made.msg_id }) : made;
  }).filter((made) => made !== null);
}

test("the timeline is a function of the set, not of the order of arrival", () => {
  const draws = numbers(20_261_122);
  const random = () => draws.next().value;
  const more = { complete: new Set(["s", "t"]), ended: new Set(["t"]) };
  for (let round = 0; round < 600; round += 1) {
    const all = heap(random);
    const expected = folded(all, more);
    for (let shuffle = 0; shuffle < 6; shuffle += 1) {
      const shuffled = all
        .map((each) => ({ each, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => ({ ...each }));
      assert.deepEqual(folded(shuffled, more), expected, `round ${round}`);
    }
  }
});

test("folding changes nothing it was given", () => {
  const all = [one({ seq: 2 }), one({ seq: 1 })];
  const before = structuredClone(all);
  folded(all);
  assert.deepEqual(all, before);
});
