/** Two devices' changes of one vault become one, and what can never change is never chosen between. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "../../pwa/src/merging.ts";
import { activeSpace, type Vault, VaultDiffers, type VaultSpace } from "../../pwa/src/vault.ts";

const space = (more: Partial<VaultSpace> = {}): VaultSpace => ({
  id: "s",
  kind: "shared",
  slot: 0,
  state: "active",
  since: "2026-11-22",
  epochs: [{ n: 1, key: "k1", self: "s1" }],
  ...more,
});
const vault = (more: Partial<Vault> = {}): Vault => ({ v: 1, spaces: [space()], passkeys: [], settings: {}, ...more });
const withSpace = (more: Partial<VaultSpace>): Vault => vault({ spaces: [space(more)] });
const differs = (mine: Vault, theirs: Vault): void => {
  assert.throws(() => merge(vault(), mine, theirs), VaultDiffers);
  assert.throws(() => merge(vault(), theirs, mine), VaultDiffers);
};
/** The same whichever of the two is mine; compared as sets of spaces and passkeys. */
function bothWays(base: Vault, mine: Vault, theirs: Vault): Vault {
  const order = (merged: Vault) => ({
    ...merged,
    spaces: merged.spaces.toSorted((a, b) => a.id.localeCompare(b.id)),
    passkeys: merged.passkeys.toSorted((a, b) => a.id.localeCompare(b.id)),
  });
  assert.deepEqual(order(merge(base, mine, theirs)), order(merge(base, theirs, mine)));
  return order(merge(base, mine, theirs));
}

test("id, kind, slot, since, key and self never change: two answers are shown, not chosen between", () => {
  for (const change of [
    { kind: "private" as const },
    { slot: 1 },
    { since: "2026-11-23" },
    { epochs: [{ n: 1, key: "other", self: "s1" }] },
    { epochs: [{ n: 1, key: "k1", self: "other" }] },
  ]) {
    differs(vault(), withSpace(change));
  }
});

test("a swapped key is noticed also by a device that changed nothing", () => {
  assert.throws(
    () => merge(vault(), vault(), withSpace({ epochs: [{ n: 1, key: "swapped", self: "s1" }] })),
    VaultDiffers,
  );
});

test("an ended space stays ended whoever says otherwise", () => {
  assert.equal(bothWays(vault(), withSpace({ state: "ended" }), vault()).spaces[0]?.state, "ended");
  assert.equal(
    bothWays(withSpace({ state: "ended" }), withSpace({ state: "ended" }), vault()).spaces[0]?.state,
    "ended",
  );
});

test("spaces of both sides are kept, and a space can never be taken out", () => {
  const merged = bothWays(
    vault(),
    vault({ spaces: [space(), space({ id: "mine" })] }),
    vault({ spaces: [space(), space({ id: "theirs" })] }),
  );
  assert.deepEqual(
    merged.spaces.map(({ id }) => id),
    ["mine", "s", "theirs"],
  );
  assert.deepEqual(
    bothWays(vault(), vault({ spaces: [] }), vault()).spaces.map(({ id }) => id),
    ["s"],
  );
});

test("epochs of both sides are kept, in order", () => {
  const epoch = (n: number) => ({ n, key: `k${n}`, self: `s${n}` });
  const merged = bothWays(
    vault(),
    withSpace({ epochs: [epoch(1), epoch(3)] }),
    withSpace({ epochs: [epoch(1), epoch(2)] }),
  );
  assert.deepEqual(
    merged.spaces[0]?.epochs.map(({ n }) => n),
    [1, 2, 3],
  );
});

for (const list of ["devices", "erased"] as const)
  test(`${list} of a space are joined`, () => {
    const [mine, theirs] = [withSpace({ [list]: ["a", "c"] }), withSpace({ [list]: ["b", "c"] })];
    assert.deepEqual(bothWays(vault(), mine, theirs).spaces[0]?.[list], ["a", "b", "c"]);
    assert.deepEqual(bothWays(vault(), mine, vault()).spaces[0]?.[list], ["a", "c"]);
  });

test("a passkey's removal stays, on whichever side it was removed", () => {
  const [a, c] = [
    { id: "a", verified: true },
    { id: "c", verified: true },
  ];
  const base = vault({ passkeys: [a, c] });
  const added = { id: "new", verified: false, name: "phone" };
  assert.deepEqual(bothWays(base, vault({ passkeys: [a] }), vault({ passkeys: [a, c, added] })).passkeys, [a, added]);
  assert.deepEqual(
    bothWays(base, vault({ passkeys: [{ ...c, name: "named" }] }), vault({ passkeys: [a] })).passkeys,
    [],
  );
});

test("a passkey that opened once is verified for good, and its name is mine where I changed it", () => {
  const base = vault({ passkeys: [{ id: "a", verified: false, name: "old" }] });
  const verified = vault({ passkeys: [{ id: "a", verified: true, name: "old" }] });
  const renamed = vault({ passkeys: [{ id: "a", verified: false, name: "new" }] });
  assert.deepEqual(bothWays(base, verified, renamed).passkeys, [{ id: "a", verified: true, name: "new" }]);
});

test("settings and names: mine where I changed them, theirs elsewhere", () => {
  const base = vault({ settings: { a: 1, b: 1, c: 1 } });
  const merged = merge(
    base,
    vault({ settings: { a: 2, b: 1, c: 1 } }),
    vault({ settings: { a: 3, b: 3, c: 1, d: 4 } }),
  );
  assert.deepEqual(merged.settings, { a: 2, b: 3, c: 1, d: 4 });
  assert.deepEqual(bothWays(base, vault({ settings: { b: 1, c: 1 } }), base).settings, { b: 1, c: 1 });
  assert.equal(bothWays(vault(), withSpace({ partner_name: "Ben" }), vault()).spaces[0]?.partner_name, "Ben");
  assert.equal(
    bothWays(withSpace({ partner_name: "Ben" }), vault(), withSpace({ partner_name: "Ben" })).spaces[0]?.partner_name,
    undefined,
  );
});

test("what a newer app keeps in the vault survives an older one, changed or not", () => {
  const newer = (word: string) => ({ ...withSpace({ mood: word } as Partial<VaultSpace>), top: word }) as Vault;
  const merged = bothWays(newer("old"), newer("old"), newer("new")) as Vault & { top: string };
  assert.equal(merged.top, "new");
  assert.equal((merged.spaces[0] as VaultSpace & { mood: string }).mood, "new");
});

test("names of the prototype are settings like others", () => {
  const odd = JSON.parse('{"__proto__":1,"constructor":2}') as Record<string, unknown>;
  assert.deepEqual(Object.entries(bothWays(vault(), vault({ settings: odd }), vault()).settings), [
    ["__proto__", 1],
    ["constructor", 2],
  ]);
});

test("merging what both have already changes nothing", () => {
  const both = vault({ settings: { a: 1 }, passkeys: [{ id: "a", name: "phone", verified: true }] });
  assert.deepEqual(merge(vault(), both, both), both);
});

test("the active space of a kind is never an ended one", () => {
  assert.equal(activeSpace(withSpace({ state: "ended" }), "shared"), undefined);
  assert.equal(activeSpace(vault(), "shared")?.id, "s");
  assert.equal(activeSpace(vault(), "private"), undefined);
});
