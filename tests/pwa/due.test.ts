/** What comes to Today: the newest note not answered, and what I said I would come back to; never a debt. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Back, Part } from "../../pwa/src/kinds.ts";
import type { Answer, TimelineNote } from "../../pwa/src/notes.ts";
import { comingBack } from "../../pwa/src/screens/coming_back.ts";
import { newestUnanswered } from "../../pwa/src/screens/due.ts";

let counter = 0;
function note(more: Partial<TimelineNote> = {}): TimelineNote {
  counter += 1;
  return {
    id: `m${counter}.1`,
    msg_id: `m${counter}`,
    space: "s",
    shared: true,
    mine: false,
    day: "2026-11-22",
    part: 2,
    seq: counter,
    content: { k: "thought", text: "hello" },
    state: "sent",
    trouble: null,
    edited: false,
    late: false,
    device: "d",
    device_seq: counter,
    answers: [],
    talk: false,
    restorable: null,
    moved: false,
    settled: null,
    became: null,
    only_here: false,
    ...more,
  };
}
function answer(more: Partial<Answer> = {}): Answer {
  counter += 1;
  return {
    msg_id: `a${counter}`,
    mine: true,
    form: "hear",
    text: null,
    back: null,
    day: "2026-11-22",
    part: 2,
    seq: counter,
    device: "d",
    device_seq: counter,
    state: "sent",
    ...more,
  };
}
const later = (back: Back, more: Partial<Answer> = {}): Answer => answer({ form: "come_back", back, ...more });
const at = (day: string, part: Part) => ({ day, part });
const none: ReadonlySet<string> = new Set();

test("the newest is the last in the log, whatever day it tells of", () => {
  const late = note({ day: "2026-11-20", seq: 99 });
  const notes = [late, note({ seq: 97 }), note({ seq: 98 })];
  assert.equal(newestUnanswered(notes, "s"), late);
});

test("mine, answered, taken back, unreadable and elsewhere do not come", () => {
  const aside = note();
  const notes = [
    note({ mine: true }),
    note({ answers: [answer()] }),
    note({ content: null, state: "taken_back" }),
    note({ content: { k: "unknown" } }),
    note({ space: "closed" }),
    aside,
  ];
  assert.equal(
    newestUnanswered(notes, "s", (one) => one === aside),
    null,
  );
  assert.equal(newestUnanswered(notes, "s"), aside);
});

test("an answer that was taken back, or only the writer's own, leaves it unanswered", () => {
  const said = note({ answers: [answer({ mine: false })] });
  assert.equal(newestUnanswered([said], "s"), said);
});

test("each word comes when it says, and waits from then on", () => {
  const cases: [Back, ReturnType<typeof at>, boolean][] = [
    ["later_today", at("2026-11-22", 2), false],
    ["later_today", at("2026-11-22", 3), true],
    ["later_today", at("2026-11-23", 0), true],
    ["tomorrow", at("2026-11-22", 3), false],
    ["tomorrow", at("2026-11-23", 0), true],
    ["few_days", at("2026-11-24", 3), false],
    ["few_days", at("2026-11-25", 0), true],
    ["few_days", at("2027-03-01", 0), true],
  ];
  for (const [back, now, due] of cases) {
    const notes = [note({ answers: [later(back)] })];
    assert.equal(comingBack(notes, "s", none, now) !== null, due, `${back} ${now.day} ${now.part}`);
  }
});

test("a day before it was said, after a journey over the date line, nothing is due", () => {
  assert.equal(comingBack([note({ answers: [later("later_today")] })], "s", none, at("2026-11-21", 3)), null);
});

test("three days are calendar days, over a change of clocks and a month's end", () => {
  const notes = [note({ answers: [later("few_days", { day: "2026-10-24" })] })];
  assert.equal(comingBack(notes, "s", none, at("2026-10-26", 3)), null);
  assert.ok(comingBack(notes, "s", none, at("2026-10-27", 0)));
});

test("one at a time, the one said first", () => {
  const old = note({ answers: [later("tomorrow", { day: "2026-11-01" })] });
  const notes = [note({ answers: [later("tomorrow")] }), old];
  assert.equal(comingBack(notes, "s", none, at("2026-12-01", 0))?.note, old);
});

test("done, said something since, taken back, closed, or the other's: no reminder", () => {
  const now = at("2026-12-01", 0);
  const done = later("tomorrow");
  const quiet = [
    note({ answers: [done] }),
    note({ answers: [later("tomorrow"), answer()] }),
    note({ answers: [later("tomorrow")], content: null, state: "taken_back" }),
    note({ answers: [later("tomorrow")], space: "closed" }),
    note({ answers: [later("tomorrow", { mine: false })] }),
  ];
  assert.equal(comingBack(quiet, "s", new Set([done.msg_id]), now), null);
  const onceMore = note({ answers: [later("tomorrow"), answer(), later("few_days"), answer({ mine: false })] });
  assert.ok(comingBack([onceMore], "s", none, now));
});
