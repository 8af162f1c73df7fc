/** Bytes, JSON and padding: there is one spelling of everything, and every other one is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  equal,
  fromBase64url,
  fromHex,
  jsonBytes,
  label,
  NOTE_BUCKETS,
  pad,
  random,
  readU32,
  readU64,
  strictJson,
  toBase64url,
  toHex,
  u32,
  u64,
  unpad,
  utf8,
  VAULT_BUCKETS,
} from "../../pwa/src/crypto/bytes.ts";

test("base64url goes there and back at every length, without padding", () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = random(length);
    assert.equal(toBase64url(bytes), Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromBase64url(toBase64url(bytes)), bytes);
  }
  const large = random(60_000);
  assert.deepEqual(fromBase64url(toBase64url(large)), large);
});

test("base64url refuses padding, white space, other alphabets and second spellings", () => {
  for (const text of ["AA==", "AA=", "A", "A A", " AA", "AA\n", "A+", "A/", "AB", "AAB", "Ä", "AAAAA"]) {
    assert.throws(() => fromBase64url(text), { name: "BytesError" }, JSON.stringify(text));
  }
});

test("hex is refused when it is not hex", () => {
  assert.deepEqual(fromHex("00fF"), Uint8Array.of(0, 255));
  for (const text of ["0", "0g", "0x00", " 00", "00\n"]) assert.throws(() => fromHex(text), { name: "BytesError" });
});

test("integers are big-endian and end where they can still be told apart", () => {
  assert.equal(toHex(u32(0x01020304)), "01020304");
  assert.equal(toHex(u64(Number.MAX_SAFE_INTEGER)), "001fffffffffffff");
  assert.equal(readU64(u64(Number.MAX_SAFE_INTEGER)), Number.MAX_SAFE_INTEGER);
  assert.equal(readU32(fromHex("00ffffffff").subarray(1)), 0xffffffff);
  assert.throws(() => readU64(fromHex("0020000000000000")), { name: "BytesError" });
  for (const value of [-1, 1.5, 2 ** 32, Number.NaN]) assert.throws(() => u32(value), { name: "BytesError" });
  for (const value of [-1, 1.5, 2 ** 53, Number.NaN]) assert.throws(() => u64(value), { name: "BytesError" });
});

test("a label ends in a zero byte", () => assert.equal(toHex(label("ab")), "616200"));

test("equal looks at the length and at every byte", () => {
  const bytes = random(32);
  assert.equal(equal(bytes, bytes.slice()), true);
  assert.equal(equal(bytes, bytes.slice(0, 31)), false);
  for (let at = 0; at < 32; at += 1) {
    const other = bytes.slice();
    other[at] = (other[at] as number) ^ 0x80;
    assert.equal(equal(bytes, other), false);
  }
});

test("padding chooses the smallest bucket at every edge", () => {
  for (const buckets of [NOTE_BUCKETS, VAULT_BUCKETS]) {
    for (const [index, bucket] of buckets.entries()) {
      const full = new Uint8Array(bucket - 4).fill(7);
      assert.equal(pad(full, buckets).length, bucket);
      assert.deepEqual(unpad(pad(full, buckets), buckets), full);
      const more = new Uint8Array(bucket - 3);
      const next = buckets[index + 1];
      if (next === undefined) assert.throws(() => pad(more, buckets), { name: "BytesError" });
      else assert.equal(pad(more, buckets).length, next);
    }
  }
});

test("unpadding refuses a filler bit anywhere, a length too long and a bucket too large", () => {
  const padded = pad(utf8("hello"), NOTE_BUCKETS);
  for (let at = 9; at < padded.length; at += 1) {
    const lie = padded.slice();
    lie[at] = 1;
    assert.throws(() => unpad(lie, NOTE_BUCKETS), { name: "BytesError" });
  }
  for (const length of [253, 0xffffffff, 0x80000005]) {
    const lie = padded.slice();
    lie.set(u32(length));
    assert.throws(() => unpad(lie, NOTE_BUCKETS), { name: "BytesError" });
  }
  const roomy = new Uint8Array(512);
  roomy.set(padded);
  assert.throws(() => unpad(roomy, NOTE_BUCKETS), { name: "BytesError" });
  assert.throws(() => unpad(padded, VAULT_BUCKETS), { name: "BytesError" });
});

test("JSON is refused when two readers could understand it differently", () => {
  const refused = [
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":[{"c":0,"c":0}]}}',
    '{"__proto__":1,"__proto__":2}',
    '{"a":9007199254740992}',
    '{"a":-9007199254740992}',
    '{"a":[1e16]}',
    '{"a":1e999}',
    "[]",
    "null",
    '"a"',
    "1",
    "",
    '{"a":1}x',
    '\ufeff{"a":1}',
    `{"a":${"[".repeat(64)}${"]".repeat(64)}}`,
  ];
  for (const text of refused) assert.throws(() => strictJson(utf8(text)), { name: "JsonError" }, text.slice(0, 40));
  assert.throws(() => strictJson(fromHex("7b2261223a22ff227d")), { name: "JsonError" }, "not UTF-8");
});

test("JSON that looks like a duplicate but is none is read", () => {
  const texts = [
    '{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}',
    '{"a":"\\"a\\":1,\\"a\\":2 {[","b":"\\\\"}',
    '{"a":9007199254740991,"b":-9007199254740991,"c":1.5}',
    '{"__proto__":{"x":1},"constructor":2}',
    `{"a":${"[".repeat(63)}${"]".repeat(63)}}`,
    "{}",
    ' { "a" : [ ] } ',
  ];
  for (const text of texts) assert.deepEqual(strictJson(utf8(text)), JSON.parse(text));
});

test("what is written can be read: jsonBytes refuses what strictJson would", () => {
  assert.throws(() => jsonBytes({ a: 2 ** 53 }), { name: "JsonError" });
  assert.throws(() => jsonBytes([]), { name: "JsonError" });
  assert.deepEqual(strictJson(jsonBytes({ text: "half an emoji \ud83d" })), { text: "half an emoji \ud83d" });
});
