/** The deck of questions: none again before all the others, whatever was kept of it and wherever it was answered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Deck, dealt, front, learned, passed } from "../../pwa/src/deck.ts";
import { prompts as german } from "../../pwa/src/messages/de/prompts.ts";
import { prompts as english } from "../../pwa/src/messages/en/prompts.ts";
import type { TimelineNote } from "../../pwa/src/notes.ts";
import { answered } from "../../pwa/src/screens/answered.ts";

const IDS = Object.keys(english);
const dice = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
const whole = ({ rest, seen }: Deck): string[] => [...rest, ...seen].sort();
const ALL = [...IDS].sort();
/** Kept and read again, as across a restart. */
const restarted = (deck: Deck, seed: number): Deck => dealt(JSON.parse(JSON.stringify(deck)), IDS, dice(seed));

test("sixty questions, the same in both languages", () => {
  assert.equal(IDS.length, 60);
  assert.deepEqual(Object.keys(german), IDS);
  assert.equal(new Set(Object.values(english)).size, 60);
});

test("each comes once before any comes again, over restarts, and then what was longest ago", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    let deck = dealt(null, IDS, dice(seed));
    const shown: string[] = [];
    for (let turn = 0; turn < 150; turn += 1) {
      const id = front(deck);
      assert.ok(id);
      shown.push(id);
      deck = restarted(passed(deck, id), turn);
      assert.deepEqual(whole(deck), ALL);
    }
    for (let at = 60; at < 150; at += 1) assert.equal(shown[at], shown[at - 60], "the longest ago");
    assert.equal(new Set(shown.slice(0, 60)).size, 60, "no repeat");
  }
});

test("a question that is only looked at stays in front", () => {
  const deck = dealt(null, IDS, dice(1));
  assert.equal(front(restarted(restarted(deck, 2), 3)), front(deck));
});

test("two people have two orders, neither that of the file, and every question can be the first", () => {
  const firsts = new Set<string>();
  for (let seed = 1; seed <= 2000; seed += 1) {
    const { rest } = dealt(null, IDS, dice(seed * 7919));
    firsts.add(rest[0] ?? "");
    assert.notDeepEqual(rest, IDS);
  }
  assert.equal(firsts.size, 60);
});

test("what was answered on another phone is not asked here, and is the newest of those seen", () => {
  let deck = dealt(null, IDS, dice(5));
  const [one, other] = [deck.rest[0] as string, deck.rest[7] as string];
  deck = passed(deck, deck.rest[3] as string);
  deck = learned(deck, [other, one, other, "not_a_question"]);
  assert.deepEqual(deck.seen.slice(1), [other, one]);
  assert.ok(front(deck) !== one && !deck.rest.includes(other));
  assert.deepEqual(whole(deck), ALL);
  assert.deepEqual(learned(deck, [one]), deck, "learning it again moves nothing");
});

test("a draft's question that is passed a second time goes to the back again", () => {
  let deck = dealt(null, IDS, dice(9));
  const first = front(deck) as string;
  deck = passed(passed(passed(deck, first), front(passed(deck, first)) as string), first);
  assert.equal(deck.seen.at(-1), first);
  assert.deepEqual(whole(deck), ALL);
});

test("whatever was kept, it is this deck and whole: broken, doubled, of a newer or an older version", () => {
  const some: unknown[] = [
    undefined,
    null,
    7,
    "deck",
    [],
    {},
    { rest: null, seen: {} },
    { rest: [1, null, {}, ["assumed"]], seen: ["constructor", "__proto__", ""] },
    { rest: ["assumed", "assumed", "almost"], seen: ["assumed", "assumed"] },
    { rest: IDS.slice(0, 5), seen: IDS.slice(3, 30) },
    { rest: [...IDS, "from_a_newer_version"], seen: [] },
    { rest: "assumed", seen: "almost" },
  ];
  for (const kept of some) {
    const deck = dealt(kept, IDS, dice(4));
    assert.deepEqual(whole(deck), ALL);
    assert.ok(front(deck));
  }
  const older = dealt({ rest: ["almost"], seen: ["assumed"] }, IDS, dice(4));
  assert.equal(older.rest[0], "almost", "what is new comes behind what was not seen yet");
  assert.deepEqual(older.seen, ["assumed"]);
});

test("only my own answers tell that I answered", () => {
  const note = (mine: boolean, content: TimelineNote["content"]) => ({ mine, content }) as TimelineNote;
  const notes = [
    note(true, { k: "thought", text: "x", prompt: "almost" }),
    note(false, { k: "thought", text: "x", prompt: "assumed" }),
    note(true, { k: "thought", text: "x" }),
    note(true, null),
    note(true, { k: "thought", text: "x", prompt: "safe" }),
  ];
  assert.deepEqual(answered(notes), ["almost", "safe"]);
});
