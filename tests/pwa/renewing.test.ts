/** New keys: one request, all of it or nothing; and everything this device holds goes over to them, whatever is interrupted. */
import "./one_tab.ts";

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { passkeyWrap } from "../../pwa/src/actions/account.ts";
import { catchUp, fallBehind } from "../../pwa/src/actions/catching_up.ts";
import { loadDrafts, putSealed, saveDraft } from "../../pwa/src/actions/drafts.ts";
import { moveOn } from "../../pwa/src/actions/moving.ts";
import { beginRenewal, renew } from "../../pwa/src/actions/renewing.ts";
import { type Bytes, fromBase64url, jsonBytes, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { credentialRef, deviceKek, openLocal, recoveryKek, sealLocal, unwrap } from "../../pwa/src/crypto/keys.ts";
import { parseCode } from "../../pwa/src/crypto/recovery.ts";
import { openVault, sealVault } from "../../pwa/src/crypto/vault.ts";
import { database, type StoredAccount } from "../../pwa/src/database.ts";
import { change, keyring, openKeys, VaultRolledBack } from "../../pwa/src/keyring.ts";
import { onlyHere, sealOnlyHere } from "../../pwa/src/only_here.ts";
import { curtain, me, notice, phase } from "../../pwa/src/state.ts";
import { type Vault, VaultDiffers } from "../../pwa/src/vault.ts";
import { type Asked, aSpace, aVault, epoch, freshDevice, json, network, problem } from "./device.ts";
import { Passkey } from "./passkey.ts";

Object.assign(globalThis, {
  document: { hidden: false, addEventListener: () => undefined },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

const WORDS = "what nobody has read yet";
const open = () => keyring() ?? assert.fail("the keys are not open");
const me_ = async (): Promise<StoredAccount> => (await (await database()).get("account", "me")) ?? assert.fail();
const storedVault = async () => (await (await database()).get("vault", "vault")) ?? assert.fail();
const content = { k: "thought" as const, text: WORDS };
const aDraft = (id: string) => ({ id, words: [], because: WORDS, topics: [], marks: [] });
const invite = async () => {
  const [kept] = await (await database()).getAll("invites");
  return kept ? toBase64url(await openLocal(open().local, kept.sealed, `invite ${kept.iid}`)) : null;
};
const deck = async () => {
  const sealed = (await (await database()).get("flags", "deck")) ?? assert.fail();
  return toBase64url(await openLocal(open().local, fromBase64url(sealed), "deck"));
};
/** Everything on the disk as it stands, to see that nothing changed. */
async function disk(): Promise<string> {
  const db = await database();
  const plain = (_: string, value: unknown) => (value instanceof Uint8Array ? toBase64url(value as Bytes) : value);
  const rows = await Promise.all(
    (["account", "vault", "drafts", "only_here", "invites", "flags", "pages"] as const).map((name) => db.getAll(name)),
  );
  return JSON.stringify(rows, plain);
}

let passkey: Passkey;
let uid: Bytes;
const own = aSpace({ kind: "private" });
const shared = aSpace();

/** Somebody with a passkey that opens, and one of everything that is sealed on this device alone. */
beforeEach(async () => {
  passkey = new Passkey();
  const device = await freshDevice(own, shared);
  uid = device.uid;
  const keyWrap = await passkeyWrap(passkey.prf, passkey.id, 1, device.vk, uid);
  const db = await database();
  await db.put("account", { ...(await me_()), credential: passkey.id, wrap: keyWrap }, "me");
  const { local } = open();
  await putSealed(aDraft("draft1"), null, null);
  await db.put("only_here", await sealOnlyHere(local, { id: "only1", content, day: "2026-11-22", part: 2 }));
  const { privateKey } = (await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, [
    "deriveBits",
  ])) as CryptoKeyPair;
  const kept = { iid: "iid1", side: "host" as const, purpose: 1, expires: 0, private_key: privateKey };
  await db.put("invites", { ...kept, sealed: await sealLocal(local, jsonBytes({ secret: "s" }), "invite iid1") });
  await db.put("flags", toBase64url(await sealLocal(local, jsonBytes({ rest: ["a"] }), "deck")), "deck");
  await db.put("pages", { space: own.id, page: 0.5, sealed: random(40) });
  me.value = {
    ...{ uid: toBase64url(uid), operator: "", session: true, recovery: false },
    ...{ passkeyOpens: true, passkeyBackedUp: true, keptUntil: null },
  };
  [phase.value, curtain.value, notice.value] = ["open", null, null];
});

async function allIsHere(): Promise<void> {
  assert.deepEqual(
    (await loadDrafts()).map(({ because }) => because),
    [WORDS],
  );
  assert.deepEqual(
    (await onlyHere(open().local, "2026-11-22")).map((row) => row.content),
    [content],
  );
  assert.equal(await invite(), toBase64url(jsonBytes({ secret: "s" })));
  assert.equal(await deck(), toBase64url(jsonBytes({ rest: ["a"] })));
}

/** The vault another device renewed. */
async function renewedVault(mutate: (vault: Vault) => void = () => undefined, gen = 2, version = 2) {
  const vk = random(32);
  const vault = structuredClone(open().vault);
  mutate(vault);
  return { vk, bytes: await sealVault(vk, gen, version, uid, vault) };
}
const moveTo = async ({ vk, bytes }: { vk: Bytes; bytes: Bytes }, more: object = {}) => {
  const was = open().vk;
  await moveOn({ account: await me_(), kek: await deviceKek(), vk, bytes, was, ...more });
  await openKeys(vk);
};

test("everything that is sealed here opens with the new keys, and what was changed and not sent is still changed", async () => {
  await change((vault) => {
    vault.settings["mine"] = 1;
  });
  const { local } = open();
  await moveTo(
    await renewedVault((vault) => {
      vault.settings = { theirs: 2 };
    }),
  );
  await allIsHere();
  assert.deepEqual(open().vault.settings, { theirs: 2, mine: 1 });
  assert.notEqual((await storedVault()).mine, null);
  assert.equal(await (await database()).count("pages"), 0);
  const db = await database();
  for (const [sealed, place] of [
    [(await db.get("drafts", "draft1"))?.sealed, "draft draft1"],
    [(await db.get("only_here", "only1"))?.sealed, "only only1"],
  ] as const)
    await assert.rejects(openLocal(local, sealed ?? random(40), place), "the old key opens nothing of it any more");
});

test("what fails half-way leaves the old keys and everything under them", async () => {
  const before = await disk();
  const renewed = await renewedVault();
  // What no store takes: the transaction breaks at its very last step.
  const kek = { broken: () => undefined } as unknown as CryptoKey;
  await assert.rejects(moveTo(renewed, { kek }));
  assert.equal(await disk(), before);
  await openKeys(open().vk);
  await allIsHere();
});

test("a word that is saved meanwhile goes over too", async () => {
  const renewed = await renewedVault();
  const honest = crypto.subtle.encrypt;
  let once = true;
  crypto.subtle.encrypt = (async (...given: Parameters<SubtleCrypto["encrypt"]>) => {
    if (once) {
      once = false;
      await putSealed(aDraft("draft2"), null, null);
    }
    return honest.apply(crypto.subtle, given);
  }) as SubtleCrypto["encrypt"];
  try {
    await moveTo(renewed);
  } finally {
    crypto.subtle.encrypt = honest;
  }
  assert.deepEqual((await loadDrafts()).map(({ id }) => id).sort(), ["draft1", "draft2"]);
});

test("a device with nothing that opens its old keys takes them from the new vault, and loses nothing", async () => {
  const old = toBase64url(open().vk);
  const named = await renewedVault((vault) => {
    vault.former = [toBase64url(random(32)), old];
  });
  await moveTo(named, { was: null });
  await allIsHere();
});

test("what no key at hand opens stays as it is, and hides nothing else", async () => {
  const sealed = async () => (await (await database()).get("drafts", "draft1"))?.sealed;
  const before = await sealed();
  await moveTo(await renewedVault(), { was: null });
  assert.deepEqual(await sealed(), before);
  await putSealed(aDraft("draft2"), null, null);
  assert.deepEqual(
    (await loadDrafts()).map(({ id }) => id),
    ["draft2"],
  );
  assert.deepEqual(await onlyHere(open().local, "2026-11-22"), []);
});

test("an older or equal generation, a foreign vault and a swapped key are refused, and nothing is changed", async () => {
  const before = await disk();
  await assert.rejects(moveTo(await renewedVault(undefined, 1, 9)), VaultRolledBack);
  const { bytes } = await renewedVault();
  await assert.rejects(moveTo({ vk: random(32), bytes }), { code: "gcm" });
  const vk = random(32);
  await assert.rejects(moveTo({ vk, bytes: await sealVault(vk, 2, 2, random(16), aVault(own)) }), { code: "gcm" });
  const swapped = await renewedVault((vault) => {
    vault.spaces = [{ ...own, epochs: [epoch(1)] }, shared];
  });
  await assert.rejects(moveTo(swapped), VaultDiffers);
  const same = { vk: open().vk, bytes: await sealVault(open().vk, 2, 2, uid, open().vault) };
  await assert.rejects(moveTo(same), VaultRolledBack, "new keys that are the old ones");
  assert.equal(await disk(), before);
});

test("what ended stays ended over new keys, and no space goes", async () => {
  const db = await database();
  const { vk } = open();
  const ended = aVault({ ...own }, { ...shared, state: "ended" });
  await db.put("vault", { gen: 1, version: 1, base: await sealVault(vk, 1, 1, uid, ended), mine: null }, "vault");
  await openKeys(vk);
  await moveTo(
    await renewedVault((vault) => {
      vault.spaces = [{ ...shared, state: "active" }];
    }),
  );
  assert.deepEqual(
    new Map(open().vault.spaces.map(({ id, state }) => [id, state])),
    new Map([
      [shared.id, "ended"],
      [own.id, "active"],
    ]),
  );
});

test("what the old keys never opened stays as it is when the rest goes over", async () => {
  const db = await database();
  const strange = { id: "strange", audience: null, ends: null, sealed: random(60) };
  await db.put("drafts", strange);
  await moveTo(await renewedVault());
  assert.deepEqual(await db.get("drafts", "strange"), strange);
  assert.equal(await invite(), toBase64url(jsonBytes({ secret: "s" })));
});

/** A server that takes a renewal, and what becomes of its requests and answers. */
function keeper(faults: ("fine" | "request" | "answer" | "conflict")[]) {
  const bodies: { body: Record<string, never>; match: string | undefined }[] = [];
  const state = { gen: 1, version: 1, vault: "", wrap: null as string | null };
  const asked = network(async ({ method, path, body, headers }: Asked) => {
    if (path.endsWith("/verification/options")) return json({ options: { challenge: "AA" } });
    if (path.endsWith("/verification")) return new Response(null, { status: 204 });
    if (path === "/api/session") return json(await account(state));
    if (path === "/api/vault") return json({ gen: 1, version: state.version, vault: state.vault });
    if (path !== "/api/renewals" || method !== "POST") return problem("not-found", 404);
    bodies.push({ body, match: headers["if-match"] });
    const fault = faults.shift() ?? "fine";
    if (fault === "request") throw new TypeError("lost");
    if (fault === "conflict") {
      state.version += 1;
      const vault = structuredClone(open().vault);
      vault.settings["theirs"] = 2;
      state.vault = toBase64url(await sealVault(open().vk, 1, state.version, uid, vault));
      return problem("vault-conflict", 412);
    }
    if (headers["if-match"] !== `"${state.version}"`) return problem("vault-conflict", 412);
    const { vault, wraps } = body as { vault: string; wraps: { wrap: string }[] };
    [state.gen, state.version, state.vault, state.wrap] = [2, state.version + 1, vault, wraps[0]?.wrap ?? null];
    if (fault === "answer") throw new TypeError("lost");
    return json({ gen: 2, version: state.version });
  });
  return { bodies, state, asked };
}
async function account(state: { gen: number; version: number; vault: string; wrap: string | null }) {
  const { vault: stored } = { vault: state.vault || toBase64url((await storedVault()).base) };
  return {
    ...{ uid: toBase64url(uid), credential_id: toBase64url(passkey.id), session_id: "s", operator: "" },
    ...{ gen: state.gen, version: state.version, vault: stored, wrap: state.wrap, wraps: [] },
    ...{ passkey: { backed_up: true, backup_eligible: true }, recovery: false, spaces: [], archive: [] },
  };
}

test("one request carries the new vault, the wrap of the passkey in hand and the private epoch, and nothing is lost here", async () => {
  const { bodies } = keeper([]);
  const before = open().vk;
  assert.deepEqual(await beginRenewal(), { groups: null }, "no code was there, and the passkey opens");
  assert.equal(await renew(["session2"], 0, ""), true, `${notice.value}`);
  assert.equal(bodies.length, 1);
  const { body, match } = bodies[0] as unknown as { body: Record<string, unknown>; match: string };
  assert.deepEqual([match, body["recovery"], body["end_sessions"]], ['"1"', null, ["session2"]]);
  assert.deepEqual(body["private_epoch"], { space_id: own.id, epoch: 2 });
  const [sent] = body["wraps"] as { ref: string; wrap: string }[];
  const ref = await credentialRef(passkey.id);
  assert.equal(sent?.ref, toBase64url(ref));
  assert.deepEqual([open().gen, open().version], [2, 2]);
  assert.notDeepEqual(open().vk, before);
  const vault = (await openVault(fromBase64url(body["vault"] as string), open().vk, uid)).vault as unknown as Vault;
  assert.deepEqual(
    vault.spaces.map(({ epochs }) => epochs.map(({ n }) => n)),
    [[1, 2], [1]],
  );
  assert.deepEqual(vault.former, [toBase64url(before)]);
  assert.deepEqual((await me_()).wrap, fromBase64url(sent?.wrap ?? ""));
  await allIsHere();
});

test("where there was a code, a new one is drawn, and nothing is sent before a group of it was typed", async () => {
  if (me.value) me.value = { ...me.value, recovery: true };
  const { bodies } = keeper([]);
  const { groups } = (await beginRenewal()) ?? assert.fail();
  assert.equal(groups?.length, 8);
  assert.equal(await renew([], 3, "AAAA"), false);
  assert.deepEqual([notice.value, bodies.length, open().gen], ["codeGroupWrong", 0, 1]);
  assert.equal(await renew([], 3, groups?.[3] ?? ""), true);
  const { recovery } = (bodies[0] ?? assert.fail()).body as unknown as { recovery: { wrap: string } };
  const secret = await parseCode(groups?.join(" ") ?? "");
  const { vk, gen } = await unwrap(fromBase64url(recovery.wrap), await recoveryKek(secret, uid), uid);
  assert.deepEqual([vk, gen], [open().vk, 2]);
  assert.equal((await me_()).recovery, true);
});

test("without PRF the code is the way in, and no wrap is made up", async () => {
  passkey.prf = null;
  const { bodies } = keeper([]);
  const { groups } = (await beginRenewal()) ?? assert.fail();
  assert.equal(groups?.length, 8);
  await (await database()).put("flags", "0", "lock");
  assert.equal(await renew([], 0, groups?.[0] ?? ""), true);
  assert.deepEqual(((bodies[0] ?? assert.fail()).body as unknown as { wraps: unknown[] }).wraps, []);
  assert.equal((await me_()).wrap, null);
  assert.notEqual((await me_()).local_wrap, null);
});

test("an answer that was lost is asked for, and the renewal is done once", async () => {
  const { bodies } = keeper(["answer"]);
  await beginRenewal();
  assert.equal(await renew([], 0, ""), true);
  assert.deepEqual([bodies.length, open().gen], [1, 2]);
  await allIsHere();
});

test("a request that never arrived changes nothing, and the second try does it", async () => {
  const { bodies } = keeper(["request"]);
  const before = await disk();
  await beginRenewal();
  assert.equal(await renew([], 0, ""), false);
  assert.deepEqual([notice.value, open().gen, await disk()], ["offlineNow", 1, before]);
  assert.equal(await renew([], 0, ""), true);
  assert.deepEqual([bodies.length, open().gen], [2, 2]);
});

test("another device that changed the vault meanwhile is merged in", async () => {
  keeper(["conflict"]);
  await beginRenewal();
  assert.equal(await renew([], 0, ""), true, `${notice.value}`);
  assert.deepEqual([open().gen, open().version, open().vault.settings], [2, 3, { theirs: 2 }]);
});

test("with the app lock on no key stays on the disk, before and after", async () => {
  const db = await database();
  await db.put("flags", "0", "lock");
  await db.put("keys", await deviceKek(), "device");
  keeper([]);
  await beginRenewal();
  assert.equal(await renew([], 0, ""), true);
  assert.deepEqual([(await me_()).local_wrap, await db.count("keys")], [null, 0]);
});

/** Another device renewed: the session of this one goes on, with a wrap of this passkey or without. */
async function renewedElsewhere(wrapped: boolean) {
  const { state } = keeper([]);
  const renewed = await renewedVault((vault) => vault.spaces[0]?.epochs.push(epoch(2)));
  const keyWrap = wrapped ? await passkeyWrap(passkey.prf, passkey.id, 2, renewed.vk, uid) : null;
  Object.assign(state, {
    gen: 2,
    version: 2,
    vault: toBase64url(renewed.bytes),
    wrap: keyWrap && toBase64url(keyWrap),
  });
  return renewed;
}

test("a device that was left behind closes, and one touch brings everything with it", async () => {
  const { vk } = await renewedElsewhere(true);
  await fallBehind();
  assert.deepEqual([phase.value, curtain.value, keyring()], ["locked", "renewed", null]);
  assert.equal(await catchUp(), true, `${notice.value}`);
  assert.deepEqual([open().vk, open().gen, open().spaces.get(own.id)?.epoch], [vk, 2, 2]);
  assert.equal(phase.value, "open");
  await allIsHere();
});

test("the same after a restart with nothing in memory: the passkey opens the old wrap too", async () => {
  const { vk } = await renewedElsewhere(true);
  await (await database()).put("flags", "0", "lock");
  await fallBehind();
  const { rememberFormer } = await import("../../pwa/src/actions/moving.ts");
  rememberFormer(null);
  assert.equal(await catchUp(), true, `${notice.value}`);
  assert.deepEqual(open().vk, vk);
  await allIsHere();
});

test("a device whose passkey never opened the old keys takes everything with it while it is running", async () => {
  const { vk } = await renewedElsewhere(true);
  await (await database()).put("account", { ...(await me_()), wrap: null }, "me");
  await fallBehind();
  assert.equal(await catchUp(), true, `${notice.value}`);
  assert.deepEqual(open().vk, vk);
  await allIsHere();
});

test("what is still being kept when the keys turn out to be old is kept before they go", async () => {
  await renewedElsewhere(true);
  for (let n = 0; n < 20; n += 1) void saveDraft(aDraft(`typed${n}`));
  await fallBehind();
  assert.equal(await (await database()).count("drafts"), 21);
});

test("without a wrap of the new generation it stays locked, and loses nothing", async () => {
  await renewedElsewhere(false);
  const before = await disk();
  await fallBehind();
  assert.equal(await catchUp(), false);
  assert.deepEqual([phase.value, passkey.asked, await disk()], ["locked", 0, before]);
});

test("a passkey that gives something else opens nothing, and no keys are made up", async () => {
  await renewedElsewhere(true);
  const before = await disk();
  await fallBehind();
  passkey.prf = random(32);
  assert.equal(await catchUp(), false);
  assert.deepEqual([phase.value, notice.value, await disk()], ["locked", "passkeyFailed", before]);
});

test("a server that only says so, and shows no newer vault, closes nobody's app", async () => {
  keeper([]);
  await fallBehind();
  assert.deepEqual([phase.value, open().gen], ["open", 1]);
});
