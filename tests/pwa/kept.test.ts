/** Which kept note is asked about, what *Just mine* shows, and what may be brought along. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TimelineNote } from "../../pwa/src/notes.ts";
import { bringable, offered, shownInMine } from "../../pwa/src/screens/kept.ts";

const TODAY = "2026-11-22";
const back = (days: number): string => new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10);

let counter = 0;
/** A kept thought of mine, ten days old, unless wished otherwise. */
function kept(wish: Partial<TimelineNote> = {}): TimelineNote {
  counter += 1;
  return {
    id: `${counter}.0`,
    msg_id: `${counter}`,
    space: "p",
    shared: false,
    mine: true,
    day: back(10),
    part: 2,
    seq: counter,
    content: { k: "thought", text: "kept" },
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
    ...wish,
  };
}
const gone: Partial<TimelineNote> = { content: null, state: "taken_back" };

test("a note is asked about once it has rested more than seven days", () => {
  const days = [0, 6, 7, 8, 400].map((days) => offered([kept({ day: back(days) })], TODAY) !== null);
  assert.deepEqual(days, [false, false, false, true, true]);
});

test("of several it is the newest that has rested, and one only", () => {
  const [oldest, older, young] = [kept({ day: back(90) }), kept({ day: back(9) }), kept({ day: back(2) })];
  assert.equal(offered([oldest, older, young], TODAY), older);
});

test("what is held is never asked about; what was kept, after a month", () => {
  assert.equal(offered([kept({ day: back(90), settled: { step: "hold", day: back(60) } })], TODAY), null);
  const asked = [0, 1, 29, 30, 31].map(
    (days) => offered([kept({ day: back(90), settled: { step: "keep", day: back(days) } })], TODAY) !== null,
  );
  assert.deepEqual(asked, [false, false, false, true, true]);
});

test("after one decision nothing more is asked that day", () => {
  const waiting = kept();
  assert.equal(offered([kept({ settled: { step: "keep", day: TODAY } }), waiting], TODAY), null);
  assert.equal(offered([kept({ settled: { step: "hold", day: TODAY } }), waiting], TODAY), null);
  assert.equal(offered([kept({ ...gone, restorable: back(-7) }), waiting], TODAY), null, "let go today");
  assert.equal(offered([kept({ ...gone, restorable: back(-6) }), waiting], TODAY), waiting, "let go yesterday");
  assert.equal(offered([kept({ shared: true, ...gone, restorable: back(-7) }), waiting], TODAY), waiting);
});

test("copies, shared notes, what was let go or moved and what can't be read are not asked about", () => {
  const copy: TimelineNote["content"] = { k: "copy", of: { k: "thought", text: "theirs" } };
  for (const wish of [
    { content: copy },
    { content: { k: "unknown" as const } },
    { shared: true },
    { mine: false },
    { ...gone, restorable: back(-2) },
    { ...gone, moved: true },
    { content: null, state: "unverified" as const },
  ]) {
    assert.equal(offered([kept(wish)], TODAY), null, JSON.stringify(wish));
    assert.deepEqual(bringable([kept(wish)]), []);
  }
});

test("what is on this phone only is asked about like the rest, but never listed for bringing", () => {
  const here = kept({ only_here: true });
  assert.equal(offered([here], TODAY), here);
  assert.deepEqual(bringable([here]), []);
});

test("what is held can be brought along: that is the choosing", () => {
  const held = kept({ settled: { step: "hold", day: back(3) } });
  assert.deepEqual(bringable([held]), [held]);
});

test("Just mine shows what was kept and what can be put back, and neither what moved nor what is gone", () => {
  const here = kept({ only_here: true });
  const restorable = kept({ ...gone, restorable: back(-2) });
  const copy = kept({ content: { k: "copy", of: { k: "thought", text: "theirs" } } });
  const hidden = [kept(gone), kept({ ...gone, moved: true, restorable: back(-2) }), kept({ shared: true })];
  assert.deepEqual(shownInMine([here, restorable, copy, ...hidden]), [here, restorable, copy]);
});
