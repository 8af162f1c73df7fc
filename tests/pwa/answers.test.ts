/** What can be said to a note: walked whole, so that nobody who asked only to be heard is ever offered advice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ADVICE,
  ADVICE_STARTERS,
  ANSWERS,
  type Ask,
  GENTLE,
  type News,
  newsOf,
  type Offer,
  offerFor,
} from "../../pwa/src/content/answers.ts";
import { FEELINGS } from "../../pwa/src/content/feelings.ts";
import { type Content, type Feeling, HELPS, QUADRANTS, type Word } from "../../pwa/src/kinds.ts";
import { answers } from "../../pwa/src/messages/en/answers.ts";
import { beginnings } from "../../pwa/src/messages/en/beginnings.ts";
import { answerName, loadMessages } from "../../pwa/src/messages/index.ts";

await loadMessages();

import { wordName } from "../../pwa/src/messages/index.ts";

const ASKS: readonly Ask[] = [...HELPS, "none"];
const NEWS: readonly News[] = ["hard", "glad"];
/** Asks that want to be left as they are. */
const UNHELPED: readonly Ask[] = ["listen", "space", "nothing"];
const ADVISES =
  /you should|you could|could you|have you tried|why don't you|why not|at least|if i were you|you need to|you must|just try|maybe you|look on the bright/i;

type Table = Record<Ask, Record<News, Offer>>;
const table: Table = ANSWERS;

const everything = ({ answers, questions, starters }: Offer): string[] => [...answers, ...questions, ...starters];
const wording = (id: string): string => ({ ...answers, ...beginnings })[id] ?? "";

/** Each advice that is offered where none was asked for, by its mark or by its words. */
function advised(of: Table, words: (id: string) => string = wording): string[] {
  const advice: readonly string[] = [...ADVICE, ...ADVICE_STARTERS];
  return UNHELPED.flatMap((ask) =>
    NEWS.flatMap((news) =>
      everything(of[ask][news])
        .filter((id) => advice.includes(id) || ADVISES.test(words(id)))
        .map((id) => `${ask}, ${news}: ${id}`),
    ),
  );
}

const feeling = (words: Word[], more: Partial<Feeling> = {}): Feeling => ({ k: "feeling", words, ...more });

test("who asked just to listen, for space or for nothing is never offered advice", () => {
  assert.deepEqual(advised(table), []);
});

test("a planted advice is found, by its mark and by its words, in every list", () => {
  for (const list of ["answers", "questions"] as const) {
    const planted = structuredClone(table);
    planted.listen.hard = { ...planted.listen.hard, [list]: [...planted.listen.hard[list], "take_off"] };
    assert.deepEqual(advised(planted), ["listen, hard: take_off"]);
  }
  const begun = structuredClone(table);
  begun.listen.glad = { ...begun.listen.glad, starters: ["could"] };
  assert.deepEqual(advised(begun), ["listen, glad: could"]);
  const worded = advised(table, (id) => (id === "hear" ? "Have you tried a walk?" : wording(id)));
  assert.ok(worded.includes("listen, hard: hear"));
});

test("an advice does not even compile where no help was asked for", () => {
  // @ts-expect-error planted
  ANSWERS.listen satisfies Record<News, { answers: readonly ["take_off"] }>;
  assert.equal(UNHELPED.length, 3);
});

test("every ask has answers for hard and for glad news, three at least, each once, and every one has words", () => {
  const offered = new Set<string>();
  for (const ask of ASKS) {
    for (const news of NEWS) {
      const offer = table[ask][news];
      assert.ok(offer.answers.length >= 3, `${ask}, ${news}`);
      const ids = everything(offer);
      assert.equal(new Set(ids).size, ids.length, `${ask}, ${news} offers something twice`);
      for (const id of ids) {
        assert.notEqual(wording(id), "", id);
        offered.add(id);
      }
    }
  }
  const kind = offerFor({ k: "affirm", way: "words", form: "words", text: "because you stayed" });
  for (const id of everything(kind!)) offered.add(id);
  const known = [...GENTLE, ...ADVICE].filter((id) => !offered.has(id));
  assert.deepEqual(known, [], "known, and never offered");
});

test("help is there for whoever asked for it, and never first", () => {
  const { answers: offered } = table.practical.hard;
  assert.ok(offered.includes("take_off"));
  for (const ask of ASKS)
    for (const news of NEWS) assert.ok(!(ADVICE as readonly string[]).includes(table[ask][news].answers[0]!), ask);
});

test("the first answers are shaped by what was asked for", () => {
  const first = (help: Feeling["help"], quadrant: Feeling["quadrant"]) =>
    offerFor(feeling(["sad"], { ...(help ? { help } : {}), ...(quadrant ? { quadrant } : {}) }))!
      .answers.slice(0, 3)
      .map((id) => answers[id]);
  assert.deepEqual(first("listen", "low_unpleasant"), ["I hear you", "Thank you for telling me", "I'm with you"]);
  assert.deepEqual(first(undefined, "high_pleasant"), ["Tell me everything", "I'm so glad", "How shall we celebrate?"]);
  assert.equal(first("closeness", "low_unpleasant")[0], "I want to hold you when I see you");
  assert.equal(first("space", "high_unpleasant")[0], "Take all the time you need. I'm here.");
  assert.equal(first("nothing", "low_unpleasant")[0], "Noted, with love");
  assert.ok(first("practical", "high_unpleasant").includes("What can I take off your hands?"));
});

test("news is hard or glad by the tile, without one by its words, and in doubt hard", () => {
  for (const quadrant of QUADRANTS) {
    const news = quadrant.endsWith("unpleasant") ? "hard" : "glad";
    assert.equal(newsOf(feeling(["sad"], { quadrant })), news);
    for (const word of FEELINGS[quadrant]) assert.equal(newsOf(feeling([word])), news, word);
  }
  assert.equal(newsOf(feeling(["happy", "sad"])), "hard");
  assert.equal(newsOf(feeling([{ own: "wobbly" }])), "hard");
  assert.equal(newsOf(feeling(["happy", { own: "wobbly" }])), "hard");
  assert.equal(newsOf(feeling(["a_word_of_a_newer_version"])), "hard");
});

test("what cannot be read cannot be answered", () => {
  const copy: Content = { k: "copy", of: { k: "thought", text: "hello" } };
  for (const content of [null, { k: "unknown" } as const, copy]) assert.equal(offerFor(content), null);
  assert.ok(offerFor({ k: "thought", text: "hello" }));
});

test("an answer of a newer version has no name here", () => {
  assert.equal(answerName("hear"), "I hear you");
  assert.equal(answerName("from_the_future"), null);
  // Ids come from another person's app: what every object has is not a name.
  for (const id of ["constructor", "valueOf"]) assert.equal(answerName(id), null);
  assert.equal(wordName("constructor"), "constructor");
});

test("ids written into notes have not changed", () => {
  assert.equal(
    [...GENTLE, ...ADVICE].sort().join(" "),
    "all_the_time begin_where best celebrate close_too come_back company everything hardest hear hold_you how_began how_long love_too means_a_lot missed more more_of needed_this not_knowing not_strong noted now our_evening remember reminds smile so_glad take_off thanks through_it time_too understand when_ready with_you would_help",
  );
});
