/** From what the body says to words: every one can be reached, none is pressed on anybody. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { BODY, ENERGIES, homeOf, SENSATIONS, type Sense, suggested, TONES } from "../../pwa/src/content/body.ts";
import { FEELINGS, FIRST_WORDS, QUADRANTS } from "../../pwa/src/content/feelings.ts";
import { feelings } from "../../pwa/src/messages/en/feelings.ts";
import { meanings } from "../../pwa/src/messages/en/meanings.ts";

const ALL: readonly string[] = Object.values(FEELINGS).flat();
const first = (sense: Sense): string[] => suggested(sense).slice(0, FIRST_WORDS);

/** Every answer with at most two sensations. */
function* answers(): Generator<Sense> {
  const bodies = [[], ...SENSATIONS.flatMap((a, at) => [[a], ...SENSATIONS.slice(at + 1).map((b) => [a, b])])];
  for (const body of bodies)
    for (const energy of [undefined, ...ENERGIES])
      for (const tone of [undefined, ...TONES]) yield { energy, tone, body };
}

test("seventy-two feelings, eighteen a quadrant, each with a name and a line of meaning, none twice", () => {
  assert.deepEqual(
    QUADRANTS.map((quadrant) => FEELINGS[quadrant].length),
    [18, 18, 18, 18],
  );
  assert.equal(new Set(ALL).size, 72);
  assert.deepEqual(Object.keys(feelings).sort(), [...ALL].sort());
  assert.deepEqual(Object.keys(meanings).sort(), [...ALL].sort());
  assert.equal(new Set(Object.values(meanings)).size, 72);
  for (const line of Object.values(meanings)) assert.match(line, /^[A-Z][^\n]{8,60}\.$/);
});

test("every feeling is among the first six suggestions of some answer", () => {
  const reached = new Set([...answers()].flatMap(first));
  assert.deepEqual(
    ALL.filter((word) => !reached.has(word)),
    [],
  );
});

test("one sensation, energy and tone are enough for every feeling", () => {
  const plain = [...answers()].filter(({ body }) => body.length <= 1);
  const reached = new Set(plain.flatMap(first));
  assert.deepEqual(
    ALL.filter((word) => !reached.has(word)),
    [],
  );
});

test("any answer suggests each feeling exactly once, and the same answer the same words", () => {
  for (const sense of answers()) {
    assert.equal(new Set(suggested(sense)).size, 72);
    assert.deepEqual(suggested(sense), suggested(structuredClone(sense)));
  }
});

test("a sensation names known feelings, at most six of a quadrant, none twice", () => {
  for (const sensation of SENSATIONS) {
    const words: readonly string[] = BODY[sensation];
    assert.equal(new Set(words).size, words.length);
    for (const quadrant of QUADRANTS)
      assert.ok(words.filter((word) => homeOf(word) === quadrant).length <= 6, `${sensation} ${quadrant}`);
    for (const word of words) assert.ok(ALL.includes(word), word);
  }
});

test("what was said about pleasantness outweighs energy, and the body names the word", () => {
  for (const word of first({ tone: "pleasant", energy: "little", body: ["quiet"] }))
    assert.equal(homeOf(word), "low_pleasant");
  assert.deepEqual(first({ tone: "unpleasant", energy: "little", body: ["heavy"] }).slice(0, 2), ["tired", "sad"]);
  assert.equal(first({ energy: "lots", tone: "unpleasant", body: ["hot_face"] })[0], "angry");
  assert.equal(first({ energy: "lots", tone: "pleasant", body: ["heart"] })[0], "excited");
});

test("with nothing to go by, every tile has a word among the first six", () => {
  const homes = new Set(first({ energy: "some", tone: "both", body: [] }).map(homeOf));
  assert.equal(homes.size, 4);
});
