/** What is taken along: written and read again it says the same; what somebody else wrote into such a file harms nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Affirmation, Content, Feeling, Moment, Part, Thought } from "../../pwa/src/kinds.ts";
import {
  isWordless,
  MOST_BYTES,
  MOST_ELEMENTS,
  MOST_NOTES,
  type Portable,
  type PortableAnswer,
  type PortableNote,
  type PortableSpace,
} from "../../pwa/src/portable/format.ts";
import { readFile, type Taken } from "../../pwa/src/portable/read.ts";
import { NotTakenIn } from "../../pwa/src/portable/split.ts";
import { gather, pieces } from "../../pwa/src/portable/write.ts";
import { folded, heap, randomOf } from "./logs.ts";

const RUNS = 300;
const TODAY = "2026-11-22";
const rest = async () => undefined;
const PRIVATE: PortableSpace = { n: 0, kind: "private", since: TODAY, ended: false, name: null, lands: null };
const SHARED: PortableSpace = { ...PRIVATE, n: 1, kind: "shared", name: "Bo" };
const NAMELESS: PortableSpace = { ...SHARED, n: 2, name: null, ended: true };

const portable = (more: Partial<Portable> = {}): Portable => ({
  ...{ made: TODAY, whole: true, spaces: [PRIVATE, SHARED, NAMELESS], notes: [], drafts: [] },
  ...more,
});
const written = (all: Portable): string => [...pieces(all)].join("");
/** A file that comes in pieces of this size. */
function fileOf(text: string | Uint8Array, size = 700) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  let at = 0;
  const stream = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(to) {
        if (at >= bytes.length) return to.close();
        to.enqueue(bytes.slice(at, at + size));
        at += size;
      },
    });
  return { size: bytes.length, stream };
}
const readText = (text: string | Uint8Array, size?: number): Promise<Taken> =>
  readFile(fileOf(text, size), "someone", rest);

type Pick = <Value>(...list: Value[]) => Value;
const pickOf =
  (random: () => number): Pick =>
  (...list) =>
    list[Math.floor(random() * list.length)] as never;

const TEXTS = [
  "so",
  "a\nb",
  '"quoted" \\ {[',
  "</script><script>",
  "\u202eturned",
  "𝒽élló 🕊",
  "[\u2028]",
  "x".repeat(3000),
];
function words(pick: Pick): Feeling | Thought | Affirmation {
  const text = pick(...TEXTS);
  return pick<Feeling | Thought | Affirmation>(
    {
      k: "feeling",
      words: [pick("sad", "__proto__", "constructor"), { own: "sundayish" }],
      because: text,
      help: "listen",
    },
    { k: "feeling", words: ["calm"], quadrant: "low_pleasant", topics: ["us"], marks: ["hard_to_say"] },
    { k: "thought", text, ...pick({}, { prompt: "what_of_today" }) },
    { k: "affirm", way: "hands", form: "promise", text },
  );
}
const moment = (pick: Pick): Moment => ({ day: pick(TODAY, "2025-01-31", "1999-12-31"), part: pick<Part>(0, 1, 2, 3) });

function note(pick: Pick, n: number): PortableNote {
  const space = pick(0, 0, 1, 1, 2);
  const mine = space === 0 || pick(true, false);
  const of = words(pick);
  const content: Content = space === 0 ? pick<Content>(of, of, { k: "copy", of, by: "Cy" }) : of;
  const answer = (): PortableAnswer => ({
    mine: pick(true, false),
    form: "own",
    text: pick(...TEXTS),
    ...moment(pick),
  });
  const own =
    space === 0 ? pick({}, { settled: { step: "keep" as const, day: TODAY } }, { only_here: true as const }) : {};
  const answers = pick([], [answer()], [answer(), { ...answer(), back: "tomorrow" as const }]);
  return { id: `n${n}.0`, space, mine, ...moment(pick), content, ...own, ...(answers.length > 0 ? { answers } : {}) };
}
const some = (random: () => number): PortableNote[] => {
  const pick = pickOf(random);
  return Array.from({ length: Math.floor(random() * 40) }, (_, n) => note(pick, n));
};

/** What a note of a file is to become. */
function expected({ id, space, mine, content, day, part, answers = [], settled, only_here }: PortableNote) {
  const name = space === 1 ? "Bo" : "someone";
  const other = (by: string | undefined) => ({ by: by ?? name });
  return {
    ...{ id, day, part, only_here: only_here === true, settled: settled ?? null },
    content: mine ? content : { k: "copy", of: content, by: name },
    answers: answers.map(({ mine: own, by, ...said }) => ({ k: "answer", ...said, ...(own ? {} : other(by)) })),
  };
}

test("what was written is read again, over random notes and however the file comes in", async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const random = randomOf(run);
    const notes = some(random);
    const drafts = run % 3 ? [] : [{ ...moment(pickOf(random)), content: { k: "feeling", words: [] } }];
    const taken = await readText(written(portable({ notes, drafts })), 1 + Math.floor(random() * 5000));
    assert.deepEqual(taken.notes, notes.map(expected), `run ${run}`);
    assert.deepEqual([taken.odd, taken.drafts], [false, drafts.length > 0]);
  }
});

test("whatever a log can hold, its file is read again and nothing in it is odd", async () => {
  let notes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const all = folded(heap(randomOf(run))).notes.filter((one) => one.state !== "taken_back" && !one.moved);
    const spaces = new Map(Object.entries({ p: 0, s: 1, t: 2 }));
    const gathered = gather(all, spaces, new Map());
    const taken = await readText(written(portable({ notes: gathered })));
    const spoken = gathered.filter((one): one is PortableNote => !isWordless(one));
    assert.equal(taken.odd, false, `run ${run}`);
    assert.deepEqual(
      taken.notes.map(({ id }) => id),
      spoken.map(({ id }) => id),
    );
    notes += spoken.length;
  }
  assert.ok(notes > RUNS);
});

test("the file is JSON to every other reader, and names no key, number or place in a log", () => {
  const all = folded(heap(randomOf(3))).notes;
  const text = written(portable({ notes: gather(all, new Map([["s", 1]]), new Map()) }));
  const elements = JSON.parse(text) as Record<string, unknown>[];
  assert.deepEqual(elements[0], { unsaid: "notes", version: 1, made: TODAY, whole: true });
  assert.deepEqual(elements.at(-1), { line: "end" });
  const names = new Set(text.match(/"[a-z_]+":/g));
  for (const name of ["device", "device_seq", "seq", "key", "self", "epoch", "msg_id", "uid", "state"])
    assert.ok(!names.has(`"${name}":`), name);
});

test("half a character and the sign that ends a string are written as what they are: no text", async () => {
  const content: Content = { k: "thought", text: "a\ud83dz\0 \\ud800" };
  const taken = await readText(written(portable({ notes: [{ id: "n.0", space: 0, mine: true, ...WHEN, content }] })));
  assert.deepEqual(taken.notes[0]?.content, { k: "thought", text: "a\ufffdz\ufffd \\ud800" });
});

// ---- a file somebody else wrote

const WHEN: Moment = { day: TODAY, part: 2 };
const HEAD = '{"unsaid":"notes","version":1}';
const SPACES = '{"line":"space","n":0,"kind":"private"},{"line":"space","n":1,"kind":"shared","name":"Bo"}';
const END = '{"line":"end"}';
const line = (more: object): string =>
  JSON.stringify({
    line: "note",
    id: "a.0",
    space: 0,
    mine: true,
    ...WHEN,
    content: { k: "thought", text: "so" },
    ...more,
  });
const file = (...lines: string[]): string => `[${[HEAD, SPACES, ...lines, END].join(",")}]`;
const code = async (text: string | Uint8Array): Promise<string> =>
  readText(text).then(
    () => "taken in",
    (error: unknown) => (error instanceof NotTakenIn ? error.code : `${error}`),
  );

test("a file that breaks the form is refused whole, in one word", async () => {
  const good = file(line({}));
  assert.equal(await code(good), "taken in");
  assert.equal(await code(JSON.stringify(JSON.parse(good), null, 4)), "taken in", "set out otherwise");
  for (const [wrong, why] of [
    ["", "foreign"],
    ["[]", "foreign"],
    ["{}", "foreign"],
    ["null", "foreign"],
    ["hello", "foreign"],
    ["PK\u0003\u0004", "foreign"],
    [`\ufeff${good}`, "foreign"],
    [`[{"messages":[]},${END}]`, "foreign"],
    [`[${END},${HEAD}]`, "foreign"],
    [good.replace('"version":1', '"version":2'), "newer"],
    [good.replace('"version":1', '"version":"1"'), "foreign"],
    [good.slice(0, -1), "cut"],
    [good.slice(0, -20), "cut"],
    [good.replace(`,${END}`, ""), "cut"],
    [`${good}[`, "foreign"],
    [file(line({}), END), "foreign"],
    [good.replace("},{", "}{"), "foreign"],
    [good.replace("},{", "},,{"), "foreign"],
    [good.replace("},{", "},7,{"), "foreign"],
    [file(line({}).replace('"mine":true', '"mine":true,"mine":false')), "foreign"],
    [file(line({}).replace('"mine":true', '"mine":true,"\\u006dine":false')), "foreign"],
    [file(line({}).replace('"so"', '"s\no"')), "foreign"],
    [file(line({}).replace('"so"', "1e400")), "foreign"],
    [file(line({}).replace('"so"', "9007199254740993")), "foreign"],
    [file(`{"line":"note","content":${"[".repeat(100)}${"]".repeat(100)}}`), "foreign"],
    [file(`{"line":"note","content":${'{"a":'.repeat(100_000)}`), "foreign"],
    [`[${HEAD},{"line":"note","text":"${"x".repeat(2_000_000)}"}`, "large"],
  ] as const)
    assert.equal(await code(wrong), why, wrong.slice(0, 90));
  const bytes = new TextEncoder().encode(file(line({ content: { k: "thought", text: "é" } })));
  assert.equal(await code(bytes.map((byte) => (byte === 0xc3 ? 0xff : byte))), "foreign", "no UTF-8");
});

test("a file of a million notes, or of anything else, is refused before it weighs anything", async () => {
  const begin = new TextEncoder().encode(`[${HEAD},${SPACES},`);
  const pulledOf = async (one: string): Promise<number> => {
    const part = new TextEncoder().encode(`${one},`.repeat(1000));
    let pulled = 0;
    const stream = () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(to) {
          to.enqueue(pulled === 0 ? begin : part);
          pulled += 1;
          if (pulled > 100) to.close();
        },
      });
    await assert.rejects(readFile({ size: 1, stream }, "", rest), { code: "large" });
    return pulled;
  };
  assert.ok((await pulledOf(line({ content: null }))) <= 3 + MOST_NOTES / 1000);
  assert.ok((await pulledOf('{"line":"draft"}')) <= 3 + MOST_ELEMENTS / 1000);
  const never = () => assert.fail("it is not even opened");
  await assert.rejects(readFile({ size: MOST_BYTES + 1, stream: never }, "", rest), { code: "large" });
});

test("a note that is none is left out and said, and those beside it are kept", async () => {
  const wrong: object[] = [
    ...["hello", "card", "joint", "step", "edit", "delete", "restore", "answer"].map((k) => ({
      content: {
        k,
        to: "x",
        step: "keep",
        form: "hug",
        dev: "d",
        n: 1,
        ways: [],
        on: true,
        content: { k: "thought", text: "x" },
      },
    })),
    { content: { k: "newer" } },
    { content: { k: "thought", text: "" } },
    { content: { k: "thought", text: 7 } },
    { content: { k: "thought", text: "x".repeat(16_385) } },
    { content: { k: "thought", text: "é".repeat(8000) } },
    { content: { k: "thought", text: "half \ud800" } },
    { content: { k: "thought", text: "nul \0" } },
    { content: { k: "feeling", words: [] } },
    { content: { k: "feeling", words: ["a", "b", "c", "d"] } },
    { content: { k: "copy", of: { k: "copy", of: { k: "thought", text: "x" } } } },
    { content: { k: "copy", of: { k: "thought", text: "x" } }, mine: false },
    { content: { k: "copy", of: { k: "thought", text: "x" } }, space: 1 },
    { content: [] },
    { content: null },
    { content: "thought" },
    { day: "2026-02-30" },
    { day: null },
    { part: 4 },
    { part: "2" },
    { mine: "yes" },
    { space: 7 },
    { space: "__proto__" },
    { id: "" },
    { id: "a/../b" },
    { id: "x".repeat(41) },
    { id: 7 },
  ];
  for (const more of wrong) {
    const taken = await readText(file(line({ id: "b.0" }), line(more), line({ id: "c.0" })));
    assert.deepEqual(
      [taken.odd, taken.notes.map(({ id }) => id)],
      [true, ["b.0", "c.0"]],
      JSON.stringify(more).slice(0, 90),
    );
  }
  const twice = await readText(file(line({}), line({ content: { k: "thought", text: "another" } })));
  assert.deepEqual([twice.odd, twice.notes.length], [true, 1], "the same name twice");
  assert.equal((await readText(file('{"line":"ballot"}'))).odd, true);
  assert.equal((await readText(file('{"line":"space","n":0,"kind":"shared"}'))).odd, true, "a place said twice");
});

test("a name of the language is nobody's place, and what stands beside a note is not sealed with it", async () => {
  const text = line({ slot: 1, seq: 4, device: "d", author: 1 }).replace(
    '"k"',
    '"__proto__":{"mine":false},"from":"z","k"',
  );
  const [note] = (await readText(file(text))).notes;
  assert.deepEqual(note?.content, { k: "thought", text: "so" });
  assert.equal(({} as Record<string, unknown>)["mine"], undefined);
});

test("what the other wrote is a copy with their name as text, whatever the file calls them", async () => {
  const named = async (name: unknown) => {
    const spaces = SPACES.replace('"name":"Bo"', `"name":${JSON.stringify(name)}`);
    const [note] = (await readText(`[${HEAD},${spaces},${line({ space: 1, mine: false })},${END}]`)).notes;
    return note?.content.k === "copy" ? note.content.by : assert.fail();
  };
  assert.equal(await named("Bo"), "Bo");
  assert.equal(await named("<b>Bo</b>"), "<b>Bo</b>");
  assert.equal(await named("\u202eoB\u202c\n\u0007"), "oB");
  for (const none of [7, null, {}, "", " ", "x".repeat(81), "\ud800"]) assert.equal(await named(none), "someone");
});

test("an answer that is none is left out, and its note kept; too many are too many", async () => {
  const good = { mine: false, form: "hug", ...WHEN };
  for (const wrong of [
    { ...good, form: 7 },
    { ...good, day: "x" },
    { ...good, mine: 1 },
    { ...good, form: "" },
    7,
    null,
    { ...good, text: "\0" },
  ]) {
    const [taken] = [await readText(file(line({ answers: [good, wrong] })))];
    assert.deepEqual([taken.odd, taken.notes[0]?.answers.length], [true, 1], JSON.stringify(wrong));
  }
  const many = await readText(file(line({ answers: Array(101).fill(good) })));
  assert.deepEqual([many.odd, many.notes[0]?.answers.length], [true, 100]);
  assert.equal((await readText(file(line({ answers: {} })))).odd, true);
});

test("only what was kept alone is settled or on this phone only", async () => {
  const said = { only_here: true, settled: { step: "hold", day: TODAY } };
  const read = async (more: object) => (await readText(file(line({ ...said, ...more })))).notes[0];
  assert.equal((await read({}))?.only_here, true);
  assert.deepEqual((await read({}))?.settled, said.settled);
  assert.deepEqual([(await read({ space: 1 }))?.only_here, (await read({ space: 1 }))?.settled], [false, null]);
  for (const settled of [{ step: "talk", day: TODAY }, { step: "hold", day: "x" }, 7, { step: ["hold"], day: TODAY }])
    assert.equal((await read({ settled }))?.settled, null, JSON.stringify(settled));
});

test("a reading that is stopped ends there", async () => {
  let rests = 0;
  const stop = async () => {
    rests += 1;
    if (rests === 3) throw new Error("stopped");
  };
  await assert.rejects(readFile(fileOf(file(...Array(50).fill(line({})))), "", stop), /stopped/);
  assert.equal(rests, 3);
});
