/** What a search finds: every word by its beginning, in any order, whatever the case and the accents; and only what it was told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Index, plain } from "../../pwa/src/search.ts";

const NOTES = {
  kite: "hopeful we flew Élodie's kite over the Zeppelin field",
  street: "sad die Straße war leer, ÜBERALL nur Regen",
  greek: "calm ο λόγος της Σοφίας",
  numbers: "tired 24 hours, 7 days; co-operating isn't easy",
  none: "",
};
const full = (): Index => {
  const index = new Index();
  index.take({ put: Object.entries(NOTES) });
  return index;
};

for (const [words, found] of Object.entries({
  kite: ["kite"],
  KITE: ["kite"],
  "zepp elod": ["kite"],
  elodies: ["kite"],
  "Élodie’s": ["kite"],
  eppelin: [],
  "kite regen": [],
  strasse: ["street"],
  straß: ["street"],
  uberall: ["street"],
  ΛΌΓΟΣ: ["greek"],
  λογο: ["greek"],
  σοφιας: ["greek"],
  "24 hour": ["numbers"],
  isnt: ["numbers"],
  "isn't": ["numbers"],
  operating: ["numbers"],
  "co operating": ["numbers"],
  "hopeful, sad": [],
  "...": Object.keys(NOTES),
  "": Object.keys(NOTES),
})) {
  test(`“${words}” finds ${found.join(", ") || "nothing"}`, () => assert.deepEqual(full().find(words), found));
}

test("a note is found by what it says now, and not at all once it is gone", () => {
  const index = full();
  index.take({ put: [["kite", "the sea"]], gone: ["street", "never there"] });
  assert.deepEqual(index.find("zeppelin"), []);
  assert.deepEqual(index.find("sea"), ["kite"]);
  assert.deepEqual(index.find("regen"), []);
});

test("a decomposed letter is the same letter", () => {
  assert.equal(plain("E\u0301lodie"), plain("Élodie"));
});

test("no pattern in the words does anything but name itself", () => {
  const index = full();
  for (const words of ["(", "[a-z]*", ".*kite", "\\", "$^"]) assert.doesNotThrow(() => index.find(words));
  assert.deepEqual(index.find("k.te"), []);
});

test("one note is found among ten thousand", () => {
  const index = new Index();
  const text = `${Object.values(NOTES).join(" ")} `;
  index.take({
    put: Array.from({ length: 10_000 }, (_, n) => [`${n}`, `${text}${n === 5000 ? "needle" : ""}`] as const),
  });
  assert.deepEqual(index.find("need kite"), ["5000"]);
});
