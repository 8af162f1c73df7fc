/** What a reader shows: a function of the set of envelopes, one sentence a rule. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act } from "../../pwa/src/kinds.ts";
import { byRank } from "../../pwa/src/notes/order.ts";
import type { Opened } from "../../pwa/src/reader.ts";
import {
  answer,
  edit,
  folded,
  heap,
  ME,
  nothing,
  one,
  randomOf,
  removal,
  restore,
  shuffled,
  states,
  THEM,
  texts,
  unordered,
} from "./logs.ts";

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
  assert.deepEqual([folded(all).notes[0]?.content, folded(all).notes[0]?.edited], [null, false]);
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
  assert.deepEqual(texts([empty, ...restored]), ["restoring"]);
});

test("after the end what is gone without a word was taken back only by somebody who let go of what they shared", () => {
  const [mine, theirs] = [nothing({ seq: 1, slot: ME }), nothing({ seq: 2, slot: THEM })];
  const after = (...slots: number[]) => states([mine, theirs], { ended: new Map([["s", slots]]) });
  assert.deepEqual(after(), ["unverified", "unverified"], "a server that withholds is not believed");
  assert.deepEqual(after(THEM), ["unverified", "taken_back"]);
  assert.deepEqual(after(ME), ["taken_back", "unverified"]);
  assert.deepEqual(states([mine, theirs]), ["unverified", "unverified"]);
});

test("what I took back from the other at the end is still here for me, and theirs is not", () => {
  const ended = new Map([["s", [ME, THEM]]]);
  const all = [one({ seq: 1, says: "mine" }), one({ seq: 2, slot: THEM, says: "theirs" })];
  const [mine, theirs] = folded(all, { ended }).notes;
  assert.deepEqual([mine?.state, mine?.content], ["taken_back", { k: "thought", text: "mine" }]);
  // Held, and served: they let go of other things.
  assert.equal(theirs?.state, "sent");
  const held = one({ seq: -1, slot: THEM, says: "theirs", msg_id: "x" });
  const [gone] = folded([held, nothing({ seq: 3, slot: THEM, msg_id: "x" })], { ended }).notes;
  assert.deepEqual([gone?.state, gone?.content], ["taken_back", null]);
  const unsent = { ...one({ seq: null, says: "unsent" }), waiting: "refused" as const };
  assert.equal(folded([unsent], { ended }).notes[0]?.state, "not_sent");
  const back = one({ seq: 2, says: removal(all[0] ?? assert.fail()) });
  assert.equal(folded([all[0] ?? assert.fail(), back], { ended }).notes[0]?.content, null);
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

test("what comes before any day that is known stands on the first that is", () => {
  const all = [one({ seq: 1, trouble: "gcm" }), one({ seq: 2, day: "2026-11-20", part: 1 })];
  assert.deepEqual(
    folded(all).notes.map(({ day, part }) => [day, part]),
    [
      ["2026-11-20", 1],
      ["2026-11-20", 1],
    ],
  );
  assert.equal(folded(all.slice(0, 1)).notes[0]?.day, "2026-11-22");
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
    one({ seq: 3, slot: THEM, says: answer(note.msg_id) }),
    one({ seq: 4, slot: ME, says: answer(mine.msg_id) }),
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
  assert.equal(missing([one({ seq: 1, device_seq: 3, gone: [0] })]), 2);
});

test("nobody closes a gap in the numbers of the other's phone", () => {
  const mine = [1, 3].map((n) => one({ seq: n, device: "phone", device_seq: n }));
  const says = { k: "delete", to: "nothing there", dev: "phone", n: 2 } as const;
  assert.equal(missing([...mine, one({ seq: 4, slot: THEM, device: "theirs", device_seq: 1, says })]), 1);
  assert.equal(missing([...mine, one({ seq: 4, device: "my other", device_seq: 1, says })]), 0);
});

test("numbers far before their turn are not remembered: each would cost every later note", () => {
  const [near, far] = [9_000, 20_000];
  const flood = [one({ seq: 1, device_seq: 1, gone: [near, far] }), one({ seq: 2, device_seq: far + 1 })];
  assert.equal(missing(flood), far - 2);
});

/** Counted the long way: every number up to the highest that was told of, less those that are held. */
function recount(all: Opened[]): number {
  const [held, told] = [new Set<string>(), new Map<string, number>()];
  const slots = new Map<string, number>();
  for (const { said, device, device_seq, slot } of all.toSorted(byRank)) {
    if (!said || device === null) continue;
    slots.set(device, slots.get(device) ?? slot);
    for (const n of [device_seq, ...said.gone]) held.add(`${device} ${n}`);
    if (said.act?.k === "delete" && (slots.get(said.act.dev) ?? slot) === slot)
      held.add(`${said.act.dev} ${said.act.n}`);
    for (const [name, n] of [...Object.entries(said.heads), [device, device_seq] as const])
      told.set(name, Math.max(n, told.get(name) ?? 0));
  }
  const numbers = [...told].flatMap(([device, last]) => Array.from({ length: last }, (_, n) => `${device} ${n + 1}`));
  return numbers.filter((number) => !held.has(number)).length;
}

test("what is missing is counted right in every log, and once", () => {
  const random = randomOf(99);
  for (let round = 0; round < 300; round += 1) {
    const all = heap(random).filter(({ space }) => space === "s");
    const { missing: counted } = folded(all, { complete: new Set(["s"]) });
    assert.equal(counted.get("s") ?? 0, recount(all), `round ${round}`);
  }
});

test("the timeline is a function of the set, not of the order of arrival", () => {
  const random = randomOf(20_261_122);
  const more = { complete: new Set(["s", "t", "p"]), ended: new Map([["t", [THEM]]]) };
  for (let round = 0; round < 600; round += 1) {
    const all = heap(random);
    const expected = folded(all, more);
    for (let shuffle = 0; shuffle < 6; shuffle += 1) {
      const moved = shuffled(all, random).map((each) => ({ ...each }));
      assert.deepEqual(unordered(folded(moved, more)), unordered(expected), `round ${round}`);
    }
  }
});

test("folding changes nothing it was given", () => {
  const all = [one({ seq: 2 }), one({ seq: 1 })];
  const before = structuredClone(all);
  folded(all);
  assert.deepEqual(all, before);
});
