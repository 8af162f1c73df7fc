/** Every way in and out, by a server that lies: what is not proven is refused, shown, and loses nothing; and no secret ever leaves. */
import "./one_tab.ts";

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, test } from "node:test";
import { createAccount, passkeyWrap, signIn, signOut } from "../../pwa/src/actions/account.ts";
import { beginCode, confirmCode, unlockWithCode } from "../../pwa/src/actions/code.ts";
import { addPasskey, type Passkey as Listed, removePasskey } from "../../pwa/src/actions/devices.ts";
import { openCurtain, setLock } from "../../pwa/src/actions/locking.ts";
import { openStored } from "../../pwa/src/actions/opening.ts";
import { advancePairing, join, pasteInvitation } from "../../pwa/src/actions/pairs.ts";
import { sentenceFor } from "../../pwa/src/actions/sentences.ts";
import { syncNow } from "../../pwa/src/actions/syncing.ts";
import { leaveOpen, shut } from "../../pwa/src/actions/waking.ts";
import { type Account, Refusal } from "../../pwa/src/api.ts";
import { type Bytes, fromBase64url as b, random, sha256, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { HandshakeError, linkFragment, makeInvite } from "../../pwa/src/crypto/handshake.ts";
import { credentialRef, deviceKek, recoveryKek, unwrap, wrap } from "../../pwa/src/crypto/keys.ts";
import { formatCode, newRecoverySecret, parseCode, recoveryAuth } from "../../pwa/src/crypto/recovery.ts";
import { sealVault } from "../../pwa/src/crypto/vault.ts";
import { database, type StoredAccount } from "../../pwa/src/database.ts";
import { accept, forgetKeys, keyring, VaultRolledBack } from "../../pwa/src/keyring.ts";
import { pages as german } from "../../pwa/src/messages/de/pages.ts";
import { pages as english } from "../../pwa/src/messages/en/pages.ts";
import { askVerified } from "../../pwa/src/passkeys.ts";
import { curtain, me, type NoticeKey, notice, pair, pairing, phase } from "../../pwa/src/state.ts";
import { follow } from "../../pwa/src/sync.ts";
import { VaultDiffers } from "../../pwa/src/vault.ts";
import { type Asked, aSpace, aVault, freshDevice, id, json, network, page, problem } from "./device.ts";
import { Passkey } from "./passkey.ts";

Object.assign(globalThis, {
  document: { hidden: true, addEventListener: () => undefined },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

const own = aSpace({ kind: "private" });
let passkey: Passkey;
let uid: Bytes;
let vk: Bytes;

const stored = async (): Promise<StoredAccount> => (await (await database()).get("account", "me")) ?? assert.fail();
const remember = async (more: Partial<StoredAccount>) =>
  (await database()).put("account", { ...(await stored()), ...more }, "me");
const nothing = () => new Response(null, { status: 204 });
const open = () => keyring() ?? assert.fail("the keys are not open");
/** Everything a liar could take away. */
async function disk(): Promise<string> {
  const db = await database();
  const sorted = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const plain = (_: string, value: unknown) => {
    if (value instanceof Uint8Array) return createHash("sha256").update(value).digest("base64url").slice(0, 12);
    return value && typeof value === "object" && !Array.isArray(value) ? sorted(value) : value;
  };
  const stores = ["account", "vault", "drafts", "items", "cursors", "outbox", "only_here"] as const;
  const rows = await Promise.all(stores.map((name) => db.getAll(name)));
  return JSON.stringify([rows, await db.count("keys")], plain);
}
/** What went wrong is said, in both languages. */
function assertShown(key: NoticeKey): void {
  assert.equal(notice.value, key);
  for (const { notices } of [english, german]) assert.ok(notices[key].length > 20);
  assert.notEqual(english.notices[key], german.notices[key]);
}
/** Every wrap in what was sent, by its kind. */
const wrapsIn = (asked: readonly Asked[]): number[] =>
  (JSON.stringify(asked).match(/"[\w-]{88}"/g) ?? []).map((text) => b(text.slice(1, -1))[1] ?? 0);

/** Somebody with open keys, generation 1, version 3, a passkey that opens them, and something on this device alone. */
beforeEach(async () => {
  passkey = new Passkey();
  ({ uid, vk } = await freshDevice(own));
  passkey.user = uid;
  await accept(await sealVault(vk, 1, 3, uid, aVault(own)));
  const kek = await deviceKek();
  const db = await database();
  await db.put("keys", kek, "device");
  await remember({
    credential: passkey.id,
    wrap: await passkeyWrap(passkey.prf, passkey.id, 1, vk, uid),
    local_wrap: await wrap(3, 1, kek, vk, uid),
  });
  await follow(own.id, 0);
  await db.put("items", { space: own.id, seq: 1, slot: 0, msg_id: id(), bytes: random(339) });
  [phase.value, curtain.value, notice.value, pair.value, me.value] = ["open", null, null, null, null];
  network(() => json({}, 500));
});
afterEach(leaveOpen);

async function account(more: Partial<Account> = {}, key = vk, gen = 1, version = 3, person = uid): Promise<Account> {
  const sealed = await passkeyWrap(passkey.prf, passkey.id, gen, key, person);
  return {
    ...{ uid: toBase64url(person), credential_id: toBase64url(passkey.id), session_id: "s", operator: "" },
    ...{ gen, version, vault: toBase64url(await sealVault(key, gen, version, person, aVault(own))) },
    ...{ wrap: sealed && toBase64url(sealed), wraps: [], passkey: { backed_up: true, backup_eligible: true } },
    ...{ recovery: false, spaces: [], archive: [] },
    ...more,
  } as Account;
}
/** A server that signs in as `said`. */
const signingIn = (said: Account): Asked[] =>
  network(({ path, method }) => {
    if (path === "/api/session/options") return json({ options: { challenge: "AA" } });
    if (path === "/api/session" && method === "POST") return json(said);
    if (path === "/api/vault") return problem("invalid-request", 400);
    return method === "DELETE" || method === "PUT" ? nothing() : json({}, 500);
  });
const lock = () => {
  forgetKeys();
  phase.value = "locked";
};

// ---- a new account

const creating = (person: Bytes = random(16)): Asked[] =>
  network(async ({ path, body }) => {
    if (path === "/api/account/options") return json({ options: { user: { id: toBase64url(person) } } });
    if (path !== "/api/account") return json({}, 500);
    const { vault, wrap } = body as { vault: string; wrap: string | null };
    return json(await account({ uid: toBase64url(person), gen: 1, version: 1, vault, wrap }));
  });

test("a new account asks for the PRF, sends one wrap of the passkey's, and neither PRF nor a wrap of this device", async () => {
  const asked = creating();
  assert.equal(await createAccount(assert.fail), true, `${notice.value}`);
  const eval_ = { eval: { first: new TextEncoder().encode("pn1/prf/v1") } };
  assert.deepEqual(
    passkey.options.map(({ extensions }) => extensions),
    [{ prf: eval_ }],
  );
  assert.equal(JSON.stringify(asked).includes(toBase64url(passkey.prf ?? random(1))), false);
  const { body } = asked.find(({ path }) => path === "/api/account") ?? assert.fail();
  const { credential } = body as { credential: { clientExtensionResults: object } };
  assert.deepEqual(credential.clientExtensionResults, {});
  assert.deepEqual(wrapsIn(asked), [1]);
  assert.notEqual((await stored()).local_wrap, null);
  assert.deepEqual(open().vault.passkeys[0]?.verified, true);
  assert.equal(open().vault.spaces[0]?.kind, "private");
});

test("where making a passkey gives no PRF one more touch asks this very passkey, and without any no wrap is made up", async () => {
  passkey.prf = null;
  const asked = creating();
  let announced = 0;
  assert.equal(
    await createAccount(() => {
      announced += 1;
    }),
    true,
  );
  assert.deepEqual([announced, passkey.asked, wrapsIn(asked)], [1, 2, []]);
  assert.deepEqual(passkey.options[1]?.["allowCredentials"], [{ type: "public-key", id: toBase64url(passkey.id) }]);
  assert.equal(passkey.options[1]?.["userVerification"], "required");
  const { extensions } = passkey.options[1] ?? assert.fail();
  assert.ok((extensions as { prf?: object }).prf);
  assert.equal(open().vault.passkeys[0]?.verified, false);
});

test("a PRF of another length is none", async () => {
  passkey.prf = random(31);
  assert.equal(await askVerified(passkey.id), null);
});

test("nobody begins an account over what somebody else has not sent", async () => {
  for (const store of ["outbox", "drafts", "only_here"] as const) {
    const db = await database();
    const row = { id: "d", n: 1, msg_id: "m", space: "s", sealed: random(40), audience: null, ends: null };
    await db.put(store, row as never);
    const before = await disk();
    creating();
    assert.equal(await createAccount(() => undefined), false);
    assertShown("keptForAnother");
    assert.deepEqual([await disk(), passkey.asked], [before, 0]);
    await db.clear(store);
  }
});

// ---- signing in

test("a sign-in gives the server no PRF, and opens what is there", async () => {
  lock();
  const asked = signingIn(await account());
  assert.equal(await signIn(), true, `${notice.value}`);
  assert.equal(phase.value, "open");
  assert.equal(JSON.stringify(asked).includes(toBase64url(passkey.prf ?? random(1))), false);
  assert.deepEqual(wrapsIn(asked), []);
});

const SWAPPED: [string, () => Promise<Account>][] = [
  ["another person", () => account({}, vk, 1, 3, random(16))],
  ["another person with a vault of their own", () => account({}, random(32), 1, 3, random(16))],
  ["another passkey", () => account({ credential_id: id(32) })],
];
for (const [what, said] of SWAPPED) {
  test(`signing in: ${what} in the answer is refused, shown, and nothing is lost`, async () => {
    lock();
    const before = await disk();
    const asked = signingIn(await said());
    assert.equal(await signIn(), false);
    assertShown("keysDiffer");
    assert.deepEqual([phase.value, keyring(), await disk()], ["locked", null, before]);
    assert.equal(asked.at(-1)?.method, "DELETE", "and the session ends");
    await openStored();
    assert.deepEqual(open().vk, vk, "what this device had still opens");
  });
}

test("signing in: foreign wraps and vaults are refused, shown, and nothing is lost", async () => {
  lock();
  const before = await disk();
  const foreign = await passkeyWrap(random(32), passkey.id, 1, random(32), uid);
  const other = { vault: toBase64url(await sealVault(random(32), 1, 9, uid, aVault(own))), gen: 1, version: 9 };
  signingIn(await account({ ...other, wrap: foreign && toBase64url(foreign), gen: 2 }));
  assert.equal(await signIn(), false);
  assert.deepEqual([phase.value, keyring()], ["locked", null], "the locked screen names every other way in");
  assert.equal(await disk(), before);
  signingIn(await account(other));
  assert.equal(await signIn(), false);
  assertShown("serverTrouble");
  assert.deepEqual([phase.value, await disk()], ["locked", before]);
  await openStored();
  assert.deepEqual(open().vk, vk);
});

test("signing in: a vault that is rolled back is refused, shown, and what was seen stays open", async () => {
  lock();
  const before = await (await database()).get("vault", "vault");
  signingIn(await account({}, vk, 1, 2));
  assert.equal(await signIn(), true);
  assertShown("vaultRolledBack");
  assert.deepEqual([phase.value, open().version], ["open", 3]);
  assert.deepEqual((await (await database()).get("vault", "vault"))?.base, before?.base);
});

test("signing in: a generation that is over is refused, shown, and nothing is lost", async () => {
  const [newer, kek] = [random(32), await deviceKek()];
  const db = await database();
  const base = await sealVault(newer, 2, 4, uid, aVault(own));
  await db.put("vault", { gen: 2, version: 4, base, mine: null }, "vault");
  await db.put("keys", kek, "device");
  await remember({
    wrap: await passkeyWrap(passkey.prf, passkey.id, 2, newer, uid),
    local_wrap: await wrap(3, 2, kek, newer, uid),
  });
  lock();
  const before = await disk();
  signingIn(await account());
  assert.equal(await signIn(), false);
  assertShown("vaultRolledBack");
  assert.deepEqual([phase.value, keyring(), await disk()], ["locked", null, before]);
  await openStored();
  assert.deepEqual([open().vk, open().gen], [newer, 2], "what this device had still opens");
});

test("what this device keeps opens its own person's vault of its own generation, and no other", async () => {
  lock();
  const before = await stored();
  signingIn(await account({ wrap: null, gen: 2 }));
  assert.equal(await signIn(), false);
  assert.deepEqual([phase.value, keyring(), (await stored()).local_wrap], ["locked", null, before.local_wrap]);
  assert.equal(notice.value, null, "not an error: the keys are newer, and the screen says which ways in there are");
});

test("a passkey without a wrap gets one once the vault is open, and one with a wrap no other", async () => {
  lock();
  const asked = signingIn(await account({ wrap: null }));
  assert.equal(await signIn(), true, `${notice.value}`);
  const put = asked.find(({ method }) => method === "PUT") ?? assert.fail("no wrap was sent");
  assert.equal(put.path, `/api/passkeys/${toBase64url(await credentialRef(passkey.id))}/wrap`);
  assert.deepEqual(wrapsIn([put]), [1]);
  lock();
  passkey.prf = random(32);
  const other = signingIn(await account({ wrap: toBase64url(random(66)) }));
  assert.equal(await signIn(), true, "by the wrap of this device");
  assert.equal(
    other.some(({ method }) => method === "PUT"),
    false,
  );
});

test("only a passkey the server does not know is said to be unknown", async () => {
  await remember({ credential: random(32) });
  for (const [type, told] of [
    ["ceremony-refused", 0],
    ["unknown-credential", 1],
  ] as const) {
    network(({ path }) => (path.endsWith("/options") ? json({ options: {} }) : problem(type, 404)));
    assert.equal(await signIn(), false);
    assert.deepEqual(
      passkey.told.map(([what]) => what),
      Array(told).fill("unknown"),
    );
  }
});

test("signing out leaves no key, whatever stays here", async () => {
  const db = await database();
  network(nothing);
  assert.equal(await signOut("keep"), true);
  assert.deepEqual([keyring(), await db.count("keys"), (await stored()).local_wrap], [null, 0, null]);
  assert.equal(await db.count("items"), 1);
  await openStored();
  assert.equal(phase.value, "out", "and nothing opens by itself");
  assert.equal(await signOut("discard"), true);
  assert.deepEqual([await (await database()).count("account"), await (await database()).count("vault")], [0, 0]);
});

// ---- the vault, as every sync brings it

/** A server whose sync says (gen, version), whose vault is `bytes`, and which takes no write. */
const keeping = (gen: number, version: number, bytes: Bytes, head = 0): Asked[] =>
  network(({ path, method }) => {
    if (path === "/api/sync") {
      const put = { put: [], erase: [], restore: [] };
      return json({ vault: { gen, version }, spaces: [page(own.id, head)], ...put });
    }
    if (path === "/api/vault")
      return method === "GET" ? json({ vault: toBase64url(bytes) }) : problem("vault-conflict", 412);
    return json({ spaces: [], items: [] }, 500);
  });

const OLDER: [string, number, number][] = [
  ["an older version", 1, 2],
  ["a lower generation", 0, 9],
];
for (const [what, gen, version] of OLDER) {
  test(`a sync that brings ${what} of the vault is refused, shown, and nothing is lost`, async () => {
    const before = await disk();
    const bytes = await sealVault(vk, gen, version, uid, aVault());
    keeping(gen, version, bytes);
    await syncNow();
    assertShown("vaultRolledBack");
    assert.deepEqual([open().version, open().vault.spaces.length], [3, 1]);
    assert.equal(JSON.parse(await disk())[0][1][0].base, JSON.parse(before)[0][1][0].base);
  });
}

test("a server that hides an older vault behind a conflict is refused and shown, and the change stays", async () => {
  const { change } = await import("../../pwa/src/keyring.ts");
  await change((vault) => {
    vault.settings["mine"] = 1;
  });
  keeping(1, 3, await sealVault(vk, 1, 2, uid, aVault(own)));
  await syncNow();
  assertShown("vaultRolledBack");
  assert.deepEqual([open().version, open().vault.settings], [3, { mine: 1 }]);
  keeping(1, 3, await sealVault(vk, 1, 4, uid, aVault({ ...own, slot: 1 })));
  await syncNow();
  assertShown("keysDiffer");
  assert.deepEqual([open().version, open().vault.settings], [3, { mine: 1 }]);
});

test("a sync that brings newer keys closes this device, which keeps everything and asks for its passkey", async () => {
  const before = await disk();
  const renewed = await account({}, random(32), 2, 4);
  network(({ path }) =>
    path === "/api/sync"
      ? json({ vault: { gen: 2, version: 4 }, spaces: [page(own.id, 0)], put: [], erase: [], restore: [] })
      : path === "/api/session"
        ? json(renewed)
        : json({}, 500),
  );
  await syncNow();
  assert.deepEqual([phase.value, curtain.value, keyring(), notice.value], ["locked", "renewed", null, null]);
  const db = await database();
  const cursor = (await db.get("cursors", own.id)) ?? assert.fail();
  await db.put("cursors", { ...cursor, incarnation: null });
  assert.equal(await disk(), before, "but for the log's name, which it learned");
});

test("a log that went back is still said when the vault is a new one", async () => {
  keeping(1, 3, await sealVault(vk, 1, 3, uid, aVault(own)), 5);
  const db = await database();
  const incarnation = toBase64url(new Uint8Array(16));
  await db.put("cursors", { space: own.id, slot: 0, tail: 5, floor: 1, head: 5, incarnation, ended: false });
  keeping(1, 4, await sealVault(vk, 1, 4, uid, aVault(own)), 2);
  await syncNow();
  assertShown("headWentBack");
  assert.equal(open().version, 4);
});

// ---- passkeys

const ref = id(32);
const removed: Listed = {
  ...{ ref, id: id(32), aaguid: "", name: null, kept: "backed_up", opens: "yes", since: "", used: "", here: false },
};
/** A server that lists these passkeys before a removal and those after it. */
function listing(before: readonly string[], after: readonly string[] | null, refusal?: Response): Asked[] {
  let gone = false;
  return network(({ path, method }) => {
    if (method === "DELETE") {
      if (refusal) return refusal;
      gone = true;
      return nothing();
    }
    if (path !== "/api/passkeys") return json({}, 500);
    const list = gone ? after : before;
    return list ? json({ passkeys: list.map((one) => ({ ref: one, id: one })) }) : json({}, 500);
  });
}
const REMOVALS: [string, string[], string[] | null, string[] | null][] = [
  ["the complete list", [ref, "a", "b"], ["a", "b"], ["a", "b"]],
  ["a list that lost another one", [ref, "a", "b"], ["a"], null],
  ["an empty list", [ref], [], null],
  ["no list", [ref, "a"], null, null],
];
for (const [what, before, after, told] of REMOVALS) {
  test(`a passkey that was removed, and ${what} afterwards: its manager hears ${told ? "it" : "nothing"}`, async () => {
    await accept(await sealVault(vk, 1, 4, uid, { ...aVault(own), passkeys: [{ id: ref, verified: true }] }));
    listing(before, after);
    assert.equal(await removePasskey(removed), true, `${notice.value}`);
    const all = { rpId: "localhost", userId: toBase64url(uid), allAcceptedCredentialIds: told };
    assert.deepEqual(passkey.told, told ? [["all", all]] : []);
    assert.deepEqual(open().vault.passkeys, []);
  });
}

test("the passkey of this session is named alone, and one that was not removed not at all", async () => {
  listing([ref, "a"], ["a"]);
  assert.equal(await removePasskey({ ...removed, here: true }), true);
  assert.deepEqual(
    passkey.told.map(([what]) => what),
    ["unknown"],
  );
  passkey.told.length = 0;
  listing([ref, "a"], ["a"], problem("last-way-in", 409));
  assert.equal(await removePasskey(removed), false);
  assertShown("lastWayIn");
  assert.deepEqual(passkey.told, []);
});

test("a passkey that is added is untried, has a wrap of its own kind, and no manager is told anything", async () => {
  const asked = network(({ path }) => (path.endsWith("/options") ? json({ options: {} }) : nothing()));
  assert.equal(await addPasskey(() => undefined), true, `${notice.value}`);
  assert.deepEqual(passkey.told, []);
  assert.deepEqual(wrapsIn(asked), [1]);
  const known = open().vault.passkeys.find(({ verified }) => !verified);
  assert.equal(known?.id, toBase64url(await credentialRef(passkey.id)));
});

// ---- the recovery code

test("nothing is stored before a group of the code was typed, and then what opens the vault and never the code", async () => {
  const asked = network(nothing);
  const { groups } = (await beginCode()) ?? assert.fail();
  assert.equal(await confirmCode(2, "0000"), false);
  assertShown("codeGroupWrong");
  assert.equal(asked.length, 0);
  assert.equal(await confirmCode(2, groups[2] ?? ""), true, `${notice.value}`);
  assert.deepEqual(
    asked.map(({ method, path }) => [method, path]),
    [["PUT", "/api/recovery"]],
  );
  const { wrap: sealed, auth_hash } = (asked[0]?.body ?? {}) as { wrap: string; auth_hash: string };
  const secret = await parseCode(groups.join(""));
  assert.deepEqual(await unwrap(b(sealed), await recoveryKek(secret, uid), uid), { kind: 2, gen: 1, vk });
  assert.equal(auth_hash, toBase64url(await sha256(await recoveryAuth(secret))));
  assert.equal(await confirmCode(2, groups[2] ?? ""), false, "once");
});

test("the wrap of a code carries the generation of the keys it opens", async () => {
  const kek = await deviceKek();
  const later = random(32);
  const db = await database();
  await db.put(
    "vault",
    { gen: 2, version: 4, base: await sealVault(later, 2, 4, uid, aVault(own)), mine: null },
    "vault",
  );
  await remember({ local_wrap: await wrap(3, 2, kek, later, uid) });
  await db.put("keys", kek, "device");
  forgetKeys();
  await openStored();
  const asked = network(({ path }) => (path === "/api/recovery" ? nothing() : json({}, 500)));
  const { groups } = (await beginCode()) ?? assert.fail();
  assert.equal(await confirmCode(0, groups[0] ?? ""), true);
  const put = asked.find(({ path }) => path === "/api/recovery") ?? assert.fail();
  assert.equal(b((put.body as { wrap: string }).wrap)[5], 2);
});

/** A server that knows a code, and lets a passkey be made for `user`. */
async function coded(more: { found?: object; session?: Account; user?: Bytes; gen?: number } = {}) {
  const [secret, gen] = [newRecoverySecret(), more.gen ?? 1];
  const sealed = toBase64url(await wrap(2, gen, await recoveryKek(secret, uid), vk, uid));
  const served = await account({}, vk, gen, 4);
  const asked = network(({ path, method }) => {
    if (path === "/api/recovery/use") return json({ uid: toBase64url(uid), wrap: sealed, permit: "p", ...more.found });
    if (path === "/api/session" && method === "GET")
      return more.session ? json(more.session) : problem("signed-out", 401);
    if (path === "/api/passkeys/options") return json({ options: { user: { id: toBase64url(more.user ?? uid) } } });
    if (path === "/api/passkeys") return json(served, 201);
    return json({}, 500);
  });
  return { code: await formatCode(secret), asked };
}

test("a slip in the code is found before anything is sent", async () => {
  const { code, asked } = await coded();
  const at = code.startsWith("7") ? "8" : "7";
  assert.equal(await unlockWithCode(at + code.slice(1)), false);
  assertShown("codeWrong");
  assert.deepEqual(asked, []);
});

test("the code opens a signed-in device without a new passkey, and another person's session is not taken for mine", async () => {
  lock();
  const { code } = await coded({ session: await account() });
  assert.equal(await unlockWithCode(code), true, `${notice.value}`);
  assert.deepEqual([phase.value, passkey.asked], ["open", 0]);
  lock();
  const { code: again, asked } = await coded({ session: await account({}, random(32), 1, 3, random(16)) });
  assert.equal(await unlockWithCode(again), true, `${notice.value}`);
  assert.deepEqual([phase.value, passkey.asked, open().vk], ["open", 1, vk]);
  assert.equal(JSON.stringify(asked).includes(again), false);
});

test("the passkey made with a code wraps the generation the code opened", async () => {
  lock();
  await (await database()).clear("vault");
  await (await database()).clear("account");
  const { code, asked } = await coded({ gen: 2 });
  assert.equal(await unlockWithCode(code), true, `${notice.value}`);
  const { wrap: sealed } = (asked.find(({ path }) => path === "/api/passkeys")?.body ?? {}) as { wrap: string };
  assert.deepEqual([b(sealed)[1], b(sealed)[5]], [1, 2]);
});

const LIES: [string, () => Promise<Parameters<typeof coded>[0]>, NoticeKey][] = [
  ["another person", async () => ({ found: { uid: id() } }), "serverTrouble"],
  [
    "a foreign wrap",
    async () => ({
      found: { wrap: toBase64url(await wrap(2, 1, await recoveryKek(newRecoverySecret(), uid), vk, uid)) },
    }),
    "serverTrouble",
  ],
  ["a passkey for another person", async () => ({ user: random(16) }), "keysDiffer"],
  ["a session with a vault of other keys", async () => ({ session: await account({}, random(32)) }), "serverTrouble"],
];
for (const [what, lie, says] of LIES) {
  test(`the code: ${what} is refused, shown, and nothing is lost`, async () => {
    lock();
    const before = await disk();
    const { code } = await coded(await lie());
    assert.equal(await unlockWithCode(code), false);
    assertShown(says);
    assert.deepEqual([phase.value, keyring(), passkey.asked, await disk()], ["locked", null, 0, before]);
  });
}

// ---- the lock of this device

test("an app lock leaves no wrap and no key here, and goes on and off with the passkey alone", async () => {
  const db = await database();
  assert.deepEqual(await setLock(5), { after: 5, kind: "app" });
  assert.deepEqual(
    [(await stored()).local_wrap, await db.count("keys"), await db.get("flags", "lock")],
    [null, 0, "5"],
  );
  shut("app");
  await openStored();
  assert.deepEqual([phase.value, curtain.value, keyring()], ["locked", "app", null]);
  passkey.prf = random(32);
  assert.equal(await openCurtain(), false);
  assertShown("passkeyFailed");
  assert.equal(keyring(), null);
});

test("with no key on the disk a passkey that opens nothing changes no lock", async () => {
  await setLock(0);
  const right = passkey.prf;
  passkey.prf = random(32);
  assert.equal(await setLock(null), null);
  assertShown("passkeyFailed");
  const db = await database();
  assert.deepEqual([await db.get("flags", "lock"), await db.count("keys")], ["0", 0]);
  passkey.prf = right;
  assert.deepEqual(await setLock(null), { after: null, kind: "app" });
  assert.notEqual((await stored()).local_wrap, null);
});

test("a passkey that opens another key than this vault's takes no key away", async () => {
  await remember({ wrap: await passkeyWrap(passkey.prf, passkey.id, 1, random(32), uid) });
  assert.equal((await setLock(1))?.kind, "screen");
  assert.notEqual((await stored()).local_wrap, null);
});

test("where the passkey opens nothing it is a screen lock, and the key goes once it opens after all", async () => {
  const right = passkey.prf;
  passkey.prf = null;
  assert.equal((await setLock(0))?.kind, "screen");
  assert.notEqual((await stored()).local_wrap, null);
  forgetKeys();
  await openStored();
  assert.deepEqual([phase.value, curtain.value, keyring()], ["locked", "screen", null], "nothing opens by itself");
  passkey.prf = right;
  assert.equal(await openCurtain(), true, `${notice.value}`);
  assert.deepEqual([(await stored()).local_wrap, await (await database()).count("keys")], [null, 0]);
  assert.deepEqual(open().vk, vk);
});

test("a wrap that opens another key than this vault's leaves the key that is here", async () => {
  await remember({ wrap: await passkeyWrap(passkey.prf, passkey.id, 1, random(32), uid) });
  shut("screen");
  const before = await disk();
  assert.equal(await openCurtain(), false);
  assertShown("serverTrouble");
  assert.deepEqual([keyring(), await disk()], [null, before]);
  await openStored();
  assert.deepEqual(open().vk, vk);
});

test("a touch without the finger or face, or of another passkey, opens nothing", async () => {
  shut("screen");
  passkey.flags = 1;
  assert.equal(await openCurtain(), false);
  assertShown("passkeyFailed");
  [passkey.flags, passkey.answers] = [5, random(32)];
  assert.equal(await openCurtain(), false);
  assertShown("passkeyFailed");
  assert.equal(keyring(), null);
  passkey.answers = null;
  assert.equal(await openCurtain(), true);
});

test("signed out with the network gone, the session ends at the next start", async () => {
  network(() => Promise.reject(new TypeError("lost")));
  await signOut("keep");
  const asked = network(nothing);
  await openStored();
  assert.deepEqual(
    asked.map(({ method, path }) => [method, path]),
    [["DELETE", "/api/session"]],
  );
});

// ---- invitations

test("an invitation that is none, or for who has somebody, is said and posts nothing", async () => {
  const asked = network(nothing);
  assert.equal(pasteInvitation("https://localhost/join#nothing"), false);
  assertShown("linkBroken");
  assert.equal(await join(), false);
  assertShown("linkBroken");
  assert.equal(pasteInvitation(linkFragment(await makeInvite(1))), true);
  pair.value = { space: id(), name: null, closed: false };
  assert.equal(await join(), false);
  assertShown("alreadyPaired");
  assert.deepEqual(asked, []);
});

test("a burned invitation that is played back is shown as gone, and nothing of it stays", async () => {
  const before = await disk();
  assert.equal(pasteInvitation(linkFragment(await makeInvite(1))), true);
  network(() => problem("invite-gone", 404));
  assert.equal(await join(), false);
  assertShown("inviteGone");
  assert.deepEqual([await disk(), await (await database()).count("invites")], [before, 0]);
});

test("a failure that was not read yet is not swept away by a look that finds nothing", async () => {
  pairing.value = { step: "failed", purpose: 3 };
  Object.assign(document, { hidden: false });
  advancePairing();
  await new Promise((done) => setTimeout(done, 30));
  Object.assign(document, { hidden: true });
  assert.deepEqual(pairing.value, { step: "failed", purpose: 3 });
});

test("each refusal has its sentence", async () => {
  const refusal = (type: "invite-gone" | "recovery-refused") =>
    new Refusal({ type, title: "", status: 404, detail: "", retry: false }, null);
  const said: [unknown, NoticeKey][] = [
    [new VaultRolledBack(), "vaultRolledBack"],
    [new VaultDiffers("key"), "keysDiffer"],
    [new HandshakeError("mac-a"), "inviteFailed"],
    [new HandshakeError("purpose"), "linkBroken"],
    [refusal("invite-gone"), "inviteGone"],
    [refusal("recovery-refused"), "codeRefused"],
  ];
  for (const [error, key] of said) {
    notice.value = sentenceFor(error);
    assertShown(key);
  }
});
