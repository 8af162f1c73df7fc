/** The recovery code as people type it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeGroups, formatCode, groupMatches, newRecoverySecret, parseCode } from "../../pwa/src/crypto/recovery.ts";
import { expected, input } from "./vectors.ts";

const code = expected("recovery_code");

test("a fresh code is read back, and no two are alike", async () => {
  const made = new Set<string>();
  for (let count = 0; count < 40; count += 1) {
    const secret = newRecoverySecret();
    const text = await formatCode(secret);
    assert.match(text, /^(?:[0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.deepEqual(await parseCode(text), secret);
    made.add(text);
  }
  assert.equal(made.size, 40);
});

test("typing is forgiving about what a phone or a hand does to it", async () => {
  const forms = [
    code.toLowerCase(),
    code.replaceAll("-", "\u2013"),
    code.replaceAll("-", "\u2011"),
    code.replaceAll("-", "\u2212"),
    code.replaceAll("-", " \n"),
    code.replaceAll("-", "\u00a0"),
    ` ${code}\u200b `,
    code.replaceAll("0", "O"),
    code.replaceAll("0", "o"),
  ];
  for (const form of forms) assert.deepEqual(await parseCode(form), input("rec"), JSON.stringify(form));
  const ones = Uint8Array.from({ length: 18 }, () => 0x08);
  const text = await formatCode(ones);
  assert.match(text, /1/);
  for (const letter of ["I", "l", "i", "L"]) assert.deepEqual(await parseCode(text.replaceAll("1", letter)), ones);
});

test("one wrong character anywhere is found", async () => {
  let tried = 0;
  for (let at = 0; at < code.length; at += 1) {
    if (code[at] === "-") continue;
    for (const letter of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      if (letter === code[at]) continue;
      await assert.rejects(parseCode(code.slice(0, at) + letter + code.slice(at + 1)), { code: "check" });
      tried += 1;
    }
  }
  assert.equal(tried, 32 * 31);
});

test("what is not a code says why", async () => {
  await assert.rejects(parseCode(""), { name: "RecoveryCodeError", code: "length" });
  await assert.rejects(parseCode(code.slice(0, -1)), { code: "length" });
  await assert.rejects(parseCode(`${code}0`), { code: "length" });
  await assert.rejects(parseCode(code.replace("B", "U")), { code: "character" });
  await assert.rejects(parseCode(code.replace("B", "é")), { code: "character" });
});

test("confirming takes one group, typed as forgivingly", async () => {
  const groups = await codeGroups(input("rec"));
  assert.equal(groups.join("-"), code);
  for (const [index, group] of groups.entries()) {
    assert.equal(await groupMatches(input("rec"), index, ` ${group.toLowerCase().replaceAll("0", "o")} `), true);
    assert.equal(await groupMatches(input("rec"), (index + 1) % 8, group), false);
    assert.equal(await groupMatches(input("rec"), index, group.slice(1)), false);
  }
  assert.equal(await groupMatches(input("rec"), 0, ""), false);
  assert.equal(await groupMatches(input("rec"), 8, ""), false);
});
