/** What another device changed about who can get in is told from what this one did; and a name for a passkey is never a guess. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Change, isCodeUsed, type Known, strangeTo } from "../../pwa/src/actions/noticing.ts";
import { providerOf } from "../../pwa/src/content/providers.ts";

/** A list as the server gives it, newest first. */
const listOf = (...what: string[]): Change[] =>
  what.map((one, at) => ({ n: at + 1, what: one, on: "2026-11-22" })).reverse();
const known = (fields: Partial<Known> = {}): Known => ({ seen: 1, session: "here", mine: [], ...fields });
const strange = (before: Known, session: string, ...what: string[]): string[] =>
  strangeTo(before, session, listOf(...what))
    .map((change) => change.what)
    .reverse();

test("what was seen is no news", () => {
  assert.deepEqual(strange(known(), "here", "account_created"), []);
  assert.deepEqual(strange(known({ seen: 3 }), "here", "account_created", "signed_in", "passkey_added"), []);
});

test("what another device did is news, whatever it was", () => {
  for (const what of ["signed_in", "passkey_added", "recovery_used", "keys_renewed", "something_newer"])
    assert.deepEqual(strange(known(), "here", "account_created", what), [what]);
});

test("that the operator signed me out is news on the device that signs in again", () => {
  const all = ["account_created", "operator_revoked", "signed_in"];
  assert.deepEqual(strange(known(), "another", ...all), ["operator_revoked"]);
});

test("what this device did is no news, once", () => {
  const mine = known({ mine: ["passkey_added"] });
  assert.deepEqual(strange(mine, "here", "account_created", "passkey_added"), []);
  assert.deepEqual(strange(mine, "here", "account_created", "passkey_added", "passkey_added"), ["passkey_added"]);
  assert.deepEqual(strange(mine, "here", "account_created", "passkey_removed"), ["passkey_removed"]);
});

test("signing in again in this browser accounts for one sign-in and no more", () => {
  assert.deepEqual(strange(known(), "another", "account_created", "signed_in"), []);
  assert.deepEqual(strange(known(), "another", "account_created", "signed_in", "signed_in"), ["signed_in"]);
  assert.deepEqual(strange(known(), "here", "account_created", "signed_in"), ["signed_in"]);
});

test("coming back with the code accounts for the passkey it made, and hides no sign-in", () => {
  const back = known({ mine: ["recovery_used", "passkey_added"] });
  assert.deepEqual(strange(back, "another", "account_created", "recovery_used", "passkey_added"), []);
  assert.deepEqual(strange(back, "another", "account_created", "recovery_used", "passkey_added", "signed_in"), [
    "signed_in",
  ]);
});

test("a code that was used wants a new one until there is one", () => {
  assert.equal(isCodeUsed(listOf("account_created", "recovery_made")), false);
  assert.equal(isCodeUsed(listOf("account_created", "recovery_made", "recovery_used", "signed_in")), true);
  assert.equal(isCodeUsed(listOf("recovery_made", "recovery_used", "recovery_made")), false);
  assert.equal(isCodeUsed(listOf("recovery_made", "recovery_used", "keys_renewed")), false);
  assert.equal(isCodeUsed(listOf("recovery_made", "recovery_used", "keys_renewed", "recovery_used")), true);
  assert.equal(isCodeUsed([]), false);
});

test("a provider is named by what it said, and nobody else is", () => {
  assert.equal(providerOf("EA9B8D66-4D01-1D21-3CE4-B6B48CB575D4"), "Google Password Manager");
  for (const unknown of ["00000000-0000-0000-0000-000000000000", "", "constructor", "__proto__"])
    assert.equal(providerOf(unknown), null);
});
