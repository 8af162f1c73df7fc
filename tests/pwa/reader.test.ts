/** What one envelope alone can show: it opens as words, or its trouble has a name; nothing else ever happens. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, fromBase64url, fromHex, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { importSelfKey, importSpaceKey, parseHeader, seal } from "../../pwa/src/crypto/envelope.ts";
import type { OutboxEntry, StoredItem } from "../../pwa/src/database.ts";
import type { SpaceKeys } from "../../pwa/src/keyring.ts";
import { again, openItem, Waiting } from "../../pwa/src/reader.ts";
import { aSpace, epoch, id, keysOf, WHEN } from "./device.ts";
import { expected, flipped, input, vectors } from "./vectors.ts";

const text = (bytes: Uint8Array) => toBase64url(bytes as Bytes);
const vectorKeys: SpaceKeys = {
  id: text(input("space")),
  kind: "shared",
  slot: 0,
  ended: false,
  letGo: false,
  erased: new Set(),
  archived: false,
  epoch: 1,
  epochs: new Map([[1, { space: await importSpaceKey(input("ck")), self: await importSelfKey(input("sk")) }]]),
};
const read = async (items: StoredItem[], keys: SpaceKeys, entries: OutboxEntry[] = []) => [
  ...(await Promise.all(items.map((item) => openItem(item, keys)))).map(({ opened }) => opened),
  ...(await new Waiting().open(entries, new Map([[keys.id, keys]]))),
];
const trouble = async (item: StoredItem, keys: SpaceKeys) => (await read([item], keys))[0]?.trouble;

/** The item a server would serve for these bytes of the vectors: what it claims is what the true header says. */
const served = (bytes: Bytes, more: Partial<StoredItem> = {}): StoredItem => ({
  space: vectorKeys.id,
  seq: 1,
  slot: 0,
  msg_id: text(input("mid")),
  bytes,
  ...more,
});

test("the known envelope opens as what it says, and as mine", async () => {
  const [opened] = await read([served(fromHex(expected("envelope")))], vectorKeys);
  assert.equal(opened?.trouble, null);
  assert.deepEqual(opened?.said?.content, {
    k: "feeling",
    quadrant: "low_unpleasant",
    words: ["lonely", { own: "half hopeful" }],
    because: "we talked past each other",
    help: "listen",
  });
  assert.deepEqual([opened?.mine, opened?.device, opened?.device_seq, opened?.epoch], [true, text(input("dev")), 1, 1]);
});

test("every envelope that must be refused is refused, and says why", async () => {
  const why: Record<string, string | null | undefined> = {};
  for (const [name, hex] of Object.entries(vectors.must_refuse.envelope))
    why[name] = await trouble(served(fromHex(hex)), vectorKeys);
  assert.deepEqual(why, {
    unknown_version: "version",
    unknown_flag: "flags",
    truncated: "size",
    slot_changed: "gcm",
    epoch_changed: "waiting_for_key",
    body_bit: "gcm",
    tag_bit: "gcm",
  });
});

test("an envelope of my slot with a wrong self tag is refused by me, and read by the other", async () => {
  const bytes = fromHex(vectors.must_refuse.self_tag_wrong_but_opens_for_partner);
  const item = served(bytes, { msg_id: text(parseHeader(bytes).msgId) });
  assert.equal(await trouble(item, vectorKeys), "self-tag");
  assert.equal(await trouble(item, { ...vectorKeys, slot: 1 }), null);
});

test("no changed byte of an envelope ever opens", async () => {
  const sealed = fromHex(expected("envelope"));
  for (let at = 0; at < sealed.length; at += 1) {
    const [opened] = await read([served(flipped(sealed, at))], vectorKeys);
    assert.ok(opened?.trouble, `byte ${at}`);
    assert.equal(opened?.said, null);
  }
});

const space = aSpace({ epochs: [epoch(1), epoch(2)] });
const keys = await keysOf(space);
const other: SpaceKeys = { ...keys, slot: 1 };

async function written(
  by: SpaceKeys,
  content: object = { k: "thought", text: "so", ...WHEN },
  more: object = {},
): Promise<StoredItem> {
  const msgId = random(16);
  const at = by.epochs.get(by.epoch) ?? assert.fail();
  const header = {
    flags: 0,
    space: fromBase64url(by.id),
    epoch: by.epoch,
    slot: by.slot,
    device: random(8),
    seq: 1,
    msgId,
  };
  return {
    space: by.id,
    seq: 1,
    slot: by.slot,
    msg_id: text(msgId),
    bytes: await seal({ ...header, ...more }, content, at.space, at.self),
  };
}

test("the space and the msg_id of the header must be those the item was served as", async () => {
  const item = await written(keys);
  assert.equal(await trouble(item, keys), null);
  assert.equal(await trouble({ ...item, msg_id: id() }, keys), "place");
  const foreign = aSpace();
  const elsewhere = await written(await keysOf(foreign));
  assert.equal(await trouble({ ...elsewhere, space: keys.id }, keys), "place");
});

test("the slot of the header must be the one the server claims", async () => {
  const mine = await written(keys);
  assert.equal(await trouble({ ...mine, slot: 1 }, keys), "slot");
  const theirs = await written(other);
  assert.equal(await trouble({ ...theirs, slot: 0 }, keys), "slot");
});

test("the other cannot write as me: they hold the space key, not my self key", async () => {
  const forged = await written({
    ...keys,
    epochs: new Map([[2, { ...(keys.epochs.get(2) ?? assert.fail()), self: await importSelfKey(random(32)) }]]),
  });
  assert.equal(await trouble(forged, keys), "self-tag");
});

test("an epoch without a key is kept, and opens when the key comes", async () => {
  const item = await written({ ...keys, epoch: 2 });
  const before: SpaceKeys = { ...keys, epoch: 1, epochs: new Map([...keys.epochs].filter(([n]) => n === 1)) };
  const waiting = await openItem(item, before);
  assert.deepEqual([waiting.opened.trouble, waiting.opened.said, waiting.proven], ["waiting_for_key", null, null]);
  assert.equal((await openItem(item, keys)).opened.trouble, null);
});

test("what opens and is not a note is trouble, not an exception", async () => {
  for (const content of [
    {},
    { k: "feeling", ...WHEN },
    { k: "thought", text: "x", day: "tomorrow", part: 1 },
    { k: "edit", ...WHEN },
  ]) {
    assert.equal(await trouble(await written(keys, content), keys), "content");
  }
});

test("an item without bytes is withheld, not trouble", async () => {
  const [opened] = await read([{ space: keys.id, seq: 1, slot: 1, msg_id: id(), bytes: null }], keys);
  assert.deepEqual([opened?.withheld, opened?.trouble, opened?.said, opened?.device], [true, null, null, null]);
});

test("no bytes at all, or noise, cannot be verified", async () => {
  for (const size of [0, 1, 67, 339]) {
    assert.equal(
      await trouble({ space: keys.id, seq: 1, slot: 1, msg_id: id(), bytes: random(size) }, keys).then(Boolean),
      true,
    );
  }
});

test("what was proven reads the same again, without its envelope", async () => {
  for (const content of [
    { k: "feeling", quadrant: "low_pleasant", words: ["calm", { own: "soft" }], because: "rain", ...WHEN },
    { k: "answer", to: id(), form: "heard", heads: { d: 3 }, gone: [2], ...WHEN },
    { k: "of a newer app", more: [1, { two: "3" }], ...WHEN },
    { k: "feeling", words: [], ...WHEN },
  ]) {
    for (const by of [keys, other]) {
      const { opened, proven } = await openItem(await written(by, content), keys);
      const kept = JSON.parse(JSON.stringify(proven ?? assert.fail()));
      assert.deepEqual(again(kept, keys), opened);
    }
  }
});

test("nothing of an envelope that failed a check may be kept", async () => {
  const item = await written(keys);
  const bytes = item.bytes ?? assert.fail();
  for (const wrong of [
    { ...item, msg_id: id() },
    { ...item, slot: 1 },
    { ...item, bytes: flipped(bytes, 90) },
    { ...item, bytes: null },
  ])
    assert.equal((await openItem(wrong, keys)).proven, null);
  assert.notEqual((await openItem(item, keys)).proven, null);
});

test("entries of spaces without keys are left alone", async () => {
  const entry: OutboxEntry = {
    space: keys.id,
    msg_id: id(),
    device_id: "d",
    device_seq: 1,
    epoch: 1,
    bytes: random(339),
    state: "waiting",
    problem: null,
  };
  assert.deepEqual(await new Waiting().open([entry], new Map()), []);
});

test("two envelopes of one note get a digest each, and it follows the bytes", async () => {
  const item = await written(keys);
  const entry = (bytes: Bytes): OutboxEntry => ({
    space: keys.id,
    msg_id: item.msg_id,
    device_id: text(parseHeader(bytes).device),
    device_seq: 1,
    epoch: 2,
    bytes,
    state: "waiting",
    problem: null,
  });
  const same = await read([item], keys, [entry(item.bytes ?? assert.fail())]);
  assert.equal(same[0]?.digest, same[1]?.digest);
  assert.match(same[0]?.digest ?? "", /^[0-9a-f]{64}$/);
  const again = await written(keys, undefined, { msgId: fromBase64url(item.msg_id) });
  const twins = await read([item], keys, [entry(again.bytes ?? assert.fail())]);
  assert.notEqual(twins[0]?.digest, twins[1]?.digest);
});

test("a waiting entry is opened once, and its state is always the newest", async () => {
  const item = await written(keys);
  const bytes = item.bytes ?? assert.fail();
  const reader = new Waiting();
  const states = async (state: OutboxEntry["state"]) => {
    const entry: OutboxEntry = {
      space: keys.id,
      msg_id: item.msg_id,
      device_id: "d",
      device_seq: 1,
      epoch: 2,
      bytes,
      state,
      problem: null,
    };
    return reader.open([entry], new Map([[keys.id, keys]]));
  };
  const said = async (state: OutboxEntry["state"]) =>
    (await states(state)).map((each) => [each.waiting, each.said?.content?.k]);
  assert.deepEqual(await said("waiting"), [["waiting", "thought"]]);
  const [first] = await states("waiting");
  assert.equal((await states("waiting"))[0], first, "the same object while nothing changed");
  assert.deepEqual(await said("refused"), [["refused", "thought"]]);
  reader.clear();
  assert.deepEqual(await said("stale"), [["stale", "thought"]]);
});
