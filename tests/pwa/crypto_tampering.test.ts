/** Sealed bytes belong to one place: a changed bit, a missing byte or a foreign owner, and they do not open. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Bytes,
  concat,
  encrypt,
  fromHex,
  gcmKey,
  label,
  NOTE_BUCKETS,
  pad,
  random,
  toHex,
  u32,
  u64,
  utf8,
} from "../../pwa/src/crypto/bytes.ts";
import * as envelope from "../../pwa/src/crypto/envelope.ts";
import { deviceKek, localKey, openLocal, sealLocal, unwrap, wrap } from "../../pwa/src/crypto/keys.ts";
import { openVault, sealVault } from "../../pwa/src/crypto/vault.ts";
import { expected, flipped, input, vectors } from "./vectors.ts";

const spaceKey = await envelope.importSpaceKey(input("ck"));
const selfKey = await envelope.importSelfKey(input("sk"));
const sealed = fromHex(expected("envelope"));
const header = envelope.parseHeader(sealed);

/** Which error code each byte gives when its lowest bit is changed, as ranges: "0 version, 1–15 gcm". */
async function codesByByte(bytes: Bytes, open: (lie: Bytes) => Promise<unknown>): Promise<string> {
  const codes = await Promise.all(
    Array.from(bytes, (_, at) =>
      open(flipped(bytes, at)).then(
        () => "opened",
        (error: { code?: string }) => error.code ?? "no code",
      ),
    ),
  );
  const starts = codes.map((code, at) => ({ code, at })).filter(({ code, at }) => code !== codes[at - 1]);
  return starts.map(({ code, at }) => `${at} ${code}`).join(", ");
}

test("no byte of an envelope can change", async () => {
  // Flag bit 0 exists, so only the tag notices it; epoch and number become 0 (bytes 21, 38), the number too large (byte 31).
  assert.equal(
    await codesByByte(sealed, (lie) => envelope.open(lie, spaceKey)),
    "0 version, 1 gcm, 21 header, 22 gcm, 31 header, 32 gcm, 38 header, 39 gcm",
  );
});

test("no byte of a wrap can change", async () => {
  const kek = await deviceKek();
  const wrapped = await wrap(2, 7, kek, input("vk"), input("uid"));
  assert.equal(await codesByByte(wrapped, (lie) => unwrap(lie, kek, input("uid"))), "0 version, 1 gcm");
});

test("no byte of a vault can change", async () => {
  const vault = fromHex(expected("vault"));
  assert.equal(
    await codesByByte(vault, (lie) => openVault(lie, input("vk"), input("uid"))),
    "0 version, 1 gcm, 5 version, 6 gcm",
  );
});

test("nothing opens when cut or lengthened", async () => {
  const kek = await deviceKek();
  const uid = input("uid");
  const wrapped = await wrap(3, 1, kek, input("vk"), uid);
  const vault = fromHex(expected("vault"));
  for (const length of [0, 1, 66, 67, 83, 338]) {
    await assert.rejects(envelope.open(sealed.slice(0, length), spaceKey), { code: "size" });
  }
  for (const cut of [wrapped.slice(0, 65), wrapped.slice(1), concat(wrapped, u32(0)), new Uint8Array(0)]) {
    await assert.rejects(unwrap(cut, kek, uid), { code: "size" });
  }
  for (const cut of [vault.slice(0, -1), vault.slice(0, 41), concat(vault, u32(0)), new Uint8Array(0)]) {
    await assert.rejects(openVault(cut, input("vk"), uid), { code: "size" });
  }
  await assert.rejects(openVault(concat(vault, new Uint8Array(4096)), input("vk"), uid), { code: "gcm" });
  await assert.rejects(envelope.open(concat(sealed, new Uint8Array(256)), spaceKey), { code: "gcm" });
});

test("an envelope opens in no other space, epoch, slot, device, number, id or nonce", async () => {
  const changes: Partial<envelope.Header>[] = [
    { space: random(16) },
    { epoch: 2 },
    { slot: 1 },
    { device: random(8) },
    { seq: 2 },
    { msgId: random(16) },
    { nonce: random(12) },
    { flags: 0 },
  ];
  for (const change of changes) {
    const moved = concat(envelope.encodeHeader({ ...header, ...change }), sealed.subarray(67));
    await assert.rejects(envelope.open(moved, spaceKey), { code: "gcm" }, Object.keys(change)[0]);
  }
  await assert.rejects(envelope.open(sealed, await envelope.importSpaceKey(random(32))), { code: "gcm" });
});

test("a header out of range is refused before any key is used, and never written", async () => {
  const at = (offset: number, value: Uint8Array) => {
    const lie = sealed.slice();
    lie.set(value, offset);
    return lie;
  };
  const lies = [at(22, Uint8Array.of(2)), at(31, u64(0)), at(31, fromHex("0020000000000000")), at(18, u32(0))];
  for (const lie of lies) assert.throws(() => envelope.parseHeader(lie), { code: "header" });
  for (let bit = 1; bit < 8; bit += 1) {
    assert.throws(() => envelope.parseHeader(at(1, Uint8Array.of(1 << bit))), { code: "flags" });
  }
  for (const change of [
    { slot: 2 },
    { seq: 0 },
    { epoch: 0 },
    { flags: 2 },
    { device: random(7) },
    { space: random(17) },
  ]) {
    assert.throws(() => envelope.encodeHeader({ ...header, ...change }), RangeError);
  }
});

test("the self tag binds the header and the content to the key that only I hold", async () => {
  const opened = await envelope.open(sealed, spaceKey);
  assert.equal(await envelope.selfTagMatches(opened, selfKey), true);
  assert.equal(await envelope.selfTagMatches(opened, await envelope.importSelfKey(input("ck"))), false);
  const partner = await envelope.seal(header, vectors.body, spaceKey, await envelope.importSelfKey(random(32)));
  assert.equal(await envelope.selfTagMatches(await envelope.open(partner, spaceKey), selfKey), false);
  for (const change of [{ seq: 9 }, { slot: 1 }, { epoch: 3 }, { msgId: random(16) }, { device: random(8) }]) {
    const moved = { ...opened, header: { ...opened.header, ...change } };
    assert.equal(await envelope.selfTagMatches(moved, selfKey), false, Object.keys(change)[0]);
  }
  const reworded = { ...opened, json: utf8('{"k":"feeling"}') };
  assert.equal(await envelope.selfTagMatches(reworded, selfKey), false);
});

test("resealing keeps every byte of the content, known or not", async () => {
  const json = utf8('{ "k":"later", "new":{"deep":[1,2,{}]}, "b":1.50 }');
  const first = await envelope.open(await envelope.seal(header, json, spaceKey, selfKey), spaceKey);
  const again = await envelope.seal({ ...first.header, epoch: 2, nonce: random(12) }, first.json, spaceKey, selfKey);
  const opened = await envelope.open(again, spaceKey);
  assert.deepEqual(opened.json, json);
  assert.equal(opened.header.epoch, 2);
  assert.equal(await envelope.selfTagMatches(opened, selfKey), true);
});

test("sealing twice without a given nonce never gives the same bytes", async () => {
  const { nonce: _, ...without } = header;
  const made = new Set<string>();
  for (let count = 0; count < 50; count += 1) {
    made.add(toHex((await envelope.seal(without, vectors.body, spaceKey, selfKey)).subarray(55)));
  }
  assert.equal(made.size, 50);
});

test("sizes: 236 bytes of JSON fit the smallest envelope, 16,364 the largest, one more is too long", async () => {
  const text = (length: number) => utf8(`{"k":"${"x".repeat(length - 8)}"}`);
  const size = async (length: number) => (await envelope.seal(header, text(length), spaceKey, selfKey)).length;
  assert.equal(await size(236), 339);
  assert.equal(await size(237), 595);
  assert.equal(await size(envelope.LONGEST_JSON), 16384 + 83);
  await assert.rejects(size(envelope.LONGEST_JSON + 1), { name: "EnvelopeError", code: "too-long" });
});

test("what could not be opened again is not sealed", async () => {
  for (const json of ['{"a":1,"a":2}', "[]", '{"a":9007199254740992}', "x"]) {
    await assert.rejects(envelope.seal(header, utf8(json), spaceKey, selfKey), { code: "json" }, json);
  }
  await assert.rejects(envelope.seal(header, { n: 2 ** 60 }, spaceKey, selfKey), { code: "json" });
  const huge = { text: "x".repeat(65536) };
  await assert.rejects(sealVault(input("vk"), 1, 1, input("uid"), huge), { name: "VaultError", code: "too-long" });
});

test("a vault opens for one account and one key", async () => {
  const vault = fromHex(expected("vault"));
  await assert.rejects(openVault(vault, input("vk"), random(16)), { code: "gcm" });
  await assert.rejects(openVault(vault, random(32), input("uid")), { code: "gcm" });
});

test("a wrap opens for one account, one credential, one kind", async () => {
  const [uid, ref] = [input("uid"), random(32)];
  const kek = await deviceKek();
  const wrapped = await wrap(1, 1, kek, input("vk"), uid, ref);
  await assert.rejects(unwrap(wrapped, kek, random(16), ref), { code: "gcm" });
  await assert.rejects(unwrap(wrapped, kek, uid, random(32)), { code: "gcm" });
  await assert.rejects(unwrap(wrapped, kek, uid), { code: "ref" });
  await assert.rejects(unwrap(wrapped, await deviceKek(), uid, ref), { code: "gcm" });
  await assert.rejects(wrap(1, 1, kek, input("vk"), uid), { code: "ref" });
  await assert.rejects(wrap(2, 1, kek, input("vk"), uid, ref), { code: "ref" });
  const unknown = wrapped.slice();
  unknown[1] = 4;
  await assert.rejects(unwrap(unknown, kek, uid, ref), { code: "kind" });
});

test("what is sealed for one place of this device opens nowhere else", async () => {
  const lk = await localKey(input("vk"), input("uid"));
  const draft = await sealLocal(lk, utf8("not said yet"), "drafts/1");
  assert.deepEqual(await openLocal(lk, draft, "drafts/1"), utf8("not said yet"));
  await assert.rejects(openLocal(lk, draft, "drafts/2"), { name: "LocalError" });
  await assert.rejects(openLocal(await gcmKey(random(32)), draft, "drafts/1"), { name: "LocalError" });
  await assert.rejects(openLocal(lk, new Uint8Array(3), "drafts/1"), { name: "LocalError" });
  for (let at = 0; at < draft.length; at += 1) {
    await assert.rejects(openLocal(lk, flipped(draft, at), "drafts/1"), { name: "LocalError" });
  }
});

test("the key of a local wrap can be stored but never read out", async () => {
  const kek = structuredClone(await deviceKek());
  await assert.rejects(crypto.subtle.exportKey("raw", kek));
  const wrapped = await wrap(3, 1, kek, input("vk"), input("uid"));
  assert.deepEqual(await unwrap(wrapped, kek, input("uid")), { kind: 3, gen: 1, vk: input("vk") });
});

test("an envelope sealed with the right key is still refused for what is inside it", async () => {
  const refusal = async (plain: Bytes) => {
    const parameters = {
      name: "HKDF",
      hash: "SHA-256",
      salt: header.msgId,
      info: concat(label("pn1/note"), header.space),
    };
    const noteKey = await crypto.subtle.deriveKey(parameters, spaceKey, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
    ]);
    const head = sealed.slice(0, 67);
    const body = await encrypt(noteKey, header.nonce, plain, concat(label("pn1/note"), head));
    return envelope.open(concat(head, body), spaceKey).then(
      () => "opened",
      (error: envelope.EnvelopeError) => error.code,
    );
  };
  const tag = new Uint8Array(16);
  assert.equal(await refusal(pad(concat(utf8("{}"), tag), NOTE_BUCKETS)), "opened");
  assert.equal(await refusal(pad(concat(utf8('{"a":1,"a":2}'), tag), NOTE_BUCKETS)), "json");
  assert.equal(await refusal(pad(concat(utf8("[]"), tag), NOTE_BUCKETS)), "json");
  assert.equal(await refusal(pad(tag.slice(1), NOTE_BUCKETS)), "padding");
  assert.equal(await refusal(flipped(pad(concat(utf8("{}"), tag), NOTE_BUCKETS), 255)), "padding");
});
