/** Every known answer of pn1, byte for byte, and everything it says must be refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { encrypt, fromHex, gcmKey, hkdf, NOTE_BUCKETS, toHex, unpad, utf8 } from "../../pwa/src/crypto/bytes.ts";
import { importSelfKey, importSpaceKey, open, seal, selfTagMatches } from "../../pwa/src/crypto/envelope.ts";
import * as handshake from "../../pwa/src/crypto/handshake.ts";
import { credentialRef, localKey, passkeyKek, recoveryKek, unwrap, wrap } from "../../pwa/src/crypto/keys.ts";
import { formatCode, parseCode, recoveryAuth, recoveryId } from "../../pwa/src/crypto/recovery.ts";
import { openVault, sealVault } from "../../pwa/src/crypto/vault.ts";
import { expected, input, knownPair, vectors } from "./vectors.ts";

const nothing = new Uint8Array(0);
const header = {
  flags: 1,
  space: input("space"),
  epoch: 1,
  slot: 0,
  device: input("dev"),
  seq: 1,
  msgId: input("mid"),
  nonce: input("nonce"),
};

/** Two non-extractable keys are the same key when they seal the same bytes. */
async function sameKey(key: CryptoKey, hex: string): Promise<void> {
  const [left, right] = await Promise.all(
    [key, await gcmKey(fromHex(hex))].map((each) => encrypt(each, input("nonce"), utf8("probe"), nothing)),
  );
  assert.deepEqual(left, right);
  assert.equal(key.extractable, false);
}

test("the inputs are derived as the vectors say", async () => {
  for (const [name, value] of Object.entries(vectors.inputs)) {
    if (name === "a" || name === "b") continue;
    const derived = await hkdf(utf8("pn1 test vectors"), nothing, utf8(name), value.length / 2);
    assert.equal(toHex(derived), value, name);
  }
});

test("key-encryption keys and the local key", async () => {
  await sameKey(await passkeyKek(input("prf"), input("uid"), input("cred")), expected("kek_passkey"));
  await sameKey(await recoveryKek(input("rec"), input("uid")), expected("kek_recovery"));
  await sameKey(await localKey(input("vk"), input("uid")), expected("local_key"));
});

test("wraps of the three kinds", async () => {
  const uid = input("uid");
  const ref = await credentialRef(input("cred"));
  const passkey = await passkeyKek(input("prf"), uid, input("cred"));
  const recovery = await recoveryKek(input("rec"), uid);
  const device = await gcmKey(input("ck"));
  const made = [
    await wrap(1, 1, passkey, input("vk"), uid, ref, input("nonce")),
    await wrap(2, 1, recovery, input("vk"), uid, undefined, input("nonce")),
    await wrap(3, 1, device, input("vk"), uid, undefined, input("nonce")),
  ];
  assert.deepEqual(made.map(toHex), [expected("wrap_passkey"), expected("wrap_recovery"), expected("wrap_device")]);
  const opened = await unwrap(fromHex(expected("wrap_passkey")), passkey, uid, ref);
  assert.deepEqual(opened, { kind: 1, gen: 1, vk: input("vk") });
  assert.deepEqual((await unwrap(fromHex(expected("wrap_recovery")), recovery, uid)).vk, input("vk"));
  assert.deepEqual((await unwrap(fromHex(expected("wrap_device")), device, uid)).vk, input("vk"));
});

test("the recovery code", async () => {
  assert.equal(await formatCode(input("rec")), expected("recovery_code"));
  assert.deepEqual(await parseCode(expected("recovery_code")), input("rec"));
  assert.equal(toHex(await recoveryId(input("rec"))), expected("rec_id"));
  assert.equal(toHex(await recoveryAuth(input("rec"))), expected("rec_auth"));
});

test("recovery codes: the accepted forms are accepted, the others refused", async () => {
  for (const form of vectors.must_refuse.recovery_code_accepted_forms) {
    assert.deepEqual(await parseCode(form), input("rec"), form);
  }
  const codes = ["check", "length", "character"];
  for (const [index, form] of vectors.must_refuse.recovery_code.entries()) {
    await assert.rejects(parseCode(form), { name: "RecoveryCodeError", code: codes[index] }, form);
  }
});

test("both envelopes are sealed to the expected bytes and open to what was sealed", async () => {
  const [space, self] = [await importSpaceKey(input("ck")), await importSelfKey(input("sk"))];
  const short = await seal(header, vectors.body, space, self);
  const long = await seal({ ...header, flags: 0, seq: 2 }, vectors.body_long, space, self);
  assert.equal(toHex(short), expected("envelope"));
  assert.equal(toHex(long), expected("envelope_long"));
  const opened = await open(fromHex(expected("envelope")), space);
  assert.deepEqual(opened.header, header);
  assert.deepEqual(opened.content, vectors.body);
  assert.equal(toHex(opened.tag), expected("self_tag"));
  assert.equal(await selfTagMatches(opened, self), true);
  assert.deepEqual((await open(fromHex(expected("envelope_long")), space)).content, vectors.body_long);
});

test("the vault", async () => {
  const sealed = await sealVault(input("vk"), 1, 1, input("uid"), vectors.vault_json, input("nonce"));
  assert.equal(toHex(sealed), expected("vault"));
  const opened = await openVault(sealed, input("vk"), input("uid"));
  assert.deepEqual(opened, { gen: 1, version: 1, vault: vectors.vault_json });
});

for (const purpose of [1, 2, 3] as const) {
  test(`handshake ${purpose}, every message`, async () => {
    const known = vectors.handshakes[purpose];
    const a = await knownPair(input("a"), fromHex(expected("A_pub")));
    const b = await knownPair(input("b"), fromHex(expected("B_pub")));
    const fixed = { iid: input("iid"), secret: input("S"), nonce: input("nA"), keys: a };
    const invite = await handshake.makeInvite(purpose, fixed);
    assert.equal(handshake.linkFragment(invite), known.link_fragment);
    assert.equal(toHex(invite.commit), known.commit);
    const link = handshake.parseFragment(known.link_fragment);
    assert.deepEqual(link, { purpose, iid: input("iid"), secret: input("S"), commit: fromHex(known.commit) });
    const { joining, message } = await handshake.answer(link, b);
    assert.equal(toHex(message.mb), known.mac_b);
    const atA = await handshake.checkAnswer(invite, message);
    const revealed = await handshake.reveal(invite, message);
    assert.equal(toHex(revealed.ma), known.mac_a);
    const atB = await handshake.checkReveal(joining, revealed);
    for (const session of [atA, atB]) {
      assert.equal(toHex(session.th), known.th);
      assert.deepEqual(session.sas, known.sas_indices);
      await sameKey(session.key, known.k_pay);
    }
    assert.equal(toHex(await handshake.sealPayload(atA, known.payload_json, input("nonce"))), known.payload);
    assert.deepEqual(await handshake.openPayload(atB, fromHex(known.payload)), known.payload_json);
  });
}

test("envelopes that must be refused, each for its own reason", async () => {
  const space = await importSpaceKey(input("ck"));
  const codes: Record<string, string> = { unknown_version: "version", unknown_flag: "flags", truncated: "size" };
  for (const [name, bytes] of Object.entries(vectors.must_refuse.envelope)) {
    await assert.rejects(open(fromHex(bytes), space), { name: "EnvelopeError", code: codes[name] ?? "gcm" }, name);
  }
});

test("a wrong self tag opens for the partner and is refused by my own devices", async () => {
  const bytes = fromHex(vectors.must_refuse.self_tag_wrong_but_opens_for_partner);
  const opened = await open(bytes, await importSpaceKey(input("ck")));
  assert.equal(opened.header.seq, 3);
  assert.equal(await selfTagMatches(opened, await importSelfKey(input("sk"))), false);
});

test("padding that must be refused", () => {
  for (const padded of vectors.must_refuse.unpad_hex) {
    assert.throws(() => unpad(fromHex(padded), NOTE_BUCKETS), { name: "BytesError" }, padded.slice(0, 16));
  }
});

test("links that must be refused", () => {
  for (const fragment of vectors.must_refuse.link_fragment) {
    assert.throws(() => handshake.parseFragment(fragment), { name: "HandshakeError" }, fragment);
  }
});
