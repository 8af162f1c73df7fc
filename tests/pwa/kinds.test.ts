/** Content comes from another person's app, perhaps a changed one: it is read exactly, or refused whole. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Act, NotANote, read } from "../../pwa/src/kinds.ts";

type Json = Record<string, unknown>;
const WHEN = { day: "2026-11-22", part: 2 };
const refused = (json: Json): void =>
  assert.throws(() => read({ ...WHEN, ...json }), NotANote, JSON.stringify(json)?.slice(0, 120));
const content = (json: Json) => read({ ...WHEN, ...json }).content;
const act = (json: Json) => read({ ...WHEN, ...json }).act;

const FEELING = { k: "feeling", words: ["lonely", { own: "half hopeful" }] };

test("a whole feeling is read as it was written", () => {
  const whole = {
    ...FEELING,
    quadrant: "low_unpleasant",
    because: "we talked past each other",
    help: "listen",
    topics: ["us", "work"],
    marks: ["hard_to_say"],
  };
  assert.deepEqual(content(whole), whole);
  assert.deepEqual(content(FEELING), FEELING);
});

test("what is not in the lists is left out, what is not a feeling is refused", () => {
  const odd = {
    ...FEELING,
    quadrant: "sideways",
    help: 7,
    topics: ["us", "us", 3, "aliens"],
    marks: "hard_to_say",
    more: { kept: "nowhere" },
  };
  assert.deepEqual(content(odd), { ...FEELING, topics: ["us"] });
  for (const words of [
    undefined,
    null,
    "lonely",
    [],
    ["a", "b", "c", "d"],
    [3],
    [null],
    [[]],
    [{}],
    [{ own: 3 }],
    [{ own: "" }],
    [{ own: "   " }],
    [{ own: "x".repeat(81) }],
    ["UPPER"],
    ["<b>"],
    ["a".repeat(41)],
    [""],
    { length: 1, 0: "lonely" },
    Array.from({ length: 16_000 }, () => "glad"),
  ]) {
    refused({ k: "feeling", words });
  }
  for (const because of [null, 3, "", {}, [], "x".repeat(16_385)]) refused({ ...FEELING, because });
});

test("names of the prototype are only names", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    refused({ ...FEELING, words: [{ [name]: "x" }] });
    assert.deepEqual(content({ ...FEELING, quadrant: name, help: name, topics: [name], marks: [name] }), FEELING);
    assert.deepEqual(content({ k: name }), { k: "unknown" });
    assert.equal(act({ k: name }), null);
  }
  const polluted = JSON.parse('{"k":"hello","heads":{"__proto__":5},"__proto__":{"day":"1999-01-01"}}') as Json;
  const said = read({ ...WHEN, ...polluted });
  assert.equal(said.day, WHEN.day);
  assert.equal(Object.getPrototypeOf(said.heads), Object.prototype);
  assert.equal((said.heads as Json)["polluted"], undefined);
});

test("day and part are a calendar day and a quarter of it, nothing finer and nothing else", () => {
  for (const day of [
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "2026-11-22T10:00",
    "22-11-2026",
    "",
    "  2026-11-22",
    "2026-11-22\n",
    null,
    20_261_122,
    ["2026-11-22"],
    {},
  ]) {
    refused({ ...FEELING, day });
  }
  for (const part of [-1, 4, 1.5, "2", null, [2], true, Number.NaN]) refused({ ...FEELING, part });
  for (const day of ["0001-01-01", "2024-02-29", "9999-12-31"])
    assert.equal(read({ ...WHEN, ...FEELING, day }).day, day);
});

test("a kind must be a word; one that is not known yet is kept as unknown", () => {
  for (const k of [undefined, null, 3, {}, ["feeling"], "x".repeat(41)]) refused({ k });
  assert.deepEqual(content({ k: "hologram", text: "x" }), { k: "unknown" });
});

test("a thought and an affirmation carry their words or are refused", () => {
  assert.deepEqual(content({ k: "thought", text: "so", prompt: "p1" }), { k: "thought", text: "so", prompt: "p1" });
  assert.deepEqual(content({ k: "thought", text: "so", prompt: 3 }), { k: "thought", text: "so" });
  const affirm = { k: "affirm", way: "words_of", form: "hug", text: "you" };
  assert.deepEqual(content(affirm), affirm);
  for (const bad of [undefined, null, "", 3, {}, ["x"], "x".repeat(16_385)]) {
    refused({ k: "thought", text: bad });
    for (const name of ["way", "form", "text"]) refused({ ...affirm, [name]: bad });
  }
});

test("a copy carries the whole of what was copied, once", () => {
  const affirm = { k: "affirm", way: "words_of", form: "hug", text: "you" };
  for (const whole of [FEELING, { k: "thought", text: "so", prompt: "p1" }, affirm])
    assert.deepEqual(content({ k: "copy", of: whole }), { k: "copy", of: whole });
  assert.deepEqual(content({ k: "copy", of: { ...FEELING, help: 7, more: 1 } }), { k: "copy", of: FEELING });
  for (const whole of [undefined, null, "so", 3, [], { k: "feeling" }, { k: "thought" }, { k: "affirm", text: "x" }])
    refused({ k: "copy", of: whole });
  for (const whole of [{}, { k: "hologram" }, { k: "copy", of: FEELING }, { k: "answer", to: "m", form: "hug" }])
    assert.deepEqual(content({ k: "copy", of: whole }), { k: "unknown" });
  const edit = { k: "edit", to: "m", content: { k: "copy", of: FEELING } };
  assert.deepEqual(act(edit), edit);
});

test("a deletion may say that it moved, that it took an act, and where that stood; nothing else is believed", () => {
  const plain = { k: "delete", to: "m", dev: "d", n: 3 };
  const whole = { ...plain, moved: true, act: true, was: { day: "2026-11-20", part: 3 } };
  assert.deepEqual(act(whole), whole);
  for (const odd of [undefined, null, false, 1, "true", {}])
    assert.deepEqual(act({ ...plain, moved: odd, act: odd }), plain);
  for (const was of [
    null,
    "x",
    [],
    {},
    { day: "2026-02-30", part: 1 },
    { day: "2026-11-20" },
    { day: "2026-11-20", part: 9 },
  ])
    assert.deepEqual(act({ ...plain, was }), plain);
  assert.deepEqual(act({ ...plain, was: { day: "2026-11-20", part: 3, hour: 7 } }), { ...plain, was: whole.was });
});

test("coming back is in words of the list, never anything else", () => {
  const answer = { k: "answer", to: "m", form: "come_back" };
  for (const back of ["later_today", "tomorrow", "few_days"])
    assert.deepEqual(act({ ...answer, back }), { ...answer, back });
  for (const back of ["at 19:30", "", 3, null, ["tomorrow"], "toString"])
    assert.deepEqual(act({ ...answer, back }), answer);
});

test("an act names its note, and an edit carries a whole one", () => {
  assert.deepEqual(act({ k: "edit", to: "m", content: FEELING }), { k: "edit", to: "m", content: FEELING });
  assert.deepEqual(act({ k: "delete", to: "m", dev: "d", n: 3 }), { k: "delete", to: "m", dev: "d", n: 3 });
  assert.deepEqual(act({ k: "restore", to: "m" }), { k: "restore", to: "m" });
  assert.deepEqual(act({ k: "answer", to: "m", form: "hug", text: "oh", back: "tomorrow" }), {
    k: "answer",
    to: "m",
    form: "hug",
    text: "oh",
    back: "tomorrow",
  });
  assert.deepEqual(act({ k: "answer", to: "m", form: "hug", text: 3, back: {} }), {
    k: "answer",
    to: "m",
    form: "hug",
  });
  assert.deepEqual(act({ k: "step", to: "m", step: "kept" }), { k: "step", to: "m", step: "kept" });
  for (const k of ["edit", "delete", "restore", "answer", "step"])
    for (const to of [undefined, null, "", 3, {}, ["m"]]) {
      refused({ k, to, content: FEELING, dev: "d", n: 1, form: "hug", step: "kept" });
    }
  for (const whole of [undefined, null, "x", [], 3, { k: "feeling" }, { k: "thought" }])
    refused({ k: "edit", to: "m", content: whole });
  for (const n of [undefined, null, -1, 1.5, "1", 2 ** 53, Number.NaN]) refused({ k: "delete", to: "m", dev: "d", n });
  for (const dev of [undefined, "", 3]) refused({ k: "delete", to: "m", dev, n: 1 });
});

test("an edit cannot hide an act: what it carries is words or unknown", () => {
  for (const k of ["edit", "delete", "restore", "hello"]) {
    assert.deepEqual(act({ k: "edit", to: "m", content: { k, to: "m", content: FEELING, dev: "d", n: 1 } }), {
      k: "edit",
      to: "m",
      content: { k: "unknown" },
    });
  }
});

test("an act is never a note, and a note never an act", () => {
  assert.deepEqual([content({ k: "hello" }), act({ k: "hello" })], [null, { k: "hello" }]);
  assert.equal(content({ k: "card", ways: [] }), null);
  assert.equal(content({ k: "joint", on: true }), null);
  assert.equal(act(FEELING), null);
});

test("a card is a list of ids, each once; what is no list of them is refused, what is no id left out", () => {
  const ways = (list: unknown) => (act({ k: "card", ways: list }) as Extract<Act, { k: "card" }>).ways;
  assert.deepEqual(ways(["touch", "words", "touch"]), ["touch", "words"]);
  assert.deepEqual(ways([]), []);
  assert.deepEqual(ways(["from_tomorrow"]), ["from_tomorrow"]);
  assert.deepEqual(ways([1, null, {}, "Touch", "<b>", "", "x".repeat(41), "time"]), ["time"]);
  for (const odd of [undefined, null, "touch", { 0: "touch" }, 3, Array.from({ length: 21 }, () => "a")])
    refused({ k: "card", ways: odd });
});

test("looking back together is on only where it says so", () => {
  assert.deepEqual(act({ k: "joint", on: true }), { k: "joint", on: true });
  for (const on of [undefined, null, 1, "true", [], {}, false])
    assert.deepEqual(act({ k: "joint", on }), { k: "joint", on: false });
});

test("heads are at most four counts and gone is a list of counts, whatever was sent", () => {
  const said = (more: Json) => read({ ...WHEN, ...FEELING, ...more });
  assert.deepEqual(said({ heads: { a: 1, b: -1, c: "3", d: 2.5, e: 2, f: null, g: 2 ** 53 } }).heads, { a: 1, e: 2 });
  assert.equal(
    Object.keys(said({ heads: Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`d${n}`, n])) }).heads).length,
    4,
  );
  for (const odd of [null, 3, "heads", [1, 2], true]) assert.deepEqual(said({ heads: odd }).heads, {});
  assert.deepEqual(said({ gone: [1, "2", -3, 4.5, null, [5], 6] }).gone, [1, 6]);
  for (const odd of [null, 3, "gone", { 0: 1 }]) assert.deepEqual(said({ gone: odd }).gone, []);
});

test("nothing that JSON can say makes the reader throw anything but its own refusal", () => {
  const values: unknown[] = [
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 60,
    "",
    "x",
    "__proto__",
    "\u0000",
    "\ud800",
    [],
    {},
    [[[]]],
    { own: "x" },
    [null],
    Array.from({ length: 9000 }, () => 1),
    JSON.parse(`${"[".repeat(60)}${"]".repeat(60)}`),
    JSON.parse('{"__proto__":{"own":"x"}}'),
  ];
  const kinds = [
    "feeling",
    "thought",
    "copy",
    "affirm",
    "answer",
    "step",
    "edit",
    "delete",
    "restore",
    "hello",
    "card",
    "joint",
    "new",
  ];
  const fields = [
    "day",
    "part",
    "words",
    "quadrant",
    "because",
    "help",
    "topics",
    "marks",
    "text",
    "prompt",
    "way",
    "form",
    "to",
    "dev",
    "n",
    "content",
    "of",
    "was",
    "moved",
    "act",
    "back",
    "step",
    "heads",
    "gone",
  ];
  const right: Json = {
    ...WHEN,
    ...FEELING,
    text: "x",
    way: "w",
    form: "f",
    to: "m",
    dev: "d",
    n: 1,
    content: FEELING,
    of: FEELING,
    step: "kept",
  };
  let refusals = 0;
  for (const k of kinds)
    for (const field of fields)
      for (const value of values) {
        try {
          const said = read({ ...right, k, [field]: value });
          assert.equal(said.content === null, said.act !== null);
        } catch (error) {
          assert.ok(error instanceof NotANote, `${k}.${field}: ${String(error)}`);
          refusals += 1;
        }
      }
  assert.ok(refusals > 500);
});
