/** The list of people to talk to is whole and can be called, and what a server adds can neither hide it nor do harm. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHECKED_ON, dial, guessCountry, HELP, readAdded } from "../../pwa/src/content/help_lines.ts";

test("every line can be called, and no two of a country are the same", () => {
  assert.match(CHECKED_ON, /^20\d\d-\d\d-\d\d$/);
  assert.ok(Object.keys(HELP).length >= 20);
  for (const [country, { emergency, lines }] of Object.entries(HELP)) {
    assert.match(country, /^[A-Z]{2}$/);
    const numbers = [emergency, ...lines.map(({ number }) => number)].map(dial);
    assert.ok(!numbers.includes(null), country);
    assert.equal(new Set(numbers).size, numbers.length, country);
    assert.ok(lines.length > 0, country);
    for (const { name, site } of lines) {
      assert.ok(name.length > 1, country);
      // An address is read, never opened: it would tell the other end, and stand in this browser's history.
      assert.doesNotMatch(site ?? "", /:\/\/|\s/, country);
    }
  }
});

test("only a number is called", () => {
  assert.equal(dial("0808 80 10 800"), "tel:08088010800");
  assert.equal(dial("+49 (30) 123-45.6/7"), "tel:+49301234567");
  // These would have a phone forward its calls, show its number, or run what is not a call at all.
  for (const hostile of [
    "*#06#",
    "**21*0123456#",
    "#31#0123",
    "0123,456",
    "0123;ext=9",
    "javascript:alert(1)",
    "tel:0123",
    "//example.org",
    "٠١٢٣",
    "12\u202e34",
    "1",
    "",
    " ",
    "+",
    "01234567890123456789",
    "call me",
  ])
    assert.equal(dial(hostile), null, hostile);
});

test("the country is the one the browser's languages name, else the one they suggest", () => {
  assert.equal(guessCountry(["de-AT", "en-US"]), "AT");
  assert.equal(guessCountry(["de", "en-GB"]), "GB");
  assert.equal(guessCountry(["de"]), "DE");
  assert.equal(guessCountry(["en"]), "US");
  assert.equal(guessCountry(["is-IS"]), null);
  assert.equal(guessCountry(["not a language", "nl"]), "NL");
  assert.equal(guessCountry([]), null);
  assert.equal(guessCountry(["en-constructor", "xx-toString"]) ?? "US", "US");
});

test("whatever a server says it added becomes a few short texts, or nothing", () => {
  const line = { country: "DE", name: "Beratung am Markt", line: "030 123456", note: "Mo–Fr" };
  assert.deepEqual(readAdded([line]), [line]);
  for (const odd of [undefined, null, "lines", 7, {}, { length: 3 }, [null], [7], [{}], [{ name: 7, line: [] }]])
    assert.deepEqual(readAdded(odd), []);
  assert.equal(readAdded(Array.from({ length: 100_000 }, () => line)).length, 50);
  assert.equal(readAdded([{ ...line, note: "x".repeat(1_000_000) }])[0]?.note.length, 300);
  const scripted = readAdded([{ ...line, name: "<img src=x onerror=alert(1)>", __proto__: { toString: 1 } }]);
  assert.deepEqual(Object.keys(scripted[0] ?? {}), ["country", "name", "line", "note"]);
});
