/** The vault between this device and the server: changed here at once, agreed later, never rolled back, never chosen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NoNetwork, Refusal } from "../../pwa/src/api.ts";
import { type Bytes, fromBase64url, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { openVault, sealVault } from "../../pwa/src/crypto/vault.ts";
import { database } from "../../pwa/src/database.ts";
import {
  accept,
  change,
  forgetKeys,
  keyring,
  openKeys,
  push,
  refresh,
  reopenKeys,
  VaultRolledBack,
} from "../../pwa/src/keyring.ts";
import { type Vault, VaultDiffers } from "../../pwa/src/vault.ts";
import { type Asked, aSpace, aVault, epoch, freshDevice, json, network, problem } from "./device.ts";

const stored = async () => (await (await database()).get("vault", "vault")) ?? assert.fail();
const setting = (name: string): unknown => keyring()?.vault.settings[name];
const set = (name: string, value: unknown) =>
  change((vault) => {
    vault.settings[name] = value;
  });

/** A server that keeps one vault, by compare-and-swap. */
class Keeper {
  version = 1;
  bytes: Bytes;
  readonly vk: Bytes;
  readonly uid: Bytes;
  /** What to do with the next writes: lose the request, lose the answer. */
  faults: ("request" | "answer")[] = [];
  constructor(vk: Bytes, uid: Bytes, bytes: Bytes) {
    [this.vk, this.uid, this.bytes] = [vk, uid, bytes];
  }
  async content(): Promise<Vault> {
    return (await openVault(this.bytes, this.vk, this.uid)).vault as unknown as Vault;
  }
  /** Another device of the same person writes. */
  async elsewhere(mutate: (vault: Vault) => void, gen = 1): Promise<void> {
    const vault = await this.content();
    mutate(vault);
    this.version += 1;
    this.bytes = await sealVault(this.vk, gen, this.version, this.uid, vault);
  }
  readonly answer = ({ method, body, headers }: Asked): Response => {
    if (method === "GET") return json({ gen: 1, version: this.version, vault: toBase64url(this.bytes) });
    const fault = this.faults.shift();
    if (fault === "request") throw new TypeError("lost");
    if (headers["if-match"] !== `"${this.version}"`) return problem("vault-conflict", 412);
    this.bytes = fromBase64url((body as { vault: string }).vault);
    this.version += 1;
    if (fault === "answer") throw new TypeError("lost");
    return json({ gen: 1, version: this.version });
  };
}
async function kept(...spaces: Parameters<typeof freshDevice>): Promise<{ keeper: Keeper; asked: Asked[] }> {
  const { vk, uid } = await freshDevice(...spaces);
  const keeper = new Keeper(vk, uid, (await stored()).base);
  return { keeper, asked: network(keeper.answer) };
}

test("a change is here at once, on the disk only sealed, and at the server when pushed", async () => {
  const { keeper } = await kept(aSpace());
  await set("secret_setting", "plain words");
  assert.equal(setting("secret_setting"), "plain words");
  const raw = Buffer.from((await stored()).mine ?? random(0));
  assert.ok(raw.length > 0 && !raw.includes("secret_setting") && !raw.includes("plain words"));
  const { vk } = keyring() ?? assert.fail();
  forgetKeys();
  await openKeys(vk);
  assert.equal(setting("secret_setting"), "plain words");
  assert.equal(await push(), true);
  assert.equal((await keeper.content()).settings["secret_setting"], "plain words");
  assert.deepEqual([(await stored()).mine, (await stored()).version, keyring()?.version], [null, 2, 2]);
});

test("nothing is sent when nothing changed", async () => {
  const { asked } = await kept(aSpace());
  assert.equal(await push(), false);
  assert.deepEqual(asked, []);
});

test("two devices' changes meet: on a conflict it fetches, merges and tries again", async () => {
  const { keeper } = await kept(aSpace());
  await set("mine", 1);
  await keeper.elsewhere((vault) => {
    vault.settings["theirs"] = 2;
  });
  await push();
  assert.deepEqual((await keeper.content()).settings, { theirs: 2, mine: 1 });
  assert.deepEqual(keyring()?.vault.settings, { theirs: 2, mine: 1 });
  assert.deepEqual([keeper.version, (await stored()).version, (await stored()).mine], [3, 3, null]);
});

test("a lost request or a lost answer is sent once more and written once", async () => {
  for (const fault of ["request", "answer"] as const) {
    const { keeper } = await kept(aSpace());
    await set("mine", fault);
    keeper.faults = [fault];
    await assert.rejects(push(), NoNetwork);
    assert.equal(setting("mine"), fault);
    await push();
    assert.deepEqual(
      [(await keeper.content()).settings, keeper.version, (await stored()).mine],
      [{ mine: fault }, 2, null],
    );
  }
});

test("what is changed while a push is under way goes with the next", async () => {
  const { keeper } = await kept(aSpace());
  await set("first", 1);
  const slow = keeper.answer;
  network(async (one) => {
    if (one.method === "PUT" && keeper.version === 1) await set("second", 2);
    return slow(one);
  });
  await push();
  assert.deepEqual((await keeper.content()).settings, { first: 1, second: 2 });
  assert.deepEqual([keeper.version, (await stored()).mine], [3, null]);
});

test("changes made at once are all kept", async () => {
  await kept(aSpace());
  await Promise.all(Array.from({ length: 20 }, (_, n) => set(`n${n}`, n)));
  assert.equal(Object.keys(keyring()?.vault.settings ?? {}).length, 20);
  await reopenKeys();
  assert.equal(Object.keys(keyring()?.vault.settings ?? {}).length, 20);
});

test("a vault older than one this device has seen is refused, in version and in generation", async () => {
  const { keeper } = await kept(aSpace());
  const old = keeper.bytes;
  await keeper.elsewhere((vault) => {
    vault.settings["newer"] = true;
  });
  await refresh();
  await assert.rejects(accept(old), VaultRolledBack);
  assert.deepEqual([setting("newer"), (await stored()).version], [true, 2]);
  await keeper.elsewhere(() => undefined, 2);
  await refresh();
  await assert.rejects(accept(await sealVault(keeper.vk, 1, 99, keeper.uid, aVault())), VaultRolledBack);
  assert.deepEqual([(await stored()).gen, (await stored()).version], [2, 3]);
});

test("a key that was swapped is shown, never taken, and what is here stays", async () => {
  const space = aSpace();
  const { keeper } = await kept(space);
  const swap = (vault: Vault) => {
    vault.spaces = [{ ...space, epochs: [epoch(1)] }];
  };
  await keeper.elsewhere(swap);
  await assert.rejects(refresh(), VaultDiffers);
  await set("mine", 1);
  await assert.rejects(push(), VaultDiffers);
  assert.deepEqual(
    [(await stored()).version, keyring()?.vault.spaces[0]?.epochs, setting("mine")],
    [1, space.epochs, 1],
  );
});

test("bytes that this vault's key does not open change nothing", async () => {
  const { keeper } = await kept(aSpace());
  const before = await stored();
  await assert.rejects(accept(await sealVault(random(32), 1, 5, keeper.uid, aVault())), { code: "gcm" });
  await assert.rejects(accept(await sealVault(keeper.vk, 1, 5, random(16), aVault())), { code: "gcm" });
  await assert.rejects(accept(random(40)), { code: "size" });
  assert.deepEqual(await stored(), before);
});

test("the wrong key opens nothing on this device", async () => {
  await kept(aSpace());
  forgetKeys();
  await assert.rejects(openKeys(random(32)));
  assert.equal(keyring(), null);
});

test("a new space and a new epoch bring their keys, and an end is seen", async () => {
  const space = aSpace();
  const { keeper } = await kept(space);
  const added = aSpace({ kind: "private" });
  await keeper.elsewhere((vault) => {
    vault.spaces = [{ ...space, epochs: [...space.epochs, epoch(2)] }, added];
  });
  await refresh();
  assert.deepEqual([keyring()?.spaces.get(space.id)?.epoch, keyring()?.spaces.get(added.id)?.kind], [2, "private"]);
  await change((vault) => {
    for (const known of vault.spaces) if (known.id === space.id) known.state = "ended";
  });
  assert.equal(keyring()?.spaces.get(space.id)?.ended, true);
});

test("what ended stays ended, and no space goes, also on a device that changed nothing", async () => {
  const [ended, shared] = [aSpace({ state: "ended" }), aSpace()];
  const { keeper, asked } = await kept(ended, shared);
  await keeper.elsewhere((vault) => {
    vault.spaces = [{ ...ended, state: "active" }];
  });
  await refresh();
  const said = () => keyring()?.vault.spaces.map(({ id, state }) => [id, state]);
  const right = [
    [ended.id, "ended"],
    [shared.id, "active"],
  ];
  assert.deepEqual(said(), right);
  await reopenKeys();
  assert.deepEqual(said(), right, "on the disk too");
  await push();
  assert.deepEqual(
    (await keeper.content()).spaces.map(({ id, state }) => [id, state]),
    right,
  );
  const sent = asked.length;
  await refresh();
  await push();
  assert.equal(asked.length, sent + 1, "and then there is rest");
});

test("keys that are forgotten while they are being opened do not come back", async () => {
  const { keeper } = await kept(aSpace());
  const opening = openKeys(keeper.vk);
  forgetKeys();
  await assert.rejects(opening);
  assert.equal(keyring(), null);
});

test("a server that conflicts for ever is not asked for ever", async () => {
  const { keeper } = await kept(aSpace());
  await set("mine", 1);
  const requests = network((one) => (one.method === "PUT" ? problem("vault-conflict", 412) : keeper.answer(one)));
  await push();
  assert.ok(requests.length <= 10);
  assert.equal(setting("mine"), 1);
});

test("what else the server refuses reaches the caller, and the change stays", async () => {
  await kept(aSpace());
  await set("mine", 1);
  network(() => problem("signed-out", 401));
  await assert.rejects(push(), Refusal);
  assert.notEqual((await stored()).mine, null);
  const vault = toBase64url((await stored()).base);
  const asked = network(({ method }) => (method === "GET" ? json({ vault }) : problem("too-many-requests", 429)));
  await assert.rejects(push(), Refusal);
  assert.equal(asked.length, 1, "only a conflict is tried again");
});
