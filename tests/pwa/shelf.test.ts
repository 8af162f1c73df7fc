/**
 * The shelf shows what the envelopes say, whatever its sealed pages hold: whole, broken, swapped, or of another time. And what was
 * taken back, left or signed out of is in no page any more.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, fromBase64url, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { seal } from "../../pwa/src/crypto/envelope.ts";
import { openLocal } from "../../pwa/src/crypto/keys.ts";
import {
  type Cursor,
  database,
  pageWith,
  type StoredItem,
  type StoredPage,
  strictly,
  wipe,
} from "../../pwa/src/database.ts";
import { keyring, type SpaceKeys } from "../../pwa/src/keyring.ts";
import { pageOf } from "../../pwa/src/page_numbers.ts";
import { Shelf } from "../../pwa/src/shelf.ts";
import { aSpace, epoch, freshDevice, id, keysOf, WHEN } from "./device.ts";

const space = aSpace({ epochs: [epoch(1), epoch(2)] });
const keys = await keysOf(space);
const spaces = new Map([[keys.id, keys]]);
const closed = new Map([[keys.id, { ...keys, ended: true }]]);
const theirs: SpaceKeys = { ...keys, slot: 1 };
const device = random(8);

async function envelope(seq: number, text: string, by = theirs, n = 1, msgId = random(16)): Promise<StoredItem> {
  const { space: key, self } = by.epochs.get(n) ?? assert.fail();
  const header = { flags: 0, space: fromBase64url(by.id), epoch: n, slot: by.slot, device, seq: Math.abs(seq), msgId };
  const bytes = await seal(header, { k: "thought", text, ...WHEN }, key, self);
  return { space: by.id, seq, slot: by.slot, msg_id: toBase64url(msgId as Bytes), bytes };
}
const many = (from: number, to: number): Promise<StoredItem[]> =>
  Promise.all(Array.from({ length: to - from + 1 }, (_, index) => envelope(from + index, `word ${from + index}`)));

async function hold(items: StoredItem[], more: Partial<Cursor> = {}): Promise<void> {
  const writing = await strictly("items", "cursors");
  for (const item of items) await writing.objectStore("items").put(item);
  const tail = Math.max(0, ...items.map(({ seq }) => seq));
  const cursor = { space: keys.id, slot: 0, tail, floor: 1, head: tail, incarnation: "one", ended: false, ...more };
  await writing.objectStore("cursors").put(cursor);
  await writing.done;
}
const held = await many(1, 620);
const begin = async (items = held, more: Partial<Cursor> = {}) => {
  await freshDevice(space);
  await hold(items, more);
};

const texts = async (shelf: Shelf, with_: ReadonlyMap<string, SpaceKeys> = spaces, all = true) =>
  (await shelf.timeline(with_, WHEN.day, all)).timeline.notes.map((note) =>
    note.content?.k === "thought" ? note.content.text : note.state,
  );
const expected = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `word ${from + index}`);
const pages = async () => (await (await database()).getAllKeys("pages")).map(([, page]) => Math.floor(page));
const page = async (n: number): Promise<StoredPage> =>
  (await (await database()).get("pages", pageWith(keys.id, n * 250 + 1))) ?? assert.fail("no page");
const opens = async (name: string, n: number, at = n): Promise<string> => {
  const bytes = await openLocal(keyring()?.local ?? assert.fail(), (await page(n)).sealed, `page ${name} ${at}`);
  return new TextDecoder().decode(bytes);
};

/** Opening an envelope imports no key and yet counts: how many times AES-GCM ran. */
async function openings(work: () => Promise<unknown>): Promise<number> {
  const real = crypto.subtle.decrypt;
  let count = 0;
  crypto.subtle.decrypt = function (this: SubtleCrypto, ...all) {
    count += 1;
    return real.apply(this, all);
  } as typeof real;
  try {
    await work();
  } finally {
    crypto.subtle.decrypt = real;
  }
  return count;
}

test("a page is 250 seqs, above zero and below", () => {
  assert.deepEqual([1, 250, 251, 500, 0, -1, -249, -250].map(pageOf), [0, 0, 1, 1, -1, -1, -1, -2]);
});

test("the newest screenful first, from its envelopes; then everything", async () => {
  await begin();
  const shelf = new Shelf();
  assert.deepEqual(await texts(shelf, spaces, false), expected(589, 620));
  assert.deepEqual(await pages(), []);
  assert.deepEqual(await texts(shelf), expected(1, 620));
  assert.deepEqual(await pages(), [0, 1], "whole pages only");
  assert.match(await opens(keys.id, 0), /"word 17"/);
});

test("another visit opens pages instead of envelopes, and shows the same", async () => {
  await begin();
  await texts(new Shelf());
  const { opened } = await new Shelf().timeline(spaces, WHEN.day, true);
  const count = await openings(async () => assert.deepEqual(await texts(new Shelf()), expected(1, 620)));
  assert.equal(count, 120 + 2, "the screenful, the rest of the newest page, and two pages");
  await (await database()).clear("pages");
  const afresh = await new Shelf().timeline(spaces, WHEN.day, true);
  const sorted = (all: typeof opened) => [...all].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  assert.deepEqual(sorted(opened), sorted(afresh.opened));
});

test("what did not change is the same object the next time, and new notes come alone", async () => {
  await begin();
  const shelf = new Shelf();
  const before = await shelf.timeline(spaces, WHEN.day, true);
  await hold([await envelope(621, "new")]);
  const count = await openings(async () => {
    const after = await shelf.timeline(spaces, WHEN.day, true);
    const known = new Set(before.opened);
    assert.deepEqual(
      after.opened.filter((one) => !known.has(one)).map((one) => one.seq),
      [621],
    );
  });
  assert.equal(count, 1);
});

for (const [name, harm] of Object.entries({
  "that was broken": async (sealed: Bytes) => sealed.fill(1, 40, 60),
  "that was cut": async (sealed: Bytes) => sealed.slice(0, 20),
  "that is empty": async () => new Uint8Array(0),
  "of noise": async () => random(5000),
})) {
  test(`a page ${name} is written anew from its envelopes`, async () => {
    await begin();
    await texts(new Shelf());
    const db = await database();
    const stored = await page(1);
    await db.put("pages", { ...stored, sealed: (await harm(stored.sealed)) as Bytes });
    await assert.rejects(opens(keys.id, 1));
    assert.deepEqual(await texts(new Shelf()), expected(1, 620));
    assert.match(await opens(keys.id, 1), /"word 300"/);
  });
}

test("pages that were swapped do not open, nor one of another space", async () => {
  await begin();
  await texts(new Shelf());
  const db = await database();
  const [one, two] = [await page(0), await page(1)];
  await db.put("pages", { ...one, sealed: two.sealed });
  await db.put("pages", { ...two, sealed: one.sealed });
  await assert.rejects(opens(keys.id, 0));
  await assert.rejects(opens(id(), 1, 0));
  assert.deepEqual(await texts(new Shelf()), expected(1, 620));
  assert.match(await opens(keys.id, 0), /"word 17"/);
});

test("a page of another person's key does not open", async () => {
  await begin();
  await texts(new Shelf());
  const kept = await page(0);
  await begin();
  await (await database()).put("pages", kept);
  await assert.rejects(opens(keys.id, 0));
  assert.deepEqual(await texts(new Shelf()), expected(1, 620));
});

/** What the room that takes bytes away does: both in one transaction. */
async function change(item: StoredItem): Promise<void> {
  const writing = await strictly("items", "pages");
  await writing.objectStore("items").put(item);
  await writing.objectStore("pages").delete(pageWith(keys.id, item.seq));
  await writing.done;
}

test("an item whose bytes go is gone from memory and from its page, and comes back with them", async () => {
  await begin();
  const shelf = new Shelf();
  await texts(shelf);
  const item = held[99] ?? assert.fail();
  await change({ ...item, bytes: null });
  assert.ok(!(await texts(shelf)).includes("word 100"));
  assert.doesNotMatch(await opens(keys.id, 0), /"word 100"/);
  assert.match(await opens(keys.id, 0), /"word 101"/);
  const another = new Shelf();
  assert.ok(!(await texts(another)).includes("word 100"));
  await change(item);
  assert.deepEqual(await texts(shelf), expected(1, 620));
  assert.deepEqual(await texts(another), expected(1, 620));
});

test("what another tab takes away while a page is being sealed is not in it", async () => {
  await begin();
  const real = crypto.subtle.encrypt;
  let pagesSealed = 0;
  crypto.subtle.encrypt = async function (this: SubtleCrypto, ...all) {
    const sealed = await real.apply(this, all);
    pagesSealed += 1;
    if (pagesSealed === 2) await change({ ...(held[99] ?? assert.fail()), bytes: null });
    return sealed;
  } as typeof real;
  const shelf = new Shelf();
  try {
    await texts(shelf);
  } finally {
    crypto.subtle.encrypt = real;
  }
  assert.deepEqual(await pages(), [1]);
  assert.ok(!(await texts(shelf)).includes("word 100"), "and it is read anew");
  await texts(new Shelf());
  assert.doesNotMatch(await opens(keys.id, 0), /"word 100"/);
});

test("signing out while a page is being sealed leaves none", async () => {
  await begin();
  const real = crypto.subtle.encrypt;
  crypto.subtle.encrypt = async function (this: SubtleCrypto, ...all) {
    const sealed = await real.apply(this, all);
    await wipe();
    return sealed;
  } as typeof real;
  try {
    await texts(new Shelf());
  } finally {
    crypto.subtle.encrypt = real;
  }
  assert.deepEqual(await pages(), []);
});

test("what waits for a key is in no page, and opens when the key comes", async () => {
  await begin([...held.slice(0, 99), await envelope(100, "word 100", theirs, 2), ...held.slice(100)]);
  const early = new Map([[keys.id, { ...keys, epoch: 1, epochs: new Map([...keys.epochs].filter(([n]) => n === 1)) }]]);
  const shelf = new Shelf();
  assert.equal((await texts(shelf, early)).filter((text) => text === "waiting_for_key").length, 1);
  assert.deepEqual(await pages(), [1]);
  // Its epoch goes back afterwards, which is another rule's business: only the trouble changes.
  const { opened } = await shelf.timeline(spaces, WHEN.day, true);
  assert.deepEqual(
    opened.filter((one) => one.trouble).map((one) => one.seq),
    [],
  );
  assert.deepEqual(await pages(), [0, 1]);
});

test("refused and withheld envelopes are asked anew at every visit", async () => {
  const forged = { ...(held[9] ?? assert.fail()), msg_id: id() };
  const without = { ...(held[10] ?? assert.fail()), bytes: null };
  await begin([...held.slice(0, 9), forged, without, ...held.slice(11)]);
  const troubles = async () => {
    const { opened } = await new Shelf().timeline(spaces, WHEN.day, true);
    return opened.filter((one) => one.seq === 10 || one.seq === 11).map((one) => [one.seq, one.trouble, one.withheld]);
  };
  const first = await troubles();
  assert.deepEqual(first.sort(), [
    [10, "place", false],
    [11, null, true],
  ]);
  assert.deepEqual((await troubles()).sort(), first.sort());
  assert.deepEqual(await pages(), [0, 1]);
  assert.doesNotMatch(await opens(keys.id, 0), /"word 10"/);
});

test("pages below zero hold what was there before a restore; another incarnation forgets the shelf", async () => {
  const before = held.map((item) => ({ ...item, seq: item.seq - 621 }));
  await begin(before, { tail: 0, head: 0, incarnation: "two" });
  const shelf = new Shelf();
  assert.deepEqual(await texts(shelf), expected(1, 620));
  assert.deepEqual((await pages()).sort(), [-1, -2, -3]);
  const count = await openings(async () => assert.deepEqual(await texts(new Shelf()), expected(1, 620)));
  assert.equal(count, 3);
  await hold(await many(1, 3), { incarnation: "three" });
  assert.equal((await texts(shelf)).length, 623);
});

test("two envelopes of one note are told apart by their digests, from a page as from bytes", async () => {
  const twin = await envelope(-5, "word 9", theirs, 1, fromBase64url(held[8]?.msg_id ?? assert.fail()));
  await begin([...held, twin]);
  await texts(new Shelf());
  const { opened, timeline } = await new Shelf().timeline(spaces, WHEN.day, true);
  assert.equal(timeline.notes.length, 620);
  const digests = opened.filter((one) => one.msg_id === twin.msg_id).map((one) => one.digest);
  assert.equal(new Set(digests).size, 2);
  for (const digest of digests) assert.match(digest, /^[0-9a-f]{64}$/);
});

test("a history that is still arriving is sealed as far as it is whole", async () => {
  await begin(held.slice(300), { floor: 301 });
  const shelf = new Shelf();
  assert.deepEqual(await texts(shelf), expected(301, 620));
  assert.deepEqual(await pages(), []);
  await hold(held.slice(200, 300), { tail: 620, head: 620, floor: 201 });
  assert.deepEqual(await texts(shelf), expected(201, 620));
  assert.deepEqual(await pages(), [1]);
  await hold(held.slice(0, 200), { tail: 620, head: 620 });
  const { timeline } = await shelf.timeline(spaces, WHEN.day, true);
  assert.equal(timeline.notes.length, 620);
  assert.equal(timeline.missing.get(keys.id), 0, "and now it can be said whether any is missing");
});

test("nothing of a closed space is in a page, and it stays readable", async () => {
  await begin();
  const shelf = new Shelf();
  await texts(shelf);
  assert.equal((await pages()).length, 2);
  assert.deepEqual(await texts(shelf, closed), expected(1, 620));
  assert.deepEqual(await pages(), []);
  assert.deepEqual(await texts(new Shelf(), closed), expected(1, 620));
  assert.deepEqual(await pages(), []);
  const count = await openings(() => texts(shelf, closed));
  assert.equal(count, 0, "nothing is opened twice in a visit");
});

test("clearing forgets every word", async () => {
  await begin();
  const shelf = new Shelf();
  await texts(shelf);
  shelf.clear();
  assert.deepEqual(await texts(shelf, spaces, false), expected(589, 620));
});
