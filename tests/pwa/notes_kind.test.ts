/** What becomes of something kind, and what the two say of themselves: only by whom it may be said, and only as long as it stands. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORM_OF, FORMS, STEP_OF, WAYS } from "../../pwa/src/content/ways.ts";
import type { Act, Content } from "../../pwa/src/kinds.ts";
import { type Between, Folder, type Told } from "../../pwa/src/notes.ts";
import type { Opened } from "../../pwa/src/reader.ts";
import {
  edit,
  folded,
  ME,
  one,
  only,
  promise,
  randomOf,
  removal,
  restore,
  setting,
  shuffled,
  step,
  THEM,
  type Wish,
} from "./logs.ts";

const kind = (form: string): Content => ({ k: "affirm", way: "time", form, text: "come, because you are you" });
const waits = { seq: null, waiting: "waiting" } as const;
const card = (...ways: string[]): Act => ({ k: "card", ways });
const joint = (on: boolean): Act => ({ k: "joint", on });

// ---- accepted, kept, given

test("an invitation is accepted, a promise kept, a hug and a gift given, by whom it was for", () => {
  for (const form of FORMS) {
    const note = one({ says: kind(form) });
    for (const name of ["accepted", "kept", "given"] as const) {
      const said = one({ slot: THEM, says: step(note.msg_id, name) });
      const expected = STEP_OF[form] === name ? [name, false, said.msg_id, said.device, said.device_seq] : null;
      const became = only([note, said]).became;
      const seen = became && [became.step, became.mine, became.msg_id, became.device, became.device_seq];
      assert.deepEqual(seen, expected, `${form} ${name}`);
    }
  }
  for (const way of WAYS) assert.ok(FORMS.includes(FORM_OF[way]));
});

test("nobody says of what they gave themselves that it came true", () => {
  const [mine, theirs] = [one({ says: promise }), one({ says: promise, slot: THEM })];
  assert.equal(only([mine, one({ says: step(mine.msg_id, "kept") })]).became, null);
  assert.equal(only([theirs, one({ slot: THEM, says: step(theirs.msg_id, "kept") })]).became, null);
  assert.equal(only([theirs, one({ says: step(theirs.msg_id, "kept") })]).became?.mine, true);
});

test("what is no kind thing, has no such form, is private or unknown becomes nothing", () => {
  const kept = (about: Opened, more: Wish = {}) =>
    only([about, one({ slot: THEM, says: step(about.msg_id, "kept"), ...more })]).became;
  assert.equal(kept(one({ says: "a thought" })), null);
  assert.equal(kept(one({ says: kind("constructor") })), null);
  assert.equal(kept(one({ says: kind("from_tomorrow") })), null);
  const own: Wish = { space: "p", shared: false, device: "pd" };
  const note = one({ ...own, says: promise });
  assert.equal(only([note, one({ ...own, says: step(note.msg_id, "kept") })]).became, null);
});

test("what came true is taken back and put back like an answer, and goes with the note", () => {
  const note = one({ says: promise });
  const said = one({ slot: THEM, says: step(note.msg_id, "kept") });
  const gone = one({ slot: THEM, says: { ...removal(said), act: true } });
  assert.equal(only([note, said, gone]).became, null);
  const back = one({ slot: THEM, says: restore(said.msg_id) });
  assert.equal(only([note, said, gone, back]).became?.step, "kept");
  const mineGone = one({ says: { ...removal(said), act: true } });
  assert.equal(only([note, said, mineGone]).became?.step, "kept", "another's deletion of it means nothing");
  assert.equal(only([note, said, one({ says: removal(note) })]).became, null);
});

test("it stays with a note that is said in other words, and does not follow a form that was changed afterwards", () => {
  const note = one({ says: promise });
  const said = one({ slot: THEM, says: step(note.msg_id, "kept") });
  const words = one({ says: edit(note.msg_id, "other words") });
  assert.equal(only([note, said, words]).became?.step, "kept");
  const changed = one({ says: { k: "edit", to: note.msg_id, content: kind("invitation") } });
  assert.equal(only([note, said, changed]).became?.step, "kept");
  assert.equal(only([note, changed, one({ slot: THEM, says: step(note.msg_id, "accepted") })]).became, null);
});

test("what waits to be sent counts, and nothing of it makes a note heard", () => {
  const note = one({ says: promise, slot: THEM });
  const seen = only([note, one({ ...waits, says: step(note.msg_id, "kept") })]);
  assert.equal(seen.became?.step, "kept");
  const mine = one({ says: promise });
  assert.equal(only([mine, one({ slot: THEM, says: step(mine.msg_id, "kept") })]).state, "sent");
});

// ---- what lands with whom, and looking back together

const between = (all: Opened[]): Between | undefined => folded(all).between.get("s");
const NOTHING: Told = { ways: null, joint: false };

test("the last card and the last word on looking back count, each for who said it", () => {
  assert.equal(between([one()]), undefined);
  const all = [
    one({ seq: 1, says: card("touch", "words") }),
    one({ seq: 2, slot: THEM, says: card("time") }),
    one({ seq: 3, says: joint(true) }),
    one({ seq: 4, slot: THEM, says: joint(true) }),
    one({ seq: 5, slot: THEM, says: card() }),
    one({ seq: 6, says: joint(false) }),
  ];
  assert.deepEqual(between(all.slice(0, 1)), { mine: { ways: ["touch", "words"], joint: false }, theirs: NOTHING });
  assert.deepEqual(between(all.slice(0, 4)), {
    mine: { ways: ["touch", "words"], joint: true },
    theirs: { ways: ["time"], joint: true },
  });
  assert.deepEqual(between(all), {
    mine: { ways: ["touch", "words"], joint: false },
    theirs: { ways: [], joint: true },
  });
  const random = randomOf(3);
  for (let round = 0; round < 20; round += 1) assert.deepEqual(between(shuffled(all, random)), between(all));
});

test("what waits counts as the last; what was taken back, refused by a check, or said in a private space does not", () => {
  const first = one({ seq: 1, says: card("touch") });
  assert.deepEqual(between([one({ ...waits, says: card("time") }), first])?.mine.ways, ["time"]);
  const second = one({ seq: 2, says: card("time") });
  const gone = one({ seq: 3, says: { ...removal(second), act: true } });
  assert.deepEqual(between([first, second, gone])?.mine.ways, ["touch"]);
  assert.deepEqual(between([first, one({ seq: 4, says: card("time"), trouble: "self-tag" })])?.mine.ways, ["touch"]);
  assert.equal(between([one({ says: card("time"), shared: false, slot: ME })]), undefined);
});

test("a card that was called back before it was sent leaves nothing in a folder that remembers", () => {
  const folder = new Folder();
  const [note, first] = [one({ seq: 1 }), one({ seq: 2, says: card("touch") })];
  const now = (all: Opened[]) => folder.fold(all, setting).between.get("s")?.mine.ways;
  assert.deepEqual(now([note, first]), ["touch"]);
  assert.deepEqual(now([note, first, one({ ...waits, says: card("time") })]), ["time"]);
  assert.deepEqual(now([note, first]), ["touch"]);
});
