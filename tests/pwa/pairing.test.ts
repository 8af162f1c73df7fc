/** What pairing takes from a link and from a payload. Two whole clients and a server are in `test_pairing_client.py`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NoNetwork, Refusal } from "../../pwa/src/api.ts";
import type { JsonObject } from "../../pwa/src/crypto/bytes.ts";
import { HandshakeError, linkFragment, makeInvite } from "../../pwa/src/crypto/handshake.ts";
import { database } from "../../pwa/src/database.ts";
import { admit, readArchive } from "../../pwa/src/pairing/two.ts";
import { advance, begin, cancel, choose, join, readLink, readPayload } from "../../pwa/src/pairing.ts";
import { aSpace, aVault, freshDevice, id, json, network, problem } from "./device.ts";
import { vectors } from "./vectors.ts";

Object.defineProperty(globalThis, "location", { value: { origin: "http://localhost:8000" } });
const invites = async () => (await database()).getAll("invites");

test("a link is read whole, as what stands behind the mark, and with stray space", () => {
  const { link_fragment } = vectors.handshakes["1"];
  for (const typed of [link_fragment, `https://unsaid.test/join#${link_fragment}`, `  \n#${link_fragment} `]) {
    assert.equal(linkFragment(readLink(typed)), link_fragment);
  }
});

test("links that must be refused are refused", () => {
  for (const fragment of [
    ...vectors.must_refuse.link_fragment,
    "hello",
    "https://unsaid.test/join",
    "https://unsaid.test/join#",
  ]) {
    assert.throws(() => readLink(fragment), HandshakeError);
    assert.throws(() => readLink(`https://unsaid.test/join#${fragment}`), HandshakeError);
  }
});

test("a payload is exactly one space with exactly its first key", () => {
  const [space, key] = [id(), id(32)];
  const whole = { space, epochs: [{ n: 1, key }] };
  const read = readPayload(whole, space);
  assert.deepEqual(
    [read.id, read.kind, read.slot, read.state, read.epochs[0]?.key],
    [space, "shared", 1, "active", key],
  );
  assert.notEqual(read.epochs[0]?.self, readPayload(whole, space).epochs[0]?.self);
  const wrong: JsonObject[] = [
    {},
    { space },
    { epochs: whole.epochs },
    { ...whole, space: id(15) },
    { ...whole, space: `${space}=` },
    { ...whole, space: null },
    { ...whole, space: [space] },
    { ...whole, epochs: [] },
    { ...whole, epochs: {} },
    { ...whole, epochs: [null] },
    { ...whole, epochs: ["x"] },
    {
      ...whole,
      epochs: [
        { n: 1, key },
        { n: 2, key },
      ],
    },
    { ...whole, epochs: [{ n: 2, key }] },
    { ...whole, epochs: [{ n: "1", key }] },
    { ...whole, epochs: [{ n: 1, key: id(31) }] },
    { ...whole, epochs: [{ n: 1, key: "!" }] },
    { ...whole, epochs: [{ n: 1 }] },
  ];
  for (const json of wrong) assert.throws(() => readPayload(json, space), HandshakeError, JSON.stringify(json));
  assert.throws(() => readPayload(whole, id()), HandshakeError);
  assert.throws(() => readPayload(whole, ""), HandshakeError);
  const short = id(15);
  assert.throws(() => readPayload({ ...whole, space: short }, short), HandshakeError, "whatever the server says");
});

test("an archive is ended spaces with all their keys, none of them known, and nothing else", () => {
  const whole = {
    space: id(),
    epochs: [
      { n: 1, key: id(32) },
      { n: 2, key: id(32) },
    ],
    slot: 1,
    since: "2025-02-01",
  };
  const other = { ...whole, space: id() };
  const known = new Set([id()]);
  assert.deepEqual(readArchive({}, known), []);
  assert.deepEqual(readArchive({ archive: [] }, known), []);
  const [first, second] = readArchive({ archive: [whole, other] }, known);
  assert.deepEqual(
    [first?.id, first?.kind, first?.slot, first?.state, first?.archived, first?.epochs.map(({ key }) => key)],
    [whole.space, "shared", 1, "ended", true, whole.epochs.map(({ key }) => key)],
  );
  assert.equal(second?.id, other.space);
  const wrong: unknown[] = [
    null,
    {},
    "x",
    [null],
    [{}],
    [{ ...whole, space: id(15) }],
    [{ ...whole, epochs: [] }],
    [{ ...whole, epochs: [null] }],
    [{ ...whole, epochs: [{ n: 2, key: id(32) }] }],
    [{ ...whole, epochs: [{ n: 1, key: id(31) }] }],
    [{ ...whole, slot: 2 }],
    [{ ...whole, slot: -1 }],
    [{ ...whole, slot: undefined }],
    [{ ...whole, since: "yesterday" }],
    [whole, whole],
    Array.from({ length: 21 }, () => ({ ...whole, space: id() })),
  ];
  for (const archive of wrong)
    assert.throws(() => readArchive({ archive } as JsonObject, known), HandshakeError, JSON.stringify(archive));
  assert.throws(() => readArchive({ archive: [whole] } as JsonObject, new Set([whole.space])), HandshakeError);
});

test("no list of keys that somebody hands over fills my vault, and one that a couple can have fits", () => {
  const archived = (epochs: number) =>
    readArchive(
      {
        archive: Array.from({ length: 20 }, () => ({
          space: id(),
          slot: 1,
          since: "2025-02-01",
          epochs: Array.from({ length: epochs }, (_, n) => ({ n: n + 1, key: id(32) })),
        })),
      } as JsonObject,
      new Set(),
    );
  const vault = aVault(aSpace({ kind: "private" }));
  admit(vault, archived(15));
  assert.throws(() => admit(vault, archived(25)), HandshakeError);
  // Nor in several parts; and a vault that is full as it is still takes in the two of us.
  const full = aVault(...archived(15), ...archived(4));
  assert.throws(() => admit(full, archived(4)), HandshakeError);
  admit(aVault(...archived(25)), []);
});

test("an invitation on the disk shows no secret, and its private key cannot be taken out", async () => {
  await freshDevice(aSpace({ kind: "private" }));
  network((one) =>
    one.method === "GET"
      ? json({ side: "host", state: "open", bpub: null, mb: null })
      : json({ expires_in: 3600 }, 201),
  );
  const waiting = await begin();
  const link = readLink(waiting.step === "waiting" ? waiting.link : assert.fail());
  const [stored] = await invites();
  const raw = Buffer.from(stored?.sealed ?? []);
  for (const secret of [link.secret, link.commit]) {
    for (const form of ["hex", "base64url"] as const)
      assert.equal(raw.includes(Buffer.from(secret).toString(form)), false);
    assert.equal(raw.includes(Buffer.from(secret)), false);
  }
  assert.equal(stored?.private_key.extractable, false);
  assert.equal(
    await (await database()).count("keys"),
    0,
    "sealed with what the vault opens, not with a key that lies beside it",
  );
});

test("no link secret is ever sent", async () => {
  await freshDevice(aSpace({ kind: "private" }));
  const { keys: _, ...link } = await makeInvite(1);
  const asked = network(() => new Response(null, { status: 204 }));
  await join(link);
  const sent = JSON.stringify(asked);
  for (const form of ["hex", "base64url", "base64"] as const)
    assert.equal(sent.includes(Buffer.from(link.secret).toString(form)), false);
  assert.equal(sent.includes(Buffer.from(link.commit).toString("base64url")), false);
});

test("an invitation the server refused is not kept, one it may have is", async () => {
  await freshDevice(aSpace({ kind: "private" }));
  network(() => problem("already-paired", 409));
  await assert.rejects(begin(), Refusal);
  assert.equal((await invites()).length, 0);
  network(() => Promise.reject(new TypeError("lost")));
  await assert.rejects(begin(), NoNetwork);
  assert.equal((await invites()).length, 1);
});

test("an answer that met a closed invitation is not kept; one that met a passing trouble is, and goes out again", async () => {
  await freshDevice(aSpace({ kind: "private" }));
  const { keys: _, ...link } = await makeInvite(1);
  network(() => problem("invite-gone", 404));
  await assert.rejects(join(link), Refusal);
  assert.equal((await invites()).length, 0);
  network(() => problem("signed-out", 401));
  await assert.rejects(join(link), Refusal);
  assert.equal((await invites()).length, 1);
  const asked = network((one) =>
    one.method === "GET" ? json({ side: "guest", state: "answered" }) : new Response(null, { status: 204 }),
  );
  assert.deepEqual(await advance(), { step: "joining", purpose: 1 });
  assert.deepEqual(
    asked.map((one) => one.method),
    ["POST", "GET"],
  );
});

test("without an invitation there is nothing to advance, choose or cancel", async () => {
  await freshDevice(aSpace({ kind: "private" }));
  const asked = network(() => assert.fail());
  for (const step of [advance, cancel, () => choose(0), () => choose(null)])
    assert.deepEqual(await step(), { step: "none" });
  assert.deepEqual(asked, []);
});
