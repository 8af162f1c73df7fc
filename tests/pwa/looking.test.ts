/** What *Looking back* works out of the notes: which words, which days, what was said, and which old note may come up again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Affirmation, Feeling, Quadrant, Word } from "../../pwa/src/kinds.ts";
import type { Answer, TimelineNote } from "../../pwa/src/notes.ts";
import { resurfaced } from "../../pwa/src/screens/looking_earlier.ts";
import {
  daysOf,
  helpedIn,
  mineOf,
  ofTheTwo,
  waysIn,
  within,
  wordsOfBoth,
  wordsOver,
} from "../../pwa/src/screens/looking_notes.ts";

const TODAY = "2026-11-23";
const PAIR = { space: "two", name: "Bo", closed: false };
const NONE = { notes: new Set<string>(), today: false };

let counter = 0;
/** A kept thought of mine of today, unless wished otherwise. */
function noted(wish: Partial<TimelineNote> = {}): TimelineNote {
  counter += 1;
  return {
    id: `${counter}.0`,
    msg_id: `${counter}`,
    space: "mine",
    shared: false,
    mine: true,
    day: TODAY,
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
    only_here: false,
    became: null,
    ...wish,
  };
}
const feeling = (words: Word[], more: Partial<Feeling> = {}): Feeling => ({ k: "feeling", words, ...more });
const felt = (words: Word[], wish: Partial<TimelineNote> = {}, more: Partial<Feeling> = {}): TimelineNote =>
  noted({ content: feeling(words, more), ...wish });
const SHARED = { shared: true, space: "two" };
const THEIRS = { ...SHARED, mine: false };
const answer = (wish: Partial<Answer> = {}): Answer => {
  counter += 1;
  const place = { msg_id: `a${counter}`, device: "e", device_seq: counter, seq: counter, day: TODAY, part: 2 } as const;
  return { ...place, mine: false, form: "hear", text: null, back: null, state: "sent", ...wish };
};

test("a range is this month, this year or everything", () => {
  const all = ["2026-11-01", "2026-01-31", "2025-11-23"].map((day) => noted({ day }));
  const days = (["month", "year", "all"] as const).map((range) => within(all, range, TODAY).map(({ day }) => day));
  assert.deepEqual(days, [["2026-11-01"], ["2026-11-01", "2026-01-31"], ["2026-11-01", "2026-01-31", "2025-11-23"]]);
});

test("mine is what I wrote, kept and shared, and neither copies nor what is gone, moved or theirs", () => {
  const [kept, shared] = [noted(), noted(SHARED)];
  const not = [
    noted({ content: { k: "copy", of: { k: "thought", text: "theirs" } } }),
    noted({ content: { k: "unknown" } }),
    noted({ content: null, state: "taken_back" }),
    noted({ moved: true }),
    noted(THEIRS),
  ];
  assert.deepEqual(mineOf([kept, shared, ...not]), [kept, shared]);
});

test("of the two is only what both have of the pair that is open", () => {
  const [mine, theirs] = [noted({ ...SHARED, state: "heard" }), noted(THEIRS)];
  const not = [
    noted(),
    noted({ ...SHARED, space: "before" }),
    noted({ ...SHARED, state: "waiting" }),
    noted({ ...SHARED, state: "not_sent" }),
    noted({ ...THEIRS, content: null, state: "taken_back" }),
  ];
  assert.deepEqual(ofTheTwo([mine, theirs, ...not], "two"), [mine, theirs]);
});

test("how often a word was there is said in words, by month, the newest first, each note once", () => {
  const day = "2026-10-05";
  const notes = [
    ...[1, 2, 3, 4].map(() => felt(["sad", "sad"], { day })),
    ...[1, 2, 3].map(() => felt(["tired"], { day })),
    ...[1, 2].map(() => felt(["hurt"], { day })),
    felt(["lost", "lost"], { day }),
    ...[1, 2].map(() => felt([{ own: "Sunday-ish" }], { day }, { quadrant: "low_pleasant" })),
    felt([{ own: " sunday-ISH " }], { day }, { quadrant: "low_pleasant" }),
    felt(["calm"], { day }),
    felt(["happy"], { day: TODAY }),
  ];
  const over = wordsOver(notes, "year");
  assert.deepEqual(
    over.map(({ time }) => time),
    ["2026-11", "2026-10"],
  );
  const said = over[1]?.bands.map(({ band, words }) => [band, words.map(({ word, often }) => [word, often])]);
  assert.deepEqual(said, [
    [
      "low_unpleasant",
      [
        ["sad", "often"],
        ["tired", "sometimes"],
        ["hurt", "sometimes"],
        ["lost", "once"],
      ],
    ],
    [
      "low_pleasant",
      [
        [{ own: "Sunday-ish" }, "sometimes"],
        ["calm", "once"],
      ],
    ],
  ]);
});

test("a band is as wide as its share of the words, and said in words", () => {
  const notes = [...[1, 2, 3].map(() => felt(["sad"])), ...[1, 2].map(() => felt(["calm"])), felt([{ own: "dunno" }])];
  const [time] = wordsOver(notes, "all");
  const shares = time?.bands.map(({ band, share, much }) => [band, share, much]);
  assert.deepEqual(shares, [
    ["low_unpleasant", 1 / 2, "much"],
    ["low_pleasant", 1 / 3, "much"],
    [null, 1 / 6, "little"],
  ]);
});

test("this month is looked at by its weeks, the last as long as the month", () => {
  const notes = ["01", "07", "08", "21", "22", "29"].map((date) => felt(["sad"], { day: `2026-11-${date}` }));
  assert.deepEqual(
    wordsOver(notes, "month").map(({ time }) => time),
    ["2026-11-22", "2026-11-15", "2026-11-08", "2026-11-01"],
  );
});

test("a day has each tile once and no number, whatever was written, and days without a note are not there", () => {
  const quadrant: Quadrant = "high_pleasant";
  const notes = [
    felt(["sad"], { day: "2026-11-02" }),
    felt(["calm"], { day: "2026-11-02" }, { quadrant }),
    felt(["happy"], { day: "2026-11-02" }),
    noted({ day: "2026-11-02" }),
    noted({ day: "2026-10-31" }),
  ];
  const months = daysOf(notes);
  const shown = months.map(({ month, days }) => [month, days.map(({ day, bands }) => [day, bands])]);
  assert.deepEqual(shown, [
    ["2026-11", [["2026-11-02", ["high_pleasant", "low_unpleasant", null]]]],
    ["2026-10", [["2026-10-31", [null]]]],
  ]);
});

test("what was said to what I asked for, the newest first, the same words once; what nobody answered is not there", () => {
  const asked = (help: Feeling["help"], ...answers: Answer[]) =>
    felt(["sad"], { ...SHARED, answers }, help ? { help } : {});
  const [old, again] = [answer({ day: "2026-11-01" }), answer()];
  const own = answer({ form: "own", text: "I was there too", day: "2026-11-10" });
  const comfort = answer({ form: "hold_you", day: "2026-11-22" });
  const notes = [
    asked("comfort", comfort),
    asked("listen", old, answer({ mine: true, text: "mine" })),
    asked("listen", own),
    asked("listen", again),
    asked("space"),
    asked(undefined, answer()),
    { ...asked("time", answer()), mine: false },
  ];
  const helped = helpedIn(notes).map(({ help, said }) => [help, said.map((one) => one.answer)]);
  assert.deepEqual(helped, [
    ["listen", [again, own]],
    ["comfort", [comfort]],
  ]);
});

test("a way is there or not, given, received, and what became of it; never how much", () => {
  const kind = (way: string, wish: Partial<TimelineNote>): TimelineNote => {
    const content: Affirmation = { k: "affirm", way, form: "promise", text: "because" };
    return noted({ ...SHARED, content, ...wish });
  };
  const became = { step: "kept", mine: true, day: TODAY } as unknown as TimelineNote["became"];
  const many = Array.from({ length: 99 }, () => kind("time", { mine: false }));
  const notes = [...many, kind("hands", { became }), kind("constructor", {}), kind("touch", {}), ...many];
  assert.deepEqual(waysIn(notes), [
    { way: "time", given: false, received: true, became: null },
    { way: "hands", given: true, received: false, became: "kept" },
    { way: "touch", given: true, received: false, became: null },
  ]);
});

test("the words of both are those that each has used, all alike, whatever a partner's app wrote", () => {
  const strange = ["constructor", "__proto__", "hasownproperty", "tostring"];
  const notes = [
    felt(["sad", "calm", { own: "Meh" }], SHARED),
    felt(["glad", { own: "only mine" }], SHARED),
    ...Array.from({ length: 500 }, () => felt(["sad"], THEIRS)),
    felt(["calm", { own: " meh" }, { own: "\u202eevil" }], THEIRS),
    ...strange.map((word) => felt([word], THEIRS)),
  ];
  assert.deepEqual(
    wordsOfBoth(notes).map(({ word }) => word),
    ["sad", "calm", { own: "Meh" }],
  );
  assert.deepEqual(wordsOver(notes.slice(-4), "all")[0]?.bands[0]?.words.length, 4);
});

// Resurfacing
const around = ["2025-11-23", "2025-11-20", "2025-11-26", "2024-11-22", "2023-11-25", "2026-05-25", "2026-05-22"];
const far = ["2025-11-19", "2025-11-27", "2026-11-22", "2026-05-29", "2026-05-21", "2025-05-25"];
const up = (notes: TimelineNote[], pair: typeof PAIR | null = PAIR, away = NONE): TimelineNote | null =>
  resurfaced(notes, TODAY, pair, away)?.note ?? null;

test("an old note is one from around this day in an earlier year, or from half a year ago", () => {
  for (const day of around) assert.ok(up([noted({ day })]), day);
  for (const day of far) assert.equal(up([noted({ day })]), null, day);
  const leap = resurfaced([noted({ day: "2024-02-29" })], "2026-03-01", null, NONE);
  assert.equal(leap?.years, 2);
});

test("of several it is one: an earlier year, the nearest day, the newest", () => {
  const [half, three, two, near] = ["2026-05-25", "2023-11-23", "2024-11-23", "2025-11-22"].map((day) =>
    noted({ day }),
  ) as [TimelineNote, TimelineNote, TimelineNote, TimelineNote];
  assert.equal(up([half, three, two, near]), two);
  assert.equal(up([half, near]), near);
  assert.equal(resurfaced([half], TODAY, PAIR, NONE)?.years, 0);
});

test("never one that was hard, held, theirs, a copy, taken back, moved or put away; and one a day", () => {
  const day = "2025-11-23";
  const fine = felt(["sad"], { day });
  assert.equal(up([fine]), fine);
  for (const wish of [
    { content: feeling(["sad"], { marks: ["hard_to_say"] }) },
    { content: feeling(["sad"], { marks: ["older_than_us"] }) },
    { settled: { step: "hold" as const, day } },
    THEIRS,
    { content: { k: "copy" as const, of: { k: "thought" as const, text: "theirs" } } },
    { content: null, state: "taken_back" as const },
    { moved: true },
  ])
    assert.equal(up([noted({ ...fine, ...wish })]), null, JSON.stringify(wish));
  assert.equal(up([fine], PAIR, { notes: new Set([fine.msg_id]), today: false }), null);
  assert.equal(up([fine], PAIR, { notes: new Set(), today: true }), null);
});

test("leaving ends it: nothing comes up while it is closed, and later nothing from up to then, kept or shared", () => {
  const day = "2024-11-23";
  const [kept, shared, since] = [noted({ day }), noted({ ...SHARED, day }), noted({ day: "2025-11-23" })];
  assert.equal(up([kept, shared]), shared);
  assert.equal(up([kept, shared, since], { ...PAIR, closed: true }), null);
  const last = noted({ ...THEIRS, day: "2025-02-01", content: null, state: "taken_back" });
  const another = { ...PAIR, space: "another" };
  assert.equal(up([kept, shared, last], another), null);
  assert.equal(up([kept, shared, last, since], another), since);
});
