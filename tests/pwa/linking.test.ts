/**
 * Handshakes 2 and 3 from the side of who is handed something: whatever a hostile partner or server hands over is refused, shown, and
 * leaves what was here as it was.
 */
import "./one_tab.ts";

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { leaveOpen } from "../../pwa/src/actions/waking.ts";
import type { Account } from "../../pwa/src/api.ts";
import { type Bytes, fromBase64url as b, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import {
  answer,
  checkAnswer,
  checkReveal,
  HandshakeError,
  type Invite,
  type Joining,
  makeInvite,
  openPayload,
  type Purpose,
  reveal,
  sealPayload,
} from "../../pwa/src/crypto/handshake.ts";
import { sealVault } from "../../pwa/src/crypto/vault.ts";
import { database, strictly, wipe } from "../../pwa/src/database.ts";
import { forgetKeys, keyring } from "../../pwa/src/keyring.ts";
import { merge } from "../../pwa/src/merging.ts";
import { promote } from "../../pwa/src/pairing/renewal.ts";
import { advance, begin, cancel, choose, granted, join, readLink } from "../../pwa/src/pairing.ts";
import { newDevice as newNumbers, sealAt } from "../../pwa/src/sealing.ts";
import { notice, pairing, phase } from "../../pwa/src/state.ts";
import type { VaultSpace } from "../../pwa/src/vault.ts";
import { type Asked, aSpace, aVault, freshDevice, id, json, keysOf, network, outbox, problem, WHEN } from "./device.ts";
import { Passkey } from "./passkey.ts";

Object.assign(globalThis, {
  document: { hidden: true, addEventListener: () => undefined },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  location: { origin: "http://localhost:8000", hostname: "localhost" },
});

afterEach(leaveOpen);

const own = () => aSpace({ kind: "private" });
const invites = async () => (await database()).count("invites");
const nothing = () => new Response(null, { status: 204 });

/** A mailbox whose other side is a host that hands over `payload`. Answers what was asked. */
async function host(purpose: Purpose, payload: object, more = {}): Promise<{ link: Invite; asked: Asked[] }> {
  const invite = await makeInvite(purpose);
  let state: object = { side: "guest", state: "answered", payload: null, apub: null, na: null, ma: null };
  const asked = network(async (one) => {
    if (one.method === "GET") return json(state);
    if (!one.path.endsWith("/answer")) return nothing();
    const { bpub, mb } = one.body as { bpub: string; mb: string };
    const message = { bpub: b(bpub), mb: b(mb) };
    const said = await reveal(invite, message);
    const sealed = await sealPayload(await checkAnswer(invite, message), payload);
    state = {
      ...{ side: "guest", state: "done", payload: toBase64url(sealed), ...more },
      ...{ apub: toBase64url(said.apub), na: toBase64url(said.na), ma: toBase64url(said.ma) },
    };
    return nothing();
  });
  return { link: invite, asked };
}

/** One who shares a space with somebody, twice renewed. */
async function paired(): Promise<VaultSpace> {
  const shared = aSpace({ slot: 1, epochs: [1, 2].map((n) => ({ n, key: id(32), self: id(32) })) });
  await freshDevice(own(), shared);
  return shared;
}
const handed = (space: VaultSpace, key = id(32)) => ({
  space: space.id,
  epochs: [...space.epochs.map(({ n, key }) => ({ n, key })), { n: 3, key }],
});
const ours = (space: VaultSpace) => keyring()?.vault.spaces.find(({ id }) => id === space.id) ?? assert.fail();

test("new keys of our own space are taken in, and hello is said with them", async () => {
  const space = await paired();
  const payload = handed(space);
  const { link } = await host(3, payload);
  assert.deepEqual(await join(link), { step: "joining", purpose: 3 });
  assert.deepEqual(await advance(), { step: "done", purpose: 3, side: "guest" });
  assert.deepEqual(
    ours(space).epochs.map(({ n, key }) => ({ n, key })),
    payload.epochs,
  );
  assert.notEqual(ours(space).epochs[2]?.self, ours(space).epochs[1]?.self);
  const [hello] = await outbox();
  assert.equal(hello?.epoch, 3);
  assert.equal(await invites(), 0);
});

const LIES: [string, (space: VaultSpace) => object][] = [
  ["another space", (space) => ({ ...handed(space), space: id() })],
  [
    "an old key that is another",
    (space) => ({ ...handed(space), epochs: [{ n: 1, key: id(32) }, ...handed(space).epochs.slice(1)] }),
  ],
  ["an old epoch left out", (space) => ({ ...handed(space), epochs: handed(space).epochs.slice(1) })],
  ["no new epoch", (space) => ({ ...handed(space), epochs: handed(space).epochs.slice(0, 2) })],
  [
    "an epoch too far",
    (space) => ({ ...handed(space), epochs: [...handed(space).epochs.slice(0, 2), { n: 4, key: id(32) }] }),
  ],
  [
    "epoch zero",
    (space) => ({ ...handed(space), epochs: [...handed(space).epochs.slice(0, 2), { n: 0, key: id(32) }] }),
  ],
  ["two new epochs", (space) => ({ ...handed(space), epochs: [...handed(space).epochs, { n: 4, key: id(32) }] })],
  ["the new epoch twice", (space) => ({ ...handed(space), epochs: [...handed(space).epochs, { n: 3, key: id(32) }] })],
  ["an old epoch twice", (space) => ({ ...handed(space), epochs: [...handed(space).epochs, handed(space).epochs[0]] })],
  [
    "one old epoch twice and another left out",
    (space) => ({
      ...handed(space),
      epochs: [handed(space).epochs[0], ...handed(space).epochs.filter(({ n }) => n !== 2)],
    }),
  ],
  ["nothing among them", (space) => ({ ...handed(space), epochs: [null, ...handed(space).epochs] })],
  ["an old key as the new one", (space) => handed(space, space.epochs[0]?.key)],
  ["a short key", (space) => handed(space, id(31))],
  ["no list", (space) => ({ space: space.id, epochs: {} })],
  ["a list of nothing", (space) => ({ space: space.id, epochs: [null, 1, "x"] })],
  ["a pair's first keys", (space) => ({ space: space.id, epochs: [{ n: 1, key: id(32) }] })],
  ["what links a device", () => ({ uid: id(), vk: id(32), gen: 1, version: 1, enrol: id(32) })],
];
for (const [what, payload] of LIES) {
  test(`new keys: ${what} is refused, shown, and changes nothing`, async () => {
    const space = await paired();
    const before = structuredClone(keyring()?.vault);
    const { link, asked } = await host(3, payload(space));
    await join(link);
    assert.deepEqual(await advance(), { step: "failed", purpose: 3 });
    assert.deepEqual(keyring()?.vault, before);
    assert.deepEqual([await invites(), (await outbox()).length], [0, 0]);
    assert.equal(asked.at(-1)?.method, "DELETE", "and it is burned");
  });
}

test("the keys of my private space never come from a handshake", async () => {
  const mine = own();
  const shared = aSpace({ slot: 1 });
  await freshDevice(mine, shared);
  const { link } = await host(3, {
    space: mine.id,
    epochs: [...mine.epochs.map(({ n, key }) => ({ n, key })), { n: 2, key: id(32) }],
  });
  await join(link);
  assert.deepEqual(await advance(), { step: "failed", purpose: 3 });
  assert.equal(ours(mine).epochs.length, 1);
});

test("who shares nothing any more has no keys to renew, and posts nothing", async () => {
  await freshDevice(own(), aSpace({ state: "ended" }));
  const { link, asked } = await host(3, {});
  await assert.rejects(join(link), HandshakeError);
  assert.deepEqual([asked, await invites()], [[], 0]);
});

/** Something in the log of a space, by whoever holds this slot, in the newest of these epochs. */
async function said(space: VaultSpace, seq: number, slot: number, epochs: VaultSpace["epochs"]): Promise<void> {
  const msg_id = id();
  const keys = await keysOf({ ...space, slot, epochs });
  const bytes = await sealAt(keys, newNumbers(space.id), 1, msg_id, { k: "hello", ...WHEN }, 0);
  const writing = await strictly("items");
  await Promise.all([writing.store.put({ space: space.id, seq, slot, msg_id, bytes }), writing.done]);
}

test("keys that were drawn are used only when the other wrote with them, and never after they were burned", async () => {
  const space = await paired();
  const pending = { n: 3, key: id(32), self: id(32), iid: id() };
  await freshDevice(own(), { ...space, pending });
  network(nothing);
  assert.equal(await promote(new Map([[space.id, 2]])), false);
  assert.equal(await promote(new Map([[id(), 3]])), false);
  const fresh = { n: 3, key: pending.key, self: id(32) };
  assert.equal(await promote(new Map([[space.id, 3]])), false, "the server's word alone");
  await said(space, 1, 0, [...space.epochs, fresh].slice(0, 2));
  await said(space, 2, 1, [...space.epochs, fresh]);
  assert.equal(await promote(new Map([[space.id, 3]])), false, "what stands in my own slot says nothing of the other");
  await said(space, 3, 0, [...space.epochs, { ...fresh, key: id(32) }]);
  assert.equal(await promote(new Map([[space.id, 3]])), false, "sealed with other keys");
  assert.equal(keyring()?.spaces.get(space.id)?.epoch, 2, "nothing is sealed with keys that only I hold");
  await said(space, 4, 0, [...space.epochs, fresh]);
  assert.equal(await promote(new Map([[space.id, 2]])), false, "the server has not let it be the key of both");
  assert.equal(await promote(new Map([[space.id, 3]])), true);
  assert.equal(keyring()?.spaces.get(space.id)?.epoch, 3);
  assert.equal(ours(space).pending, undefined);
  assert.deepEqual(ours(space).epochs[2], { n: 3, key: pending.key, self: pending.self, from: pending.iid });
  await freshDevice(own(), space);
  assert.equal(await promote(new Map([[space.id, 3]])), false, "no keys were drawn here");
  assert.equal(ours(space).epochs.length, 2);
});

test("keys drawn for what ended, or for a number that is taken, become keys of nothing", async () => {
  const space = await paired();
  const drawn = { n: 3, key: id(32), self: id(32), iid: id() };
  const third = { n: 3, key: drawn.key, self: id(32) };
  await freshDevice(own(), { ...space, state: "ended", pending: drawn });
  network(nothing);
  await said(space, 1, 0, [...space.epochs, third]);
  assert.equal(await promote(new Map([[space.id, 3]])), false);
  assert.equal(ours(space).epochs.length, 2, "an ended space is never written again");
  const other = aSpace({ state: "ended", pending: { ...drawn, iid: id() } });
  const taken = { ...space, epochs: [...space.epochs, { n: 3, key: id(32), self: id(32) }] };
  await freshDevice(own(), { ...taken, pending: drawn }, other);
  await said(space, 1, 0, [...space.epochs, third]);
  assert.equal(await promote(new Map([[space.id, 3]])), true);
  assert.deepEqual([ours(space).epochs, ours(space).pending], [taken.epochs, undefined]);
  assert.deepEqual(ours(other), other, "another one's are left alone");
});

test("new keys whose taking in was interrupted are taken in once", async () => {
  const space = await paired();
  const payload = handed(space);
  const { link } = await host(3, payload);
  const served = globalThis.fetch;
  let lost = 0;
  globalThis.fetch = async (input, init) => {
    if (String(input) === "/api/vault" && lost++ === 0) throw new TypeError("lost");
    return served(input, init);
  };
  await join(link);
  await assert.rejects(advance());
  assert.equal(ours(space).epochs.length, 3);
  assert.deepEqual(await advance(), { step: "done", purpose: 3, side: "guest" });
  assert.deepEqual(
    ours(space).epochs.map(({ key }) => key),
    payload.epochs.map(({ key }) => key),
  );
});

const FIRST = (space: VaultSpace, key = space.epochs[0]?.key) => ({ space: space.id, epochs: [{ n: 1, key }] });
const KNOWN: [string, () => Promise<[VaultSpace, object]>][] = [
  [
    "my private space",
    async () => {
      const mine = own();
      await freshDevice(mine);
      return [mine, FIRST(mine)];
    },
  ],
  [
    "a space I know, with another key",
    async () => {
      const shared = aSpace({ slot: 1 });
      await freshDevice(own(), shared);
      return [shared, FIRST(shared, id(32))];
    },
  ],
  [
    "a space I made myself",
    async () => {
      const shared = aSpace();
      await freshDevice(own(), shared);
      return [shared, FIRST(shared)];
    },
  ],
  [
    "a space that ended",
    async () => {
      const shared = aSpace({ slot: 1, state: "ended" });
      await freshDevice(own(), shared);
      return [shared, FIRST(shared)];
    },
  ],
  [
    "a second one beside the one that is active",
    async () => {
      await freshDevice(own(), aSpace({ slot: 1 }));
      const other = aSpace();
      return [other, FIRST(other)];
    },
  ],
];
for (const [what, made] of KNOWN) {
  test(`a pair's keys: ${what} is refused, shown, and changes nothing`, async () => {
    const [space, payload] = await made();
    const before = structuredClone(keyring()?.vault);
    const { link } = await host(1, payload, { space_id: space.id });
    await join(link);
    assert.deepEqual(await advance(), { step: "failed", purpose: 1 });
    assert.deepEqual([keyring()?.vault, await invites()], [before, 0]);
  });
}

test("two devices of one person agree about keys that were drawn, used or burned", () => {
  const space = aSpace();
  const pending = { n: 2, key: id(32), self: id(32), iid: id() };
  const used = {
    ...space,
    epochs: [...space.epochs, { n: 2, key: pending.key, self: pending.self, from: pending.iid }],
  };
  const drawn = { ...space, pending };
  const merged = (base: VaultSpace, mine: VaultSpace, theirs: VaultSpace) =>
    merge(aVault(base), aVault(mine), aVault(theirs)).spaces[0];
  assert.deepEqual(merged(space, drawn, space)?.pending, pending);
  assert.deepEqual(merged(space, space, drawn)?.pending, pending);
  for (const result of [merged(drawn, used, drawn), merged(drawn, drawn, used)]) {
    assert.equal(result?.pending, undefined, "used on one device, it is not drawn any more on the other");
    assert.equal(result?.epochs.length, 2);
  }
  assert.equal(merged(drawn, space, drawn)?.pending, undefined, "burned on one device stays burned");
});

// ---- my own device

/** A device nobody is signed in on, and the account that is handed over. */
async function newDevice() {
  forgetKeys();
  await wipe();
  phase.value = "out";
  const [uid, vk, enrol] = [random(16), random(32), random(32)];
  const given = { uid: toBase64url(uid), vk: toBase64url(vk), gen: 2, version: 5, enrol: toBase64url(enrol) };
  return { uid, vk, given, passkey: new Passkey() };
}

const WRONG: [string, object][] = [
  ["nothing", {}],
  ["a person too short", { uid: id(15) }],
  ["a key too short", { vk: id(31) }],
  ["no key", { vk: null }],
  ["generation zero", { gen: 0 }],
  ["a generation that is a word", { gen: "2" }],
  ["a version that is no whole number", { version: 1.5 }],
  ["no permit", { enrol: "" }],
];
for (const [what, wrong] of WRONG) {
  test(`another device: ${what} is refused, and nothing is kept`, async () => {
    const { given } = await newDevice();
    const { link } = await host(2, what === "nothing" ? {} : { ...given, ...wrong });
    await join(link);
    assert.deepEqual(await advance(), { step: "failed", purpose: 2 });
    assert.deepEqual([await invites(), await granted(), await (await database()).count("keys")], [0, null, 0]);
  });
}

test("what was handed over is kept sealed under a key that cannot be taken out, and goes when it is given up", async () => {
  const { given } = await newDevice();
  const { link, asked } = await host(2, given);
  await join(link);
  assert.deepEqual(await advance(), { step: "enrol" });
  assert.deepEqual(await granted(), given);
  const db = await database();
  assert.equal((await db.get("keys", "linking"))?.extractable, false);
  const raw = Buffer.from((await db.getAll("invites"))[0]?.sealed ?? []);
  for (const secret of [given.vk, given.enrol]) assert.equal(raw.includes(secret), false);
  assert.equal(
    asked.some(({ path }) => path.startsWith("/api/invites")),
    false,
    "nobody is signed in here",
  );
  assert.deepEqual(await cancel(), { step: "none" });
  assert.deepEqual([await granted(), await db.count("keys")], [null, 0]);
});

test("what a signed-out device was being linked with is not gone on with by who signs in", async () => {
  const { given } = await newDevice();
  await join((await host(2, given)).link);
  const { privateKey } = (await makeInvite(2)).keys;
  const [one] = await (await database()).getAll("invites");
  await freshDevice(own());
  const writing = await strictly("invites");
  await Promise.all([writing.store.put({ ...(one ?? assert.fail()), private_key: privateKey }), writing.done]);
  const asked = network(nothing);
  assert.deepEqual([await advance(), asked], [{ step: "none" }, []]);
});

test("who is signed in never opens another account by a link", async () => {
  await freshDevice(own());
  const { link, asked } = await host(2, {});
  await assert.rejects(join(link), HandshakeError);
  assert.deepEqual([asked, await invites()], [[], 0]);
});

test("a device nobody is signed in on joins nothing but its own person", async () => {
  await newDevice();
  for (const purpose of [1, 3] as const) {
    const { link, asked } = await host(purpose, {});
    await assert.rejects(join(link), HandshakeError);
    assert.deepEqual([asked, await invites()], [[], 0]);
  }
});

type Handed = Awaited<ReturnType<typeof newDevice>>;
async function account(
  { uid, vk, passkey }: Handed,
  more: Partial<Account> = {},
  seal = { uid, vk, gen: 2, version: 5 },
) {
  const vault = await sealVault(seal.vk, seal.gen, seal.version, seal.uid, aVault(own()));
  return {
    ...{ uid: toBase64url(uid), credential_id: toBase64url(passkey.id), session_id: "s", operator: "" },
    ...{ gen: seal.gen, version: seal.version, vault: toBase64url(vault), wrap: null, wraps: [] },
    ...{ passkey: { backed_up: true, backup_eligible: true }, recovery: false, spaces: [], archive: [] },
    ...more,
  } as unknown as Account;
}

/** Up to the passkey, and what the server then shows of the account. */
async function finish(handed: Handed, served: Account, user: Bytes = handed.uid) {
  const { finishLinking } = await import("../../pwa/src/actions/linking.ts");
  const { link } = await host(2, handed.given);
  await join(link);
  assert.deepEqual(await advance(), { step: "enrol" });
  const asked = network(({ path, method }) => {
    if (path === "/api/passkeys/options") return json({ options: { user: { id: toBase64url(user) } } });
    if (path === "/api/passkeys" && method === "POST") return json(served, 201);
    return method === "DELETE" ? nothing() : json({}, 500);
  });
  return { went: await finishLinking(() => undefined), asked };
}

test("my other device opens what was handed over with a passkey of its own", async () => {
  const handed = await newDevice();
  const { went, asked } = await finish(handed, await account(handed));
  assert.deepEqual([went, phase.value, keyring()?.gen, keyring()?.version], [true, "open", 2, 5]);
  const { wrap } = (asked.find(({ path }) => path === "/api/passkeys") ?? assert.fail()).body as { wrap: string };
  assert.deepEqual([b(wrap)[1], b(wrap)[5]], [1, 2], "a wrap of the passkey, of the generation that was handed over");
  assert.equal(
    asked.some((one) => JSON.stringify(one).includes(handed.given.vk)),
    false,
    "the key stays here",
  );
  assert.deepEqual([await invites(), await granted()], [0, null]);
});

const SERVED: [string, (handed: Handed) => Promise<Account>][] = [
  ["another person", (handed) => account(handed, { uid: id() })],
  ["a lower generation", ({ ...handed }) => account(handed, {}, { ...handed, gen: 1, version: 9 })],
  ["an older version", (handed) => account(handed, {}, { ...handed, gen: 2, version: 4 })],
  ["a vault of other keys", (handed) => account(handed, {}, { ...handed, vk: random(32), gen: 2, version: 5 })],
  ["the vault of another person", (handed) => account(handed, {}, { ...handed, uid: random(16), gen: 2, version: 5 })],
  ["a version that is not the vault's", (handed) => account(handed, { version: 6 })],
  ["a generation that is not the vault's", (handed) => account(handed, { gen: 3 })],
];
for (const [what, served] of SERVED) {
  test(`my other device: ${what} is refused, shown, and nothing is kept`, async () => {
    const handed = await newDevice();
    const { went, asked } = await finish(handed, await served(handed));
    assert.equal(went, false);
    assert.deepEqual([asked.at(-1)?.method, asked.at(-1)?.path], ["DELETE", "/api/session"], "and is signed out again");
    assert.deepEqual(pairing.value, { step: "failed", purpose: 2 });
    const db = await database();
    assert.deepEqual([keyring(), await granted(), await invites()], [null, null, 0]);
    assert.deepEqual([await db.count("account"), await db.count("vault"), await db.count("keys")], [0, 0, 0]);
  });
}

test("no device is linked over what somebody else has not sent", async () => {
  const handed = await newDevice();
  const db = await database();
  const kept = { credential: random(32), operator: "", recovery: false, backed_up: true, wrap: null, local_wrap: null };
  await db.put("account", { ...kept, uid: random(16) }, "me");
  await db.put("drafts", { id: "d", sealed: random(40), audience: null, ends: null });
  const { went, asked } = await finish(handed, await account(handed));
  assert.deepEqual([went, notice.value, handed.passkey.asked], [false, "keptForAnother", 0]);
  assert.deepEqual([asked, await db.count("drafts"), await granted()], [[], 1, handed.given]);
});

test("a permit for another person makes no passkey", async () => {
  const handed = await newDevice();
  const { went } = await finish(handed, await account(handed), random(16));
  assert.deepEqual([went, handed.passkey.asked], [false, 0]);
  assert.deepEqual(pairing.value, { step: "failed", purpose: 2 });
});

for (const purpose of [1, 2, 3] as const) {
  test(`a burned invitation (${purpose}) whose mailbox plays everything back is refused, shown, and nothing is taken in`, async () => {
    const space = await paired();
    const other = aSpace();
    const { given } = purpose === 2 ? await newDevice() : { given: {} };
    if (purpose === 1) await freshDevice(own());
    const payload = { 1: FIRST(other), 2: given, 3: handed(space) }[purpose];
    const { link, asked } = await host(purpose, payload, { space_id: other.id });
    const before = structuredClone(keyring()?.vault);
    await join(link);
    const { path } = asked.find((one) => one.path.endsWith("/answer")) ?? assert.fail();
    const recorded = await (await fetch(path.replace("/answer", ""))).json();
    await cancel();
    network((one) => (one.method === "GET" ? json(recorded) : nothing()));
    assert.deepEqual(await join(link), { step: "joining", purpose });
    assert.deepEqual(await advance(), { step: "failed", purpose });
    assert.deepEqual([keyring()?.vault, await invites(), await granted()], [before, 0, null]);
    assert.equal((await outbox()).length, 0);
  });
}

test("that nothing was shared is said in both languages", async () => {
  const [english, german] = await Promise.all([
    import("../../pwa/src/messages/en/once.ts"),
    import("../../pwa/src/messages/de/once.ts"),
  ]);
  for (const { once } of [english, german]) assert.ok(once.failedTitle.length > 10 && once.failedText.length > 40);
  assert.notEqual(english.once.failedText, german.once.failedText);
});

test("a burned invitation that is played back is dead on both sides", async () => {
  const space = await paired();
  const payload = handed(space);
  const { link } = await host(3, payload);
  await join(link);
  await cancel();
  network(() => problem("invite-gone", 404));
  await assert.rejects(join(link), { message: /./ });
  assert.deepEqual([await invites(), ours(space).epochs.length], [0, 2]);
  network((one) => (one.method === "GET" ? json({ side: "host", state: "open", bpub: null, mb: null }) : nothing()));
  assert.equal((await begin(3)).step, "waiting");
  await cancel();
  assert.equal(ours(space).pending, undefined);
});

// ---- who hands something over

/** A mailbox whose other side is a guest with the link. `state` is what the host is told; `posted` what lies in the mailbox. */
async function guest(purpose: Purpose) {
  const state: Record<string, unknown> = { side: "host", state: "open", bpub: null, mb: null };
  const posted: Record<string, Record<string, string>> = {};
  const gone = { network: false, payload: false };
  const asked = network((one) => {
    if (gone.network) throw new TypeError("lost");
    if (one.path === "/api/vault") return json({ gen: 1, version: 2 });
    if (one.method === "GET") return json(state);
    if (one.path.endsWith("/enrol")) return json({ enrol: id(32) });
    const what = one.path.split("/")[4];
    if (one.method === "POST" && what) posted[what] = one.body;
    if (what === "payload" && gone.payload) throw new TypeError("lost");
    return nothing();
  });
  const waiting = await begin(purpose);
  if (waiting.step !== "waiting") assert.fail();
  const link = readLink(waiting.link);
  const { joining, message } = await answer(link);
  const says = ({ bpub, mb }: typeof message) =>
    Object.assign(state, { state: "answered", bpub: toBase64url(bpub), mb: toBase64url(mb) });
  says(message);
  const session = async (of: Joining = joining) => {
    const { apub = "", na = "", ma = "" } = posted["reveal"] ?? {};
    return checkReveal(of, { apub: b(apub), na: b(na), ma: b(ma) });
  };
  /** Which of the host's three sets the guest shows. */
  const shown = async (sets: readonly (readonly number[])[]) => {
    const { sas } = await session();
    return sets.findIndex((set) => `${set}` === `${sas}`);
  };
  const payload = async () => openPayload(await session(), b(posted["payload"]?.["payload"] ?? ""));
  return { state, posted, gone, asked, waiting, link, says, shown, payload };
}
const compared = async () => {
  const now = await advance();
  return now.step === "compare" ? now.sets : assert.fail(now.step);
};

test("new keys are handed over only after the right emoji, drawn for this invitation, and in my own vault before", async () => {
  const space = await paired();
  const old = { n: 3, key: id(32), self: id(32), iid: id() };
  await freshDevice(own(), { ...space, pending: old });
  const { posted, shown, payload, asked, link } = await guest(3);
  const sets = await compared();
  assert.equal(posted["payload"], undefined, "nobody has compared anything yet");
  assert.deepEqual(await choose(await shown(sets)), { step: "done", purpose: 3, side: "host" });
  const { pending } = ours(space);
  const { epochs } = (await payload()) as unknown as { epochs: { n: number; key: string }[] };
  assert.deepEqual(epochs, [...space.epochs.map(({ n, key }) => ({ n, key })), { n: 3, key: pending?.key }]);
  assert.equal(pending?.iid, toBase64url(link.iid));
  assert.notEqual(pending?.key, old.key, "what was drawn for an invitation that is gone is drawn anew");
  const order = asked.map(({ method, path }) => `${method} ${path.replace(/[^/]{22}/, "")}`);
  assert.ok(order.indexOf("PUT /api/vault") >= 0);
  assert.ok(order.indexOf("PUT /api/vault") < order.indexOf("POST /api/invites//payload"));
  assert.equal(await invites(), 0);
});

test("what links a device names the account, its keys and the floor of its vault, and is asked for only when the emoji were right", async () => {
  await freshDevice(own());
  const { shown, payload, asked } = await guest(2);
  const sets = await compared();
  const enrolled = () => asked.filter(({ path }) => path.endsWith("/enrol")).length;
  assert.equal(enrolled(), 0);
  assert.deepEqual(await choose(await shown(sets)), { step: "done", purpose: 2, side: "host" });
  const { uid, vk, gen, version } = keyring() ?? assert.fail();
  const { enrol, ...rest } = (await payload()) as { enrol: string };
  assert.deepEqual(rest, { uid: toBase64url(uid), vk: toBase64url(vk), gen, version });
  assert.equal(b(enrol).length, 32);
  assert.equal(JSON.stringify(asked).includes(toBase64url(vk)), false, "sealed");
});

for (const purpose of [2, 3] as const) {
  for (const what of ["another set", "none of these"] as const) {
    test(`handing over (${purpose}): ${what} burns the invitation, shows it, and nothing was shared`, async () => {
      const space = await paired();
      const { posted, shown, asked } = await guest(purpose);
      const sets = await compared();
      const right = await shown(sets);
      const before = structuredClone(keyring()?.vault);
      const wrong = what === "none of these" ? null : (right + 1) % 3;
      assert.deepEqual(await choose(wrong), { step: "failed", purpose });
      assert.deepEqual([asked.at(-1)?.method, await invites(), posted["payload"]], ["DELETE", 0, undefined]);
      assert.deepEqual(await choose(right), { step: "none" }, "no second guess");
      assert.deepEqual([keyring()?.vault, ours(space).pending], [before, undefined]);
    });
  }
}

test("a wrong choice without a network is no second guess either", async () => {
  await paired();
  const { posted, shown, gone } = await guest(3);
  const right = await shown(await compared());
  gone.network = true;
  await assert.rejects(choose((right + 1) % 3));
  gone.network = false;
  assert.deepEqual(await choose(right), { step: "failed", purpose: 3 });
  assert.deepEqual([posted["payload"], await invites()], [undefined, 0]);
});

test("a burned invitation stays burned when the app is opened again, whatever the mailbox says", async () => {
  await paired();
  const { posted, shown, gone } = await guest(3);
  await shown(await compared());
  gone.network = true;
  await assert.rejects(choose(null));
  gone.network = false;
  assert.deepEqual(await advance(), { step: "failed", purpose: 3 });
  assert.deepEqual([posted["payload"], await invites()], [undefined, 0]);
});

test("an answer that is swapped after the emoji were drawn changes nothing", async () => {
  await paired();
  const { says, shown, payload, link } = await guest(3);
  const sets = await compared();
  const right = await shown(sets);
  says((await answer(link)).message);
  assert.deepEqual(await compared(), sets);
  assert.deepEqual(await choose(right), { step: "done", purpose: 3, side: "host" });
  assert.ok(await payload(), "it opens for who was compared with");
});

test("an answer by who does not hold the link burns the invitation before anything is revealed", async () => {
  await paired();
  const { state, posted } = await guest(3);
  state["mb"] = id(32);
  assert.deepEqual(await advance(), { step: "failed", purpose: 3 });
  assert.deepEqual([posted["reveal"], await invites()], [undefined, 0]);
});

for (const taken of [true, false]) {
  test(`cancelled after a payload whose answer was lost: keys the other ${taken ? "may have wait" : "can't have go"}`, async () => {
    const space = await paired();
    const { state, shown, gone } = await guest(3);
    const right = await shown(await compared());
    gone.payload = true;
    await assert.rejects(choose(right));
    assert.notEqual(ours(space).pending, undefined);
    state["state"] = taken ? "done" : "revealed";
    await cancel();
    assert.equal(ours(space).pending !== undefined, taken);
    assert.equal(await invites(), 0);
  });
}

test("an invitation between two lives three days, one for keys or a device ten minutes", async () => {
  for (const [purpose, minutes] of [
    [1, 72 * 60],
    [2, 10],
    [3, 10],
  ] as const) {
    await paired();
    const { waiting } = await guest(purpose);
    assert.ok(Math.abs(waiting.expires - Date.now() - minutes * 60_000) < 5000);
  }
});
