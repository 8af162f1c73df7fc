/** Every note gets one number, one seal and one place in the outbox, however many tabs are writing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { open, parseHeader, seal, selfTagMatches } from "../../pwa/src/crypto/envelope.ts";
import { database, type OutboxEntry, strictly, wipe } from "../../pwa/src/database.ts";
import type { SpaceKeys } from "../../pwa/src/keyring.ts";
import { enqueue, enqueueAll, retry } from "../../pwa/src/outbox.ts";
import { renewDevice, resealStale } from "../../pwa/src/resealing.ts";
import { CannotSeal, deviceOf } from "../../pwa/src/sealing.ts";
import { aSpace, deviceIn, epoch, id, keysOf, outbox, WHEN } from "./device.ts";

const space = aSpace({ epochs: [epoch(1), epoch(2)] });
const both = await keysOf(space);
/** Before the second key came. */
const first: SpaceKeys = { ...both, epoch: 1, epochs: new Map([...both.epochs].filter(([n]) => n === 1)) };
const thought = (text = "so") => ({ k: "thought", text, ...WHEN });
/** Every test begins with an empty store. */
const fresh = (name: string, body: () => Promise<void>) =>
  test(name, async () => {
    await wipe();
    await body();
  });
async function change(of: (entry: OutboxEntry) => Partial<OutboxEntry>): Promise<void> {
  const writing = await strictly("outbox");
  for (const entry of await writing.store.getAll()) await writing.store.put({ ...entry, ...of(entry) });
  await writing.done;
}
async function markCloned(): Promise<void> {
  const writing = await strictly("devices");
  const device = (await writing.store.get(both.id)) ?? assert.fail();
  await writing.store.put({ ...device, cloned: true });
  await writing.done;
}
async function draft(name: string, audience: "share" | null): Promise<void> {
  const writing = await strictly("drafts");
  await writing.store.put({ id: name, sealed: random(40), audience, ends: audience ? 1 : null });
  await writing.done;
}
const opened = async (entry: OutboxEntry, keys = both) => {
  const at = keys.epochs.get(parseHeader(entry.bytes).epoch) ?? assert.fail();
  const envelope = await open(entry.bytes, at.space);
  assert.equal(await selfTagMatches(envelope, at.self), true);
  return envelope;
};

fresh("two writers over one store use every number once", async () => {
  const writer = async (name: string) => {
    for (let n = 0; n < 200; n += 1) await enqueue(both, thought(`${name} ${n}`));
  };
  await Promise.all([writer("a"), writer("b")]);
  const entries = await outbox();
  assert.deepEqual(
    entries.map((entry) => entry.device_seq),
    Array.from({ length: 400 }, (_, n) => n + 1),
  );
  assert.equal(new Set(entries.map((entry) => entry.msg_id)).size, 400);
  assert.equal(new Set(entries.map((entry) => entry.device_id)).size, 1);
  const sealed = await Promise.all(entries.map((entry) => opened(entry)));
  assert.deepEqual(
    sealed.map(({ header }) => header.seq),
    entries.map((entry) => entry.device_seq),
  );
  assert.equal(new Set(sealed.map(({ content }) => content["text"])).size, 400);
  assert.equal((await deviceIn(both.id))?.n, 400);
});

fresh("the entry says what its sealed header says", async () => {
  const msgId = await enqueue(both, thought());
  const [entry] = await outbox();
  const { header } = await opened(entry ?? assert.fail());
  assert.deepEqual(
    [
      toBase64url(header.msgId),
      toBase64url(header.device),
      header.seq,
      header.epoch,
      header.slot,
      header.flags,
      toBase64url(header.space),
    ],
    [msgId, entry?.device_id, 1, 2, 0, 1, both.id],
  );
});

fresh("only what is meant for the other wakes them", async () => {
  const flag = async (keys: SpaceKeys, k: string) => {
    await enqueue(keys, { ...thought(), k });
    return parseHeader((await outbox()).at(-1)?.bytes ?? assert.fail()).flags;
  };
  assert.deepEqual(
    await Promise.all(["feeling", "thought", "affirm", "answer"].map((k) => flag(both, k))),
    [1, 1, 1, 1],
  );
  for (const k of ["edit", "delete", "hello", "step", "card"]) assert.equal(await flag(both, k), 0, k);
  assert.equal(await flag({ ...both, kind: "private" }, "feeling"), 0);
});

fresh("a draft that two tabs send at once becomes one note", async () => {
  await draft("d", "share");
  const sent = await Promise.all([
    enqueue(both, thought(), "d"),
    enqueue(both, thought(), "d"),
    enqueue(both, thought(), "d"),
  ]);
  assert.equal(sent.filter((msgId) => msgId !== null).length, 1);
  assert.equal((await outbox()).length, 1);
  assert.equal(await (await database()).count("drafts"), 0);
  assert.equal((await deviceIn(both.id))?.n, 1);
});

fresh("a draft that was called back while it was being sealed is not sent", async () => {
  await draft("d", null);
  assert.equal(await enqueue(both, thought(), "d"), null);
  assert.equal((await outbox()).length, 0);
  assert.equal(await (await database()).count("drafts"), 1);
});

fresh("nothing can be sealed for a space that ended or whose key is not here", async () => {
  await assert.rejects(enqueue({ ...both, ended: true }, thought()), CannotSeal);
  await assert.rejects(enqueue({ ...both, epoch: 3 }, thought()), CannotSeal);
  assert.equal((await outbox()).length, 0);
  assert.equal((await deviceIn(both.id))?.n ?? 0, 0);
});

fresh("what is too long takes no number", async () => {
  await assert.rejects(enqueue(both, thought("x".repeat(17_000))));
  await enqueue(both, thought());
  assert.deepEqual(
    (await outbox()).map((entry) => entry.device_seq),
    [1],
  );
});

fresh("each space has its own device and its own numbers", async () => {
  const private_ = await keysOf(aSpace({ kind: "private" }));
  for (const keys of [both, private_, both]) await enqueue(keys, thought());
  const entries = await outbox();
  assert.deepEqual(
    entries.map((entry) => entry.device_seq),
    [1, 1, 2],
  );
  assert.notEqual(entries[0]?.device_id, entries[1]?.device_id);
});

fresh("the other devices that moved are told once, four at a time", async () => {
  await deviceOf(both.id);
  const writing = await strictly("devices");
  const device = (await writing.store.get(both.id)) ?? assert.fail();
  await writing.store.put({ ...device, seen: { a: 1, b: 2, c: 3, d: 4, e: 5 }, told: { a: 1 } });
  await writing.done;
  const heads = async () => {
    await enqueue(both, thought());
    return (await opened((await outbox()).at(-1) ?? assert.fail())).content["heads"];
  };
  assert.deepEqual(await heads(), { b: 2, c: 3, d: 4, e: 5 });
  assert.equal(await heads(), undefined);
});

fresh("numbers that will never come are named once", async () => {
  await deviceOf(both.id);
  const writing = await strictly("devices");
  await writing.store.put({ ...((await writing.store.get(both.id)) ?? assert.fail()), gone: [7] });
  await writing.done;
  for (const expected of [[7], undefined]) {
    await enqueue(both, thought());
    assert.deepEqual((await opened((await outbox()).at(-1) ?? assert.fail())).content["gone"], expected);
  }
});

fresh("a stale entry is sealed again under the newer key, with the same numbers and words", async () => {
  await enqueue(first, thought("kept"));
  await change(() => ({ state: "stale" }));
  const [before] = await outbox();
  assert.equal(await resealStale(new Map([[first.id, first]])), 0);
  assert.deepEqual(await outbox(), [before]);
  assert.equal(await resealStale(new Map([[both.id, { ...both, ended: true }]])), 0);
  assert.equal(await resealStale(new Map([[both.id, both]])), 1);
  const [after] = await outbox();
  assert.deepEqual(
    [after?.state, after?.epoch, after?.msg_id, after?.device_id, after?.device_seq],
    ["waiting", 2, before?.msg_id, before?.device_id, 1],
  );
  const [was, is] = [await opened(before ?? assert.fail()), await opened(after ?? assert.fail())];
  assert.deepEqual([is.json, is.header.flags, is.header.epoch], [was.json, was.header.flags, 2]);
  assert.notDeepEqual(is.header.nonce, was.header.nonce);
  assert.equal(await resealStale(new Map([[both.id, both]])), 0);
});

fresh("an entry that is not stale is never sealed again: the same bytes go out each time", async () => {
  await enqueue(first, thought());
  const before = await outbox();
  await resealStale(new Map([[both.id, both]]));
  await renewDevice(both);
  assert.deepEqual(await outbox(), before);
});

fresh("a cloned storage takes a new device and seals everything unaccepted again, in order", async () => {
  for (const text of ["a", "b", "c"]) await enqueue(first, thought(text));
  await change((entry) =>
    entry.device_seq === 2
      ? { state: "refused", problem: "refused" }
      : entry.device_seq === 3
        ? { state: "stale" }
        : {},
  );
  const before = await outbox();
  await markCloned();
  await renewDevice(both);
  const after = await outbox();
  assert.deepEqual(
    after.map((entry) => entry.device_seq),
    [1, 2, 3],
  );
  assert.deepEqual(
    after.map((entry) => entry.msg_id),
    before.map((entry) => entry.msg_id),
  );
  assert.deepEqual(
    after.map((entry) => entry.state),
    ["waiting", "refused", "waiting"],
  );
  assert.equal(
    after.some((entry) => entry.device_id === before[0]?.device_id),
    false,
  );
  assert.deepEqual(await Promise.all(after.map(async (entry) => (await opened(entry)).content["text"])), [
    "a",
    "b",
    "c",
  ]);
  assert.deepEqual([(await deviceIn(both.id))?.n, (await deviceIn(both.id))?.cloned], [3, undefined]);
  await enqueue(both, thought("d"));
  assert.equal((await outbox()).at(-1)?.device_seq, 4);
});

fresh("notes of other spaces keep their device when one space was cloned", async () => {
  const elsewhere = await keysOf(aSpace());
  await enqueue(elsewhere, thought());
  await enqueue(both, thought());
  const [before] = await outbox();
  await markCloned();
  await renewDevice(both);
  assert.deepEqual((await outbox())[0], before);
});

fresh("writing while the device is renewed loses nothing and uses no number twice", async () => {
  for (let n = 0; n < 5; n += 1) await enqueue(both, thought());
  await markCloned();
  await Promise.all([
    renewDevice(both),
    ...Array.from({ length: 8 }, () => enqueue(both, thought())),
    renewDevice(both),
  ]);
  const entries = await outbox();
  assert.deepEqual(
    entries.map((entry) => entry.device_seq).toSorted((a, b) => a - b),
    Array.from({ length: 13 }, (_, n) => n + 1),
  );
  assert.equal(new Set(entries.map((entry) => entry.device_id)).size, 1);
});

fresh("a deletion that waits names its note by the numbers it has after a renewal", async () => {
  for (const text of ["gone first", "b"]) await enqueue(both, thought(text));
  const [first, second] = await outbox();
  await enqueueAll([], { unsay: [first?.msg_id ?? ""] }, new Map([[both.id, both]]));
  await enqueue(both, { ...thought(), k: "delete", to: second?.msg_id, dev: second?.device_id, n: 2 });
  await enqueue(both, { ...thought(), k: "delete", to: "another's", dev: "another", n: 2 });
  await markCloned();
  await renewDevice(both);
  const [note, mine, other] = await Promise.all((await outbox()).map((entry) => opened(entry)));
  assert.deepEqual(
    [mine?.content["dev"], mine?.content["n"]],
    [toBase64url(note?.header.device as never), note?.header.seq],
  );
  assert.deepEqual([other?.content["dev"], other?.content["n"]], ["another", 2]);
});

fresh("what belongs together is queued together, whatever spaces it is for", async () => {
  const private_ = await keysOf(aSpace({ kind: "private" }));
  await draft("d", "share");
  const wish = { msg_id: "x", space: private_.id, wish: "erase" as const };
  const sayings = [both, private_, both].map((keys, n) => ({ keys, content: thought(`${n}`) }));
  const ids = await enqueueAll(sayings, { draft: "d", wishes: [wish], keepHere: { id: "o", sealed: random(9) } });
  const db = await database();
  assert.deepEqual(
    (await outbox()).map((entry) => [entry.msg_id, entry.space, entry.device_seq]),
    [both, private_, both].map((keys, n) => [ids?.[n], keys.id, n === 2 ? 2 : 1]),
  );
  assert.deepEqual([await db.getAll("wishes"), await db.count("drafts"), await db.count("only_here")], [[wish], 0, 1]);
  assert.equal(await enqueueAll(sayings, { draft: "d", wishes: [{ ...wish, wish: "restore" }], dropHere: "o" }), null);
  assert.deepEqual([await db.getAll("wishes"), (await outbox()).length, await db.count("only_here")], [[wish], 3, 1]);
});

fresh("what never left goes without a trace, and what it was to announce is announced by the next", async () => {
  await deviceOf(both.id);
  const writing = await strictly("devices");
  await writing.store.put({ ...((await writing.store.get(both.id)) ?? assert.fail()), gone: [9], seen: { a: 4 } });
  await writing.done;
  const ids = [await enqueue(both, thought("a")), await enqueue(both, thought("b"))].map((one) => one ?? assert.fail());
  const keys = new Map([[both.id, both]]);
  assert.deepEqual(await enqueueAll([], { unsay: ids }, keys), []);
  assert.deepEqual([(await outbox()).length, (await deviceIn(both.id))?.gone], [0, [1, 2, 9]]);
  await enqueue(both, thought("c"));
  const [entry] = await outbox();
  const { content } = await opened(entry ?? assert.fail());
  assert.deepEqual([entry?.device_seq, content["gone"], content["heads"]], [3, [1, 2, 9], { a: 4 }]);
});

fresh("numbers that will not come are named by what is sealed with it, else by what waits behind them", async () => {
  const keys = new Map([[both.id, both]]);
  const write = async (text: string) => (await enqueue(both, thought(text))) ?? assert.fail();
  const [first, second, third] = [await write("a"), await write("b"), await write("c")];
  assert.deepEqual(await enqueueAll([], { unsay: [first] }, keys), []);
  const gone = async () =>
    (await Promise.all((await outbox()).map((entry) => opened(entry)))).map(({ header, content }) => [
      header.seq,
      content["gone"],
    ]);
  assert.deepEqual(await gone(), [
    [2, [1]],
    [3, undefined],
  ]);
  assert.equal((await enqueueAll([{ keys: both, content: thought("d") }], { unsay: [second] }, keys))?.length, 1);
  assert.deepEqual(await gone(), [
    [3, undefined],
    [4, [1, 2]],
  ]);
  await change((entry) => (entry.device_seq === 4 ? { tried: true } : {}));
  assert.deepEqual(await enqueueAll([], { unsay: [third] }, keys), []);
  assert.deepEqual([await gone(), (await deviceIn(both.id))?.gone], [[[4, [1, 2]]], [3]]);
});

fresh("what was handed over, or is gone from here, stays as it is", async () => {
  const keys = new Map([[both.id, both]]);
  const ids = [await enqueue(both, thought("a")), await enqueue(both, thought("b"))].map((one) => one ?? assert.fail());
  await change((entry) => (entry.device_seq === 2 ? { tried: true } : {}));
  assert.equal(await enqueueAll([{ keys: both, content: thought("c") }], { unsay: ids }, keys), null);
  assert.equal(await enqueueAll([], { unsay: [ids[0] ?? "", id()] }, keys), null);
  assert.deepEqual([(await outbox()).length, (await deviceIn(both.id))?.gone], [2, []]);
  // Refused for good: the server does not have it either.
  await change((entry) => (entry.device_seq === 2 ? { state: "refused" } : {}));
  assert.deepEqual(await enqueueAll([], { unsay: ids }, keys), []);
});

fresh("a note that the log holds already, as I sealed it, is not sent under a second device", async () => {
  const msgId = (await enqueue(both, thought())) ?? assert.fail();
  const [entry] = await outbox();
  const at = both.epochs.get(2) ?? assert.fail();
  const { header } = await opened(entry ?? assert.fail());
  const byClone = await seal({ ...header, device: random(8), nonce: random(12) }, thought(), at.space, at.self);
  const forged = await seal(
    { ...header, device: random(8), nonce: random(12) },
    thought(),
    at.space,
    (first.epochs.get(1) ?? assert.fail()).self,
  );
  const hold = async (seq: number, bytes: typeof byClone | null, slot = 0) => {
    const writing = await strictly("items");
    await writing.store.put({ space: both.id, seq, slot, msg_id: msgId, bytes });
    await writing.done;
  };
  // The server's word alone, a forgery, a copy from before a restore: none of them lets go of a note.
  for (const [seq, bytes] of [
    [1, null],
    [1, forged],
    [1, random(339)],
    [-1, byClone],
  ] as const) {
    await hold(seq, bytes);
    await markCloned();
    await renewDevice(both);
    assert.equal((await outbox()).length, 1);
  }
  await hold(2, byClone);
  await markCloned();
  await renewDevice(both);
  assert.equal((await outbox()).length, 0);
});

fresh("a refused entry is sent again only when asked, as it is", async () => {
  const msgId = (await enqueue(both, thought())) ?? assert.fail();
  await change(() => ({ state: "refused", problem: "space-ended" }));
  await retry(id());
  assert.equal((await outbox())[0]?.state, "refused");
  const before = (await outbox())[0]?.bytes;
  await retry(msgId);
  assert.deepEqual(
    (await outbox()).map(({ state, problem, bytes }) => ({ state, problem, bytes })),
    [{ state: "waiting", problem: null, bytes: before }],
  );
});
