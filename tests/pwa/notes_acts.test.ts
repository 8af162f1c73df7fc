/** What is said about a note: answers, steps, taking back and putting back, copies; and what nobody else may do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Content, Feeling } from "../../pwa/src/kinds.ts";
import { fold, type TimelineNote } from "../../pwa/src/notes.ts";
import type { OnlyHere } from "../../pwa/src/only_here.ts";
import type { Opened } from "../../pwa/src/reader.ts";
import {
  answer,
  edit,
  emptied,
  folded,
  ME,
  nothing,
  one,
  only,
  removal,
  restore,
  setting,
  shown,
  states,
  step,
  THEM,
  TODAY,
  texts,
  type Wish,
} from "./logs.ts";

const waits = { seq: null, waiting: "waiting" } as const;
const mine = (wish: Wish = {}): Opened => one({ space: "p", shared: false, device: "pd", ...wish });
const forms = (note: TimelineNote): string[] => note.answers.map(({ form }) => form);

// ---- answers

test("an answer stands with its note, whole, and a note with an answer of the other was heard", () => {
  const note = one({ seq: 1 });
  const said = one({
    seq: 2,
    slot: THEM,
    part: 3,
    says: { k: "answer", to: note.msg_id, form: "come_back", text: "soon", back: "tomorrow" },
  });
  const seen = only([note, said]);
  assert.equal(seen.state, "heard");
  assert.deepEqual(seen.answers, [
    {
      msg_id: said.msg_id,
      mine: false,
      form: "come_back",
      text: "soon",
      back: "tomorrow",
      day: TODAY,
      part: 3,
      seq: 2,
      device: said.device,
      device_seq: said.device_seq,
      state: "sent",
    },
  ]);
});

test("answers of both stand in the order of the log, waiting ones last, and each says where it stands", () => {
  const note = one({ seq: 1 });
  const all = [
    one({ seq: null, waiting: "refused", device_seq: 902, says: answer(note.msg_id, "e") }),
    one({ ...waits, device_seq: 901, says: answer(note.msg_id, "d") }),
    one({ seq: 5, says: answer(note.msg_id, "b") }),
    one({ seq: 9, slot: THEM, says: answer(note.msg_id, "c") }),
    note,
    one({ seq: 3, slot: THEM, says: answer(note.msg_id, "a") }),
  ];
  assert.deepEqual(
    only(all).answers.map(({ form, mine: own, state, seq, text, back }) => [form, own, state, seq, text, back]),
    [
      ["a", false, "sent", 3, null, null],
      ["b", true, "sent", 5, null, null],
      ["c", false, "sent", 9, null, null],
      ["d", true, "waiting", null, null, null],
      ["e", true, "not_sent", null, null, null],
    ],
  );
});

test("a reply of the writer is no hearing", () => {
  const note = one({ seq: 1 });
  const seen = only([note, one({ seq: 2, says: answer(note.msg_id) })]);
  assert.deepEqual([seen.state, forms(seen)], ["sent", ["hug"]]);
});

test("an answer that was taken back is gone, and with it the hearing; put back, both are there again", () => {
  const note = one({ seq: 1 });
  const said = one({ seq: 2, slot: THEM, says: answer(note.msg_id) });
  const gone = one({ seq: 3, slot: THEM, says: { ...removal(said), act: true } });
  const back = one({ seq: 4, slot: THEM, says: restore(said.msg_id) });
  assert.deepEqual([only([note, said, gone]).state, forms(only([note, said, gone]))], ["sent", []]);
  assert.deepEqual([only([note, said, gone, back]).state, forms(only([note, said, gone, back]))], ["heard", ["hug"]]);
  const again = one({ seq: 5, slot: THEM, says: removal(said) });
  assert.equal(only([note, said, gone, back, again]).state, "sent");
  const other = one({ seq: 6, slot: THEM, says: answer(note.msg_id, "listening") });
  assert.deepEqual(forms(only([note, said, gone, other])), ["listening"]);
  assert.equal(only([note, said, gone, other]).state, "heard");
});

test("nobody takes back or puts back the other's answer, nor one whose numbers they do not know", () => {
  const note = one({ seq: 1, slot: THEM });
  const said = one({ seq: 2, says: answer(note.msg_id) });
  assert.deepEqual(forms(only([note, said, one({ seq: 3, slot: THEM, says: removal(said) })])), ["hug"]);
  for (const wrong of [{ dev: "other" }, { n: said.device_seq + 1 }])
    assert.deepEqual(forms(only([note, said, one({ seq: 3, says: { ...removal(said), ...wrong } })])), ["hug"]);
  const gone = one({ seq: 3, says: removal(said) });
  assert.deepEqual(forms(only([note, said, gone, one({ seq: 4, slot: THEM, says: restore(said.msg_id) })])), []);
  assert.deepEqual(forms(only([note, said, one({ seq: 3, space: "t", says: removal(said) })])), ["hug"]);
});

test("an answer is never edited, never answered, and stands alone nowhere", () => {
  const note = one({ seq: 1 });
  const said = one({ seq: 2, slot: THEM, says: { ...answer(note.msg_id), text: "as it was" } as Act });
  const all = [
    note,
    said,
    one({ seq: 3, slot: THEM, says: edit(said.msg_id, "forged") }),
    one({ seq: 4, says: answer(said.msg_id, "thanks") }),
    one({ seq: 5, slot: THEM, says: answer("nowhere") }),
    one({ seq: 6, slot: THEM, says: step("nowhere", "talk") }),
  ];
  assert.deepEqual(
    only(all).answers.map(({ form, text }) => [form, text]),
    [["hug", "as it was"]],
  );
});

test("an answer that could not be verified hears nothing", () => {
  const note = one({ seq: 1 });
  const bad = one({ seq: 2, slot: THEM, trouble: "gcm", says: answer(note.msg_id) });
  assert.deepEqual(states([note, bad]), ["sent", "unverified"]);
});

test("an answer in a space of one was taken in with its note, and nobody is heard by it", () => {
  const note = mine({ seq: 1 });
  const theirs: Act = { k: "answer", to: note.msg_id, form: "hug", by: "Bo" };
  const seen = only([note, mine({ seq: 2, says: answer(note.msg_id) }), mine({ seq: 3, says: theirs })]);
  assert.equal(seen.state, "sent");
  assert.deepEqual(
    seen.answers.map((one) => [one.mine, one.by]),
    [
      [true, undefined],
      [false, "Bo"],
    ],
  );
});

test("in a shared space nobody gives an answer in another's name", () => {
  const note = one({ seq: 1 });
  const posed: Act = { k: "answer", to: note.msg_id, form: "hug", by: "You" };
  const seen = only([note, one({ seq: 2, slot: THEM, says: posed }), one({ seq: 3, says: posed })]);
  assert.deepEqual(
    seen.answers.map((each) => [each.mine, each.by]),
    [
      [false, undefined],
      [true, undefined],
    ],
  );
});

test("an answer from a day that cannot be yet stands on the day of its neighbour", () => {
  const note = one({ seq: 1, day: "2026-11-20" });
  const said = one({ seq: 2, slot: THEM, day: "2031-01-01", says: answer(note.msg_id) });
  assert.equal(only([note, said]).answers[0]?.day, "2026-11-20");
});

// ---- strangers

test("two speak in a shared space and one in a private one: whoever else does is not believed", () => {
  const note = one({ seq: 1 });
  for (const says of [answer(note.msg_id), step(note.msg_id, "talk"), edit(note.msg_id, "x"), removal(note)]) {
    const [seen, stranger] = folded([note, one({ seq: 2, slot: 2, says })]).notes;
    assert.deepEqual([seen?.state, seen?.talk, seen?.answers.length, shown(seen)], ["sent", false, 0, "hello"]);
    assert.deepEqual([stranger?.state, stranger?.trouble], ["unverified", "slot"]);
  }
  assert.deepEqual(texts([mine({ seq: 1 }), mine({ seq: 2, slot: THEM, mine: false })]), ["hello", "slot"]);
});

// ---- to talk about

test("the last word of either about talking counts, a waiting one as the last", () => {
  const note = one({ seq: 1 });
  const [on, off] = [step(note.msg_id, "talk"), step(note.msg_id, "talked")];
  assert.equal(only([note]).talk, false);
  assert.equal(only([note, one({ seq: 2, slot: THEM, says: on })]).talk, true);
  assert.equal(only([one({ seq: 3, says: off }), note, one({ seq: 2, slot: THEM, says: on })]).talk, false);
  assert.equal(only([note, one({ seq: 3, says: on }), one({ seq: 2, slot: THEM, says: off })]).talk, true);
  assert.equal(only([one({ ...waits, says: on }), note, one({ seq: 9, slot: THEM, says: off })]).talk, true);
});

test("a step that was taken back counts no more", () => {
  const note = one({ seq: 1 });
  const on = one({ seq: 2, says: step(note.msg_id, "talk") });
  const gone = one({ seq: 3, says: { ...removal(on), act: true } });
  assert.equal(only([note, on, gone]).talk, false);
  assert.equal(only([note, on, gone, one({ seq: 4, says: restore(on.msg_id) })]).talk, true);
});

test("steps of one space mean nothing in the other, nor does a step nobody knows", () => {
  const note = one({ seq: 1 });
  const kept = mine({ seq: 1 });
  assert.equal(only([kept, mine({ seq: 2, says: step(kept.msg_id, "talk") })]).talk, false);
  for (const name of ["keep", "hold"])
    assert.equal(only([note, one({ seq: 2, says: step(note.msg_id, name) })]).settled, null);
  assert.deepEqual([...folded([note, one({ seq: 2, says: step("a", "came_back") })]).cameBack], []);
  const seen = only([note, one({ seq: 2, says: step(note.msg_id, "talk") }), one({ says: step(note.msg_id, "kept") })]);
  assert.equal(seen.talk, true);
  const other = folded([note, one({ seq: 1, space: "t", says: step(note.msg_id, "talk") })]);
  assert.equal(other.notes[0]?.talk, false);
});

// ---- what I decided about a kept note

test("the last decision about a kept note counts, with its day", () => {
  const note = mine({ seq: 1, day: "2026-11-01" });
  const decided = (seq: number | null, name: string, day: string) =>
    mine({ seq, waiting: seq === null ? "waiting" : null, day, says: step(note.msg_id, name) });
  assert.equal(only([note]).settled, null);
  const keep = decided(2, "keep", "2026-11-09");
  assert.deepEqual(only([note, keep]).settled, { step: "keep", day: "2026-11-09" });
  const hold = decided(3, "hold", "2026-11-10");
  assert.deepEqual(only([hold, note, keep]).settled, { step: "hold", day: "2026-11-10" });
  assert.equal(only([note, keep, hold, decided(null, "open", "2026-11-11")]).settled, null);
});

test("what I came back to is known by the answer, in my own space only", () => {
  const back = mine({ seq: 1, says: step("an-answer", "came_back") });
  assert.deepEqual([...folded([back]).cameBack], ["an-answer"]);
  assert.deepEqual([...folded([back, mine({ seq: 2, says: removal(back) })]).cameBack], []);
  assert.deepEqual(folded([back]).notes, []);
});

// ---- copies

const FEELING: Feeling = { k: "feeling", words: ["calm"] };
const copy: Content = { k: "copy", of: FEELING };

test("a copy is for its keeper alone: in a space of two it is not believed, nor is an edit into one", () => {
  assert.deepEqual(only([mine({ says: copy })]).content, copy);
  const [shared] = folded([one({ seq: 1, slot: THEM, says: copy })]).notes;
  assert.deepEqual([shared?.state, shared?.trouble, shared?.content], ["unverified", "content", null]);
  const note = one({ seq: 1 });
  assert.deepEqual(texts([note, one({ seq: 2, says: { k: "edit", to: note.msg_id, content: copy } })]), [
    "hello",
    "content",
  ]);
  const kept = mine({ seq: 1 });
  const changed = mine({ seq: 2, says: { k: "edit", to: kept.msg_id, content: copy } });
  assert.deepEqual(only([kept, changed]).content, copy);
});

// ---- taking back and putting back

test("mine can be put back for seven days after the day it was taken back, and nobody else's ever", () => {
  const note = one({ seq: 1, day: "2026-11-01" });
  const gone = one({ seq: 2, day: "2026-11-20", says: removal(note) });
  const on = (today: string, all = [note, gone]) => only(all, { today }).restorable;
  assert.equal(on("2026-11-20"), "2026-11-27");
  assert.equal(on("2026-11-27"), "2026-11-27");
  assert.equal(on("2026-11-28"), null);
  assert.equal(only([note]).restorable, null);
  const theirs = one({ seq: 1, slot: THEM });
  assert.equal(only([theirs, one({ seq: 2, slot: THEM, says: removal(theirs) })]).restorable, null);
  assert.equal(only([note, gone], { today: "2026-11-20", ended: new Map([["s", [THEM]]]) }).restorable, null);
  // Two devices took it back: the server's days began with the first. Put back and taken back again, they begin anew.
  const later = one({ seq: 3, day: "2026-11-22", says: removal(note) });
  assert.equal(on("2026-11-22", [note, gone, later]), "2026-11-27");
  const back = one({ seq: 3, day: "2026-11-21", says: restore(note.msg_id) });
  assert.equal(on("2026-11-22", [note, gone, back, { ...later, seq: 4 }]), "2026-11-29");
  assert.equal(on("2026-11-22", [note, gone, back]), null);
});

test("without its words here a note cannot be put back", () => {
  const note = one({ seq: 1 });
  const seen = only([emptied(note), one({ seq: 2, says: removal(note) })]);
  assert.deepEqual([seen.state, seen.restorable], ["taken_back", null]);
});

test("a kept note that was shared instead is moved, not lost; in a space of two nothing moves", () => {
  const kept = mine({ seq: 1 });
  const moved: Act = { ...removal(kept), moved: true };
  const seen = only([kept, mine({ seq: 2, says: moved })]);
  assert.deepEqual([seen.state, seen.moved, seen.restorable], ["taken_back", true, null]);
  assert.equal(only([emptied(kept), mine({ seq: 2, says: moved })]).moved, true);
  const back = mine({ seq: 3, says: restore(kept.msg_id) });
  assert.deepEqual([only([kept, mine({ seq: 2, says: moved }), back]).moved], [false]);
  const note = one({ seq: 1 });
  assert.equal(only([note, one({ seq: 2, says: { ...removal(note), moved: true } })]).moved, false);
});

test("an act that was taken back leaves nothing in the timeline, with its bytes or without", () => {
  const note = one({ seq: 1 });
  for (const says of [answer(note.msg_id), step(note.msg_id, "talk"), edit(note.msg_id, "x")]) {
    const act = one({ seq: 2, says });
    const gone = one({ seq: 3, says: { ...removal(act), act: true } });
    const [kept, dropped] = [only([note, act, gone]), only([note, emptied(act), gone])];
    assert.deepEqual(kept, dropped);
    assert.deepEqual([shown(kept), kept.edited, kept.talk, kept.answers.length], ["hello", false, false, 0]);
    const back = one({ seq: 4, says: restore(act.msg_id) });
    assert.deepEqual(only([note, emptied(act), gone, back]), kept);
    assert.deepEqual(folded([note, emptied(act), gone, back]).refetch, [{ space: "s", seq: 2, msg_id: act.msg_id }]);
  }
});

test("nobody makes a note vanish by calling it an act", () => {
  const note = one({ seq: 1, slot: THEM });
  const lie = one({ seq: 2, slot: THEM, says: { ...removal(note), act: true } });
  assert.deepEqual(texts([note, lie]), ["hello"]);
  assert.deepEqual(folded([note, lie]).drop, []);
});

test("a note whose bytes went stands where it stood, in the words of who took it back", () => {
  const all = [
    one({ seq: 1, day: "2026-11-20", part: 0, says: "a" }),
    one({ seq: 2, day: "2026-11-21", part: 3, says: "c" }),
    one({ seq: 3, day: "2026-11-20", part: 2, slot: THEM, says: "b" }),
  ];
  const late = all[2] as Opened;
  const gone = one({ seq: 4, slot: THEM, says: { ...removal(late), was: { day: "2026-11-20", part: 2 } } });
  const placed = (list: Opened[]) => folded(list).notes.map(({ seq, day, part, late: mark }) => [seq, day, part, mark]);
  const kept = placed([...all, gone]);
  assert.deepEqual(kept[1], [3, "2026-11-20", 2, true]);
  assert.deepEqual(placed([...all.slice(0, 2), emptied(late), gone]), kept);
  // One that could not be yet is no place, and the other's word is none either.
  for (const lie of [
    { ...gone, said: { ...gone.said, act: { ...removal(late), was: { day: "2099-01-01", part: 0 } } } } as Opened,
    one({ seq: 5, slot: ME, says: { ...removal(late), was: { day: "2026-11-01", part: 0 } } }),
  ])
    assert.deepEqual(placed([...all.slice(0, 2), emptied(late), lie])[2]?.[1], "2026-11-21");
});

test("the other's words go from this device at once, mine when their seven days are over", () => {
  const theirs = one({ seq: 1, slot: THEM });
  const changed = one({ seq: 2, slot: THEM, says: edit(theirs.msg_id, "x") });
  const gone = one({ seq: 3, slot: THEM, says: removal(theirs) });
  assert.deepEqual(folded([theirs, changed, gone]).drop, [{ space: "s", seq: 1 }]);
  const goneToo = one({ seq: 4, slot: THEM, says: { ...removal(changed), act: true } });
  assert.deepEqual(folded([theirs, changed, gone, goneToo]).drop, [
    { space: "s", seq: 1 },
    { space: "s", seq: 2 },
  ]);
  assert.deepEqual(folded([emptied(theirs), gone]).drop, []);
  assert.deepEqual(folded([theirs, gone, one({ seq: 4, slot: THEM, says: restore(theirs.msg_id) })]).drop, []);
  const own = one({ seq: 1, day: "2026-11-01" });
  const away = one({ seq: 2, day: "2026-11-15", says: removal(own) });
  assert.deepEqual(folded([own, away], { today: "2026-11-22" }).drop, []);
  assert.deepEqual(folded([own, away], { today: "2026-11-23" }).drop, [{ space: "s", seq: 1 }]);
});

test("the other cannot make my words go from my device", () => {
  const note = one({ seq: 1 });
  const answered = one({ seq: 2, slot: THEM, says: removal(note) });
  assert.deepEqual(folded([note, answered], { today: "2027-01-01" }).drop, []);
  assert.deepEqual(folded([note, answered]).taken, []);
});

test("every stored copy goes, and what still waits in the outbox is not the log's", () => {
  const old = one({ seq: -3, slot: THEM, msg_id: "x" });
  const again = { ...old, seq: 4 };
  const gone = one({ seq: 5, slot: THEM, says: removal(old) });
  assert.deepEqual(folded([old, again, gone]).drop, [
    { space: "s", seq: -3 },
    { space: "s", seq: 4 },
  ]);
  const waiting = one(waits);
  const both = [waiting, one({ ...waits, day: "2026-01-01", says: removal(waiting) })];
  assert.deepEqual(folded(both).drop, []);
});

test("bytes that nobody could verify stay: who wrote them is not known", () => {
  const bad = one({ seq: 1, slot: THEM, trouble: "slot" });
  const gone = one({ seq: 2, slot: THEM, says: removal(bad) });
  assert.deepEqual(states([bad, gone]), ["taken_back"]);
  assert.deepEqual(folded([bad, gone]).drop, []);
  const locked = { ...bad, trouble: "waiting_for_key" };
  assert.deepEqual(folded([locked, gone]).drop, [{ space: "s", seq: 1 }]);
});

test("what was put back and has no bytes here is fetched, and says so meanwhile", () => {
  const note = one({ seq: 1, slot: THEM });
  const gone = one({ seq: 2, slot: THEM, says: removal(note) });
  const back = one({ seq: 3, slot: THEM, says: restore(note.msg_id) });
  const all = [emptied(note), gone, back];
  const seen = only(all);
  assert.deepEqual([seen.state, seen.trouble, seen.content], ["restoring", null, null]);
  assert.deepEqual(folded(all).refetch, [{ space: "s", seq: 1, msg_id: note.msg_id }]);
  assert.deepEqual(folded([note, gone, back]).refetch, []);
  assert.deepEqual(folded([emptied(note), back]).refetch, []);
  assert.deepEqual(texts([emptied(note), back]), ["withheld"]);
  assert.deepEqual(folded([emptied(note), gone, one({ seq: 3, says: restore(note.msg_id) })]).refetch, []);
  assert.deepEqual(folded([emptied(note), gone, back, one({ seq: 4, slot: THEM, says: removal(note) })]).refetch, []);
  assert.deepEqual(states(all, { ended: new Map([["s", [THEM]]]) }), ["taken_back"]);
});

test("a server that forgot is told what of mine stands taken back", () => {
  const [note, other, theirs] = [one({ seq: 1 }), one({ seq: 2 }), one({ seq: 3, slot: THEM })];
  const said = one({ seq: 4, says: answer(theirs.msg_id) });
  const all = [
    ...[note, other, theirs, said],
    one({ seq: 5, says: removal(note) }),
    one({ seq: 6, says: { ...removal(said), act: true } }),
    one({ seq: 7, slot: THEM, says: removal(theirs) }),
    one({ seq: 8, says: removal(other) }),
    one({ seq: 9, says: restore(other.msg_id) }),
  ];
  const taken = [note, said].map(({ msg_id }) => ({ space: "s", msg_id }));
  assert.deepEqual(folded(all).taken, taken);
  assert.deepEqual(folded([emptied(note), ...all.slice(1)], { today: "2027-01-01" }).taken, taken);
});

test("an edit that stands on a note I took back holds its words, and is left over", () => {
  const note = one({ seq: 1 });
  const changed = one({ seq: 2, says: edit(note.msg_id, "x") });
  const gone = one({ seq: 3, says: removal(note) });
  const { msg_id, device, device_seq } = changed;
  assert.deepEqual(folded([note, changed]).leftover, []);
  assert.deepEqual(folded([note, changed, gone]).leftover, [{ space: "s", msg_id, device, device_seq }]);
  const cleared = one({ seq: 4, says: { ...removal(changed), act: true } });
  assert.deepEqual(folded([note, changed, gone, cleared]).leftover, []);
  const theirs = one({ seq: 5, slot: THEM });
  const all = [theirs, one({ seq: 6, slot: THEM, says: edit(theirs.msg_id, "y") })];
  assert.deepEqual(folded([...all, one({ seq: 7, slot: THEM, says: removal(theirs) })]).leftover, []);
});

test("what was done about a note is shown the same with the bytes that had to go and without", () => {
  const [a, b] = [one({ seq: 1, slot: THEM, part: 1 }), one({ seq: 2, slot: THEM, part: 0 })];
  const was = { day: TODAY, part: 0 as const };
  const [changed, said] = [
    one({ seq: 3, slot: THEM, says: edit(b.msg_id, "x") }),
    one({ seq: 4, slot: THEM, says: answer(a.msg_id) }),
  ];
  const acts = [
    one({ seq: 5, slot: THEM, says: { ...removal(b), was } }),
    one({ seq: 6, slot: THEM, says: { ...removal(changed), act: true } }),
    one({ seq: 7, slot: THEM, says: { ...removal(said), act: true } }),
    one({ seq: 8, part: 3, says: "last" }),
  ];
  const all = [a, b, changed, said, ...acts];
  const before = folded(all);
  assert.deepEqual(before.drop.map(({ seq }) => seq).sort(), [2, 3, 4]);
  const after = folded(all.map((each) => (before.drop.some(({ seq }) => seq === each.seq) ? emptied(each) : each)));
  assert.deepEqual(after.drop, []);
  const seen = (notes: readonly TimelineNote[]) => notes.map(({ device: _, device_seq: __, ...rest }) => rest);
  assert.deepEqual(seen(after.notes), seen(before.notes));
});

test("what a deletion of a note must name is in the note", () => {
  const note = one({ seq: 1, device: "d9", device_seq: 7 });
  assert.deepEqual([only([note]).device, only([note]).device_seq], ["d9", 7]);
  assert.equal(only([nothing({ seq: 1 })]).device, null);
});

// ---- on this phone only

const here = (more: Partial<OnlyHere> = {}): OnlyHere => ({
  ...{ id: "h", content: { k: "thought", text: "only here" }, day: TODAY, part: 1 },
  ...more,
});

test("a note of this phone alone stands among the others in its part of the day, last", () => {
  const all = [one({ seq: 1, part: 1, says: "a" }), one({ seq: 2, part: 2, says: "b" })];
  const { notes } = fold(all, setting, [here()]);
  assert.deepEqual(notes.map(shown), ["a", "only here", "b"]);
  const { id, msg_id, space, shared, mine: own, seq, state, only_here, restorable, settled } = notes[1] as TimelineNote;
  assert.deepEqual(
    { id, msg_id, space, shared, own, seq, state, only_here, restorable, settled },
    {
      ...{ id: "h.0", msg_id: "h", space: "", shared: false, own: true, seq: null, state: "only_here" },
      ...{ only_here: true, restorable: null, settled: null },
    },
  );
  const [settledNote] = fold([], setting, [here({ settled: { step: "hold", day: TODAY }, edited: true })]).notes;
  assert.deepEqual([settledNote?.settled, settledNote?.edited], [{ step: "hold", day: TODAY }, true]);
});

test("let go of, it can be put back for seven days and is not shown after them", () => {
  const gone = [here({ gone: "2026-11-15", edited: true })];
  const [note] = fold([], { ...setting, today: "2026-11-22" }, gone).notes;
  assert.deepEqual(
    [note?.state, note?.content, note?.edited, note?.restorable],
    ["taken_back", null, false, "2026-11-22"],
  );
  assert.deepEqual(fold([], { ...setting, today: "2026-11-23" }, gone).notes, []);
});

test("one that went to the server by now is not there twice", () => {
  const kept = mine({ seq: 1, msg_id: "h" });
  assert.deepEqual(fold([kept], setting, [here()]).notes.map(shown), ["hello"]);
});
