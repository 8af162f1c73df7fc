/** Something kind and the prompts: every sentence is whole, gives its reason, and none judges, presumes, swears or keeps accounts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORM_OF, FORMS, STEP_OF, WAYS } from "../../pwa/src/content/ways.ts";
import { prompts as promptsDe } from "../../pwa/src/messages/de/prompts.ts";
import { kindStarters as kindStartersDe } from "../../pwa/src/messages/de/starters.ts";
import { prompts } from "../../pwa/src/messages/en/prompts.ts";
import { kindStarters } from "../../pwa/src/messages/en/starters.ts";

const LANGUAGES = [
  { starters: kindStarters, questions: prompts, whole: /^[A-Z].+, because you.{4,}\.$/, promise: /^I'll / },
  { starters: kindStartersDe, questions: promptsDe, whole: /^[A-ZÄÖÜ].+, weil du .{4,}\.$/, promise: /^Ich / },
];
const all = WAYS.flatMap((way) => kindStarters[way]);
/** Words that keep accounts, swear, presume who someone is, or tell them how to be. */
const UNKIND = [
  /\bowe|deserve|\bearn(ed)?\b|in return|make up for|your turn|my turn|finally|for once|at least/i,
  /\balways|forever|promise|swear\b/i,
  /\b(he|she|his|her|husband|wife|girl|boy|man|woman|ladies|handsome|pretty)\b/i,
  /\byou (should|must|need to\b|have to\b|ought)|if only you|you could have|too (sensitive|much)/i,
];
const unkind = (sentences: readonly string[]): string[] =>
  sentences.filter((sentence) => UNKIND.some((pattern) => pattern.test(sentence)));

for (const { starters, questions, whole, promise } of LANGUAGES) {
  test("each way has twenty starters, and no two are the same", () => {
    const sentences = WAYS.flatMap((way) => starters[way]);
    for (const way of WAYS) assert.equal(starters[way].length, 20, way);
    assert.equal(new Set(sentences).size, sentences.length);
  });

  test("each starter is one whole sentence with its because, and fits the smallest envelope", () => {
    for (const starter of WAYS.flatMap((way) => starters[way])) {
      assert.match(starter, whole);
      const note = { k: "affirm", day: "2026-11-22", part: 3, way: "words", form: "invitation", text: starter };
      assert.ok(new TextEncoder().encode(JSON.stringify(note)).length <= 236, starter);
    }
  });

  test("what is called a promise says what will be done", () => {
    for (const way of WAYS.filter((one) => FORM_OF[one] === "promise"))
      for (const starter of starters[way]) assert.match(starter, promise);
  });

  test("there are sixty prompts, each a question of one line", () => {
    assert.equal(new Set(Object.values(questions)).size, 60);
    assert.deepEqual(Object.keys(questions), Object.keys(prompts));
    for (const question of Object.values(questions)) assert.match(question, /^[A-ZÄÖÜ][^?.!]{8,80}\?$/);
  });
}

test("only what can be accepted, kept or given has a step", () => {
  assert.deepEqual(
    FORMS.map((form) => [form, STEP_OF[form]]),
    [
      ["words", null],
      ["invitation", "accepted"],
      ["promise", "kept"],
      ["hug", "given"],
      ["gift", "given"],
    ],
  );
});

test("each prompt is an open question, and its id can travel in a note", () => {
  for (const [id, question] of Object.entries(prompts)) {
    assert.match(id, /^[a-z_]{1,40}$/);
    assert.match(question, /^(What|When|Where|Which) /);
  }
});

test("none judges, swears, presumes or keeps accounts; what does is found", () => {
  assert.deepEqual(unkind([...all, ...Object.values(prompts)]), []);
  const planted = [
    "I'll cook tonight, because you deserve it.",
    "I'll love you forever, because you are mine.",
    "I'm glad, because you are such a pretty girl.",
    "I'll help, because you should rest more.",
  ];
  assert.deepEqual(unkind(planted), planted);
});
