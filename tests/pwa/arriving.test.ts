/** Every way in ends here: a server that lies about the vault, the person or the generation leaves no trace, and loses nothing. */
import "./one_tab.ts";

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { passkeyWrap, signIn } from "../../pwa/src/actions/account.ts";
import { arrive } from "../../pwa/src/actions/arriving.ts";
import { leaveOpen } from "../../pwa/src/actions/waking.ts";
import type { Account } from "../../pwa/src/api.ts";
import { type Bytes, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { sealVault } from "../../pwa/src/crypto/vault.ts";
import { database, type StoredAccount } from "../../pwa/src/database.ts";
import { accept, forgetKeys, keyring, openKeys, VaultRolledBack } from "../../pwa/src/keyring.ts";
import { notice, phase } from "../../pwa/src/state.ts";
import { VaultDiffers } from "../../pwa/src/vault.ts";
import { aSpace, aVault, freshDevice, json, network, problem } from "./device.ts";
import { Passkey } from "./passkey.ts";

Object.assign(globalThis, {
  document: { hidden: true, addEventListener: () => undefined },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

afterEach(leaveOpen);

const own = aSpace({ kind: "private" });
let passkey: Passkey;
let uid: Bytes;
let vk: Bytes;

const stored = async (): Promise<StoredAccount> => (await (await database()).get("account", "me")) ?? assert.fail();
async function disk(): Promise<string> {
  const db = await database();
  const plain = (_: string, value: unknown) => (value instanceof Uint8Array ? toBase64url(value as Bytes) : value);
  return JSON.stringify([await db.getAll("account"), await db.getAll("vault"), await db.count("keys")], plain);
}

/** Somebody whose device has seen generation 1, version 3. */
beforeEach(async () => {
  passkey = new Passkey();
  ({ uid, vk } = await freshDevice(own));
  passkey.user = uid;
  await accept(await sealVault(vk, 1, 3, uid, aVault(own)));
  const wrap = await passkeyWrap(passkey.prf, passkey.id, 1, vk, uid);
  await (await database()).put("account", { ...(await stored()), credential: passkey.id, wrap }, "me");
  forgetKeys();
  [phase.value, notice.value] = ["locked", null];
  network(() => json({}, 500));
});

async function answer(more: Partial<Account> = {}, key = vk, gen = 1, version = 3, person = uid): Promise<Account> {
  const wrap = await passkeyWrap(passkey.prf, passkey.id, gen, key, person);
  return {
    ...{ uid: toBase64url(person), credential_id: toBase64url(passkey.id), session_id: "s", operator: "" },
    ...{ gen, version, vault: toBase64url(await sealVault(key, gen, version, person, aVault(own))) },
    ...{ wrap: wrap && toBase64url(wrap), wraps: [], passkey: { backed_up: true, backup_eligible: true } },
    ...{ recovery: false, spaces: [], archive: [] },
    ...more,
  } as Account;
}

test("what is honest opens, and leaves a wrap of this device's own", async () => {
  assert.equal(await arrive(await answer(), vk), true);
  assert.deepEqual([phase.value, keyring()?.version], ["open", 3]);
  assert.notEqual((await stored()).local_wrap, null);
});

test("an older version is refused and shown, and what was seen stays open", async () => {
  const before = await (await database()).get("vault", "vault");
  assert.equal(await arrive(await answer({}, vk, 1, 2), vk), true);
  assert.deepEqual([phase.value, notice.value, keyring()?.version], ["open", "vaultRolledBack", 3]);
  assert.deepEqual(await (await database()).get("vault", "vault"), before);
});

test("a generation that is over is refused, with the wraps that belong to it, and changes nothing", async () => {
  const newer = random(32);
  const db = await database();
  const base = await sealVault(newer, 2, 4, uid, aVault(own));
  await db.put("vault", { gen: 2, version: 4, base, mine: null }, "vault");
  const wrap = await passkeyWrap(passkey.prf, passkey.id, 2, newer, uid);
  await db.put("account", { ...(await stored()), wrap }, "me");
  const before = await disk();
  await assert.rejects(arrive(await answer(), vk, passkey.prf), VaultRolledBack);
  assert.equal(await disk(), before);
  await openKeys(newer);
  assert.equal(keyring()?.gen, 2, "what this device had still opens");
});

test("a vault of other keys and one of another person are refused, and change nothing", async () => {
  const before = await disk();
  const foreign = await answer({ vault: toBase64url(await sealVault(random(32), 1, 9, uid, aVault(own))) });
  await assert.rejects(arrive(foreign, vk, passkey.prf), { code: "gcm" });
  const swapped = await answer({ vault: toBase64url(await sealVault(vk, 1, 9, random(16), aVault(own))) });
  await assert.rejects(arrive(swapped, vk, passkey.prf), { code: "gcm" });
  assert.equal(await disk(), before);
  assert.equal(phase.value, "locked");
});

test("a passkey that opens nothing leaves what was here, which still opens it", async () => {
  const before = (await stored()).wrap;
  assert.equal(await arrive(await answer({ wrap: null, credential_id: toBase64url(random(32)) }), null), true);
  assert.equal(phase.value, "locked");
  assert.deepEqual([(await stored()).wrap, (await stored()).credential], [before, passkey.id]);
});

test("with the app lock on the passkey that opened leaves no key here, and the code leaves one", async () => {
  const db = await database();
  await db.put("flags", "5", "lock");
  await arrive(await answer(), vk, passkey.prf);
  assert.deepEqual([(await stored()).local_wrap, await db.count("keys")], [null, 0]);
  await arrive(await answer(), vk);
  assert.notEqual((await stored()).local_wrap, null);
  assert.equal(await db.count("keys"), 1);
  await arrive(await answer(), vk, passkey.prf);
  assert.deepEqual(
    [(await stored()).local_wrap, await db.count("keys")],
    [null, 0],
    "the next touch takes it away again",
  );
  await arrive(await answer({ wrap: null }), vk, passkey.prf);
  assert.equal(await db.count("keys"), 1, "a passkey without a wrap is never the only key");
});

test("a vault in which what never changes is another is refused, and what was seen stays", async () => {
  const before = await (await database()).get("vault", "vault");
  const vault = toBase64url(await sealVault(vk, 1, 4, uid, aVault({ ...own, slot: 1 })));
  await assert.rejects(arrive(await answer({ vault, version: 4 }), vk), VaultDiffers);
  assert.deepEqual(await (await database()).get("vault", "vault"), before);
});

test("a foreign vault erases nobody, whoever the server says it is for", async () => {
  const before = await disk();
  await assert.rejects(arrive(await answer({ uid: toBase64url(random(16)) }), vk), { code: "gcm" });
  assert.equal(await disk(), before);
});

test("the floor of a new device is what it opened, not what the server says of it", async () => {
  await (await database()).clear("vault");
  await arrive(await answer({ gen: 7, version: 900 }), vk);
  assert.deepEqual([notice.value, keyring()?.gen, keyring()?.version], [null, 1, 3]);
  assert.equal((await stored()).local_wrap?.[5], 1);
});

test("signing in with a passkey whose secret changed makes no keys and stays locked", async () => {
  const said = await answer();
  const asked = network(({ path }) =>
    path.endsWith("/options")
      ? json({ options: { challenge: "AA" } })
      : path === "/api/session"
        ? json(said)
        : json({}),
  );
  const before = (await stored()).wrap;
  passkey.prf = random(32);
  assert.equal(await signIn(), false);
  assert.deepEqual([phase.value, (await stored()).wrap], ["locked", before]);
  assert.deepEqual(
    asked.filter(({ method }) => method === "PUT"),
    [],
  );
});

/** A server that was put back from an older copy, or says so: what it shows, and whether it takes what is newer. */
async function putBack(shown: Account, takes: (vault: string, seen: string) => boolean) {
  let now = shown;
  return network(({ method, path, body, headers }) => {
    if (path.endsWith("/options")) return json({ options: { challenge: "AA" } });
    if (path === "/api/session") return json(now);
    if (path !== "/api/vault" || method !== "PUT") return json({});
    const { vault } = body as { vault: string };
    if (!takes(vault, headers["if-match"] ?? "")) return problem("invalid-request", 400);
    now = { ...now, version: 3, vault };
    return json({ gen: 1, version: 3 });
  });
}

test("a server that was put back from an older copy gets the newer vault from here, as it was sealed", async () => {
  const held = (await (await database()).get("vault", "vault"))?.base ?? assert.fail();
  const asked = await putBack(
    await answer({}, vk, 1, 2),
    (vault, seen) => vault === toBase64url(held) && seen === '"2"',
  );
  assert.equal(await signIn(), true);
  assert.deepEqual([phase.value, notice.value, keyring()?.version], ["open", null, 3]);
  assert.equal(asked.filter(({ method, path }) => method === "PUT" && path === "/api/vault").length, 1);
});

test("whoever is first brings theirs, and who comes second with a newer one brings that", async () => {
  const first = toBase64url(await sealVault(vk, 1, 2, uid, aVault(own)));
  let now = await answer({}, vk, 1, 1);
  const seen: (string | undefined)[] = [];
  network(({ method, path, headers }) => {
    if (path.endsWith("/options")) return json({ options: { challenge: "AA" } });
    if (path === "/api/session") return json(now);
    if (path !== "/api/vault" || method !== "PUT") return json({});
    seen.push(headers["if-match"]);
    now = { ...now, version: seen.length === 1 ? 2 : 3, vault: first };
    return seen.length === 1 ? problem("vault-conflict", 412) : json({ gen: 1, version: 3 });
  });
  await signIn();
  assert.deepEqual(seen, ['"1"', '"2"']);
});

test("a server that shows an older vault and takes no newer one is refused, and said", async () => {
  await putBack(await answer({}, vk, 1, 2), () => false);
  assert.equal(await signIn(), true);
  assert.deepEqual([phase.value, notice.value, keyring()?.version], ["open", "vaultRolledBack", 3]);
});

test("nobody else's sign-in is answered with the vault that is kept here", async () => {
  passkey.user = random(16);
  const asked = await putBack(await answer({}, random(32), 1, 1, passkey.user), () => true);
  await signIn();
  assert.deepEqual(
    asked.filter(({ method }) => method === "PUT"),
    [],
  );
});

test("a passkey that the server does not know any more is forgotten only where it opens nothing", async () => {
  network(({ path }) =>
    path.endsWith("/options") ? json({ options: { challenge: "AA" } }) : problem("unknown-credential", 404),
  );
  assert.equal(await signIn(), false);
  assert.deepEqual(passkey.told, []);
  await (await database()).put("account", { ...(await stored()), credential: random(32) }, "me");
  assert.equal(await signIn(), false);
  assert.deepEqual(passkey.told, [["unknown", { rpId: "localhost", credentialId: toBase64url(passkey.id) }]]);
});
