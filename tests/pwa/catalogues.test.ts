/** German says everything English says, in words of its own; and what must never be said is said in neither. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

const ROOM = new URL("../../pwa/src/messages/", import.meta.url);
const FILES = readdirSync(new URL("en/", ROOM)).filter((file) => file.endsWith(".ts"));
type Catalogue = Record<string, unknown>;
const read = async (language: string, file: string): Promise<Catalogue> =>
  (await import(new URL(`${language}/${file}`, ROOM).href)) as Catalogue;

/** What a sentence is asked with, by the number of things it asks for: with a name and without. */
const ASKED: readonly (readonly unknown[])[] = [
  ["Kim", "Kim", 7],
  [null, null, 7],
];
const DATE = new Date(2025, 10, 3, 12);

/** Every sentence with the way to it. A function is asked; one that wants a date, a list or a number gets it. */
function* sentences(value: unknown, at: string): Generator<[string, string]> {
  if (typeof value === "string") yield [at, value];
  else if (typeof value === "function") yield* asked(value as (...all: unknown[]) => unknown, at);
  else if (typeof value === "object" && value !== null && !(value instanceof RegExp))
    for (const [name, one] of Object.entries(value)) yield* sentences(one, `${at}.${name}`);
}

function* asked(say: (...all: unknown[]) => unknown, at: string): Generator<[string, string]> {
  const lists = [["one", "two"]];
  for (const [n, all] of [...ASKED, [DATE, false], lists, [DATE]].entries()) {
    try {
      yield* sentences(say(...all), `${at}(${n})`);
    } catch {
      // It wants something else.
    }
  }
}

/** The same in both: names of things, of the app, and words that are the same word. */
const SAME =
  /^(?:(?:frame|first)\.ts\.t\.(?:brand|titled.*|listed.*|dir)|once\.ts\.once\.namingLabel|.*\.devices\.passkey|.*\.emojiNames\..*|.*hintPatterns.*|.*\.pauseTitle)$/;

for (const file of FILES)
  test(`German has all of ${file}, and none of it is English`, async () => {
    const [en, de] = [await read("en", file), await read("de", file)];
    assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
    const german = new Map(sentences(de, file));
    for (const [at, says] of sentences(en, file)) {
      const said = german.get(at);
      // Asked with a name where it wants a day, one of the two may have nothing to say.
      if (said === undefined && at.endsWith(")")) continue;
      assert.ok(said !== undefined, `${at} is missing`);
      assert.equal(said.trim() === "", says.trim() === "", at);
      const isWord = /\p{L}{4}/u.test(says.replace(/Kim|null|undefined/g, ""));
      if (isWord && !SAME.test(at)) assert.notEqual(said, says, `${at} is English`);
    }
  });

/** Words the screens never say, in each language. */
const NEVER = {
  en: /\b(?:affirmations?|vault|sync(?:ed|ing)?|PRF|encryption keys?|pair codes?|love languages?|love tank|streaks?|partners? waits)\b/i,
  de: /\b(?:Affirmation(?:en)?|Tresor|Synchronisier\w*|PRF|Kopplungscodes?|Liebessprachen?|Partner(?:in)?|Sie haben|Ihre[nms]? )\b/,
};
const ALLOWED = /^once\.ts\.once\.(?:operated|aboutWhat)|^mine\.ts\.mine\.hintPatterns/;

for (const language of ["en", "de"] as const)
  test(`what is never said is not said in ${language}`, async () => {
    for (const file of FILES)
      for (const [at, says] of sentences(await read(language, file), file)) {
        const plain = says.replaceAll("\u00ad", "");
        if (!ALLOWED.test(at)) assert.doesNotMatch(plain, NEVER[language], at);
      }
  });

test("nothing in German tells the reader's or the other's gender", async () => {
  const gendered = /\p{L}\*innen|\p{L}:in\b|\p{L}Innen\b|\/-?in\b|\b(?:er|sie) oder (?:sie|er)\b/u;
  for (const file of FILES)
    for (const [at, says] of sentences(await read("de", file), file)) assert.doesNotMatch(says, gendered, at);
  assert.match("jede:r und Partner:in", gendered);
});

test("a German day is said as one says it", async () => {
  const { t } = (await read("de", "frame.ts")) as { t: { dayIs(day: Date, thisYear: boolean): string } };
  assert.equal(t.dayIs(DATE, true), "Montag, 3. November");
  assert.equal(t.dayIs(DATE, false), "Montag, 3. November 2025");
});

test("no sentence hides another one of the same name", async () => {
  for (const language of ["en", "de"])
    for (const rooms of [
      ["pages", "heard", "mine", "find", "lines"],
      ["kind", "opening"],
    ]) {
      const names = await Promise.all(
        rooms.map(async (room) => Object.keys((await read(language, `${room}.ts`))[room] as Catalogue)),
      );
      const seen = names.flat();
      assert.deepEqual(
        seen.filter((name, at) => seen.indexOf(name) !== at),
        [],
        `${language} ${rooms.join(" ")}`,
      );
    }
});
