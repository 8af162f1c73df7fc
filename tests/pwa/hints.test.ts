/** The hint beside "you always …": what it notices, and above all what it leaves alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mayLandHard } from "../../pwa/src/content/hints.ts";
import { mine } from "../../pwa/src/messages/en/mine.ts";

const noticed = (text: string, quadrant: Parameters<typeof mayLandHard>[1] = "high_unpleasant"): boolean =>
  mayLandHard(text, quadrant, mine.hintPatterns);

const CHARGES = [
  "you always interrupt me",
  "You never listen.",
  "you never call",
  "You’re always on your phone",
  "you are always late",
  "why do you always have to be right",
  "because you've never cared about my work",
  "you just never think about us",
  "You make me so angry",
  "you make me feel small",
  "you made me cry in front of everyone",
  "you're making me crazy",
  "I love you but you never help with the dishes",
  "Thank you for yesterday. But you always leave before the end",
  "you only ever talk about work",
  "YOU NEVER ASK HOW I AM",
  "I'm tired and\nyou never notice",
  "I feel like you never see me",
];
const KIND = [
  "you always make me laugh",
  "thank you, you never let me down",
  "you never judge me, and today I needed it",
  "you always know what to say",
  "you're always there for me, and I was not there for you",
  "I love how you always sing in the kitchen",
  "you make me feel safe and I am still afraid",
  "you make me want to be braver",
  "you make me tea when I can't sleep",
  "you never forget, and I forgot your birthday",
  "you always listen and I shut the door",
  "I'm so glad you always wait for me",
  "I miss how you always hummed",
  "I said you never try, and that was wrong",
  "you never know with my mother",
  "you never made me feel small",
  "I always wait and never ask",
  "they always shout at work",
  "you were quiet and I did not know why",
  "I feel lonely when the evening ends early. I need an hour together",
  "because the baby never sleeps",
  "",
];

for (const text of CHARGES) test(`noticed: ${text}`, () => assert.ok(noticed(text)));
for (const text of KIND) test(`left alone: ${text || "nothing"}`, () => assert.ok(!noticed(text)));

test("under a pleasant tile nothing is noticed", () => {
  for (const text of CHARGES)
    for (const quadrant of ["high_pleasant", "low_pleasant"] as const) assert.ok(!noticed(text, quadrant), text);
});

test("without a tile it is noticed as under an unpleasant one", () => {
  assert.ok(noticed("you never listen", undefined));
});

test("the gentle beginning is not itself noticed, nor a long text slow", () => {
  assert.ok(!noticed(mine.gentle));
  const began = performance.now();
  noticed("you might always have been the one and ".repeat(100));
  assert.ok(performance.now() - began < 100);
});
