/** What is done to a note: all of it or nothing, no trace of what never left, and no words left behind in an edit. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as acts from "../../pwa/src/acts.ts";
import { carryOut } from "../../pwa/src/carrying.ts";
import { random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { open } from "../../pwa/src/crypto/envelope.ts";
import { database, strictly } from "../../pwa/src/database.ts";
import { type Keyring, keyring } from "../../pwa/src/keyring.ts";
import { changeOnlyHere, onlyHere, sealOnlyHere } from "../../pwa/src/only_here.ts";
import { enqueue, enqueueAll, toldWishes } from "../../pwa/src/outbox.ts";
import { CannotSeal } from "../../pwa/src/sealing.ts";
import { Shelf } from "../../pwa/src/shelf.ts";
import { RETELL } from "../../pwa/src/starting_over.ts";
import { follow } from "../../pwa/src/sync.ts";
import { aSpace, freshDevice, id, items, json, network, outbox, WHEN } from "./device.ts";

const shared = aSpace();
const mine = aSpace({ kind: "private" });
const INCARNATION = id();
let keys: Keyring;

const fresh = (name: string, body: () => Promise<void>) =>
  test(name, async () => {
    await freshDevice(shared, mine);
    for (const space of [shared, mine]) await follow(space.id, 0, 0, INCARNATION);
    keys = keyring() ?? assert.fail();
    await body();
  });
const spaceOf = (space: { id: string }) => keys.spaces.get(space.id) ?? assert.fail();
const write = async (space = shared, text = "so") =>
  (await enqueue(spaceOf(space), { k: "thought", text, ...WHEN })) ?? assert.fail();
const look = async () => {
  const today = WHEN.day;
  return new Shelf().timeline(keys.spaces, today, true, await onlyHere(keys.local, today));
};
const noteOf = async (msg_id: string) => {
  const { timeline, opened } = await look();
  const note = timeline.notes.find((one) => one.msg_id === msg_id) ?? assert.fail();
  return { note, whole: acts.wholeOf(note, opened), kept: acts.keptOf(note, opened) ?? undefined };
};
/** Everything that waits has reached the server. */
async function arrive(): Promise<void> {
  const writing = await strictly("outbox", "items", "cursors");
  for (const cursor of await writing.objectStore("cursors").getAll()) {
    const waiting = (await writing.objectStore("outbox").getAll()).filter((entry) => entry.space === cursor.space);
    for (const [n, { msg_id, bytes }] of waiting.entries())
      await writing.objectStore("items").put({ space: cursor.space, seq: cursor.tail + n + 1, slot: 0, msg_id, bytes });
    const tail = cursor.tail + waiting.length;
    await writing.objectStore("cursors").put({ ...cursor, tail, head: tail, floor: 1 });
  }
  await writing.objectStore("outbox").clear();
  await writing.done;
}
const said = async () =>
  Promise.all(
    (await outbox()).map(async (entry) => {
      const epoch = keys.spaces.get(entry.space)?.epochs.get(entry.epoch) ?? assert.fail();
      return { space: entry.space, ...(await open(entry.bytes, epoch.space)).content } as Record<string, unknown>;
    }),
  );
const wishes = async () => (await (await database()).getAll("wishes")).map(({ msg_id, wish }) => [msg_id, wish]);
const was = { day: WHEN.day, part: WHEN.part as 2 };
const edit = (to: string, space = shared) =>
  acts.act(keys, space.id, { k: "edit", to, content: { k: "thought", text: "better" } });
const tend = async () => {
  const told = await toldWishes();
  const { timeline, opened } = await look();
  return carryOut(keys, timeline, told, opened);
};

fresh("what never left goes with everything of mine about it, and leaves no wish", async () => {
  const note = await write();
  await edit(note);
  await acts.act(keys, shared.id, { k: "step", to: note, step: "talk" });
  assert.equal(await acts.takeBack(keys, (await noteOf(note)).whole, { was }), true);
  assert.deepEqual([await outbox(), await wishes()], [[], []]);
  assert.deepEqual((await (await database()).get("devices", shared.id))?.gone, [1, 2, 3]);
});

fresh("what was handed over gets a deletion, each of its edits too, and a wish for each", async () => {
  const note = await write();
  await edit(note);
  await acts.act(keys, shared.id, { k: "step", to: note, step: "talk" });
  await arrive();
  await edit(note); // this one never left, and need not
  const { whole } = await noteOf(note);
  assert.equal(await acts.takeBack(keys, whole, { was }), true);
  const first = whole.edits[0]?.msg_id;
  const [one, two, ...more] = await said();
  assert.deepEqual(
    [one?.["k"], one?.["to"], one?.["n"], one?.["was"], one?.["act"]],
    ["delete", note, 1, was, undefined],
  );
  assert.deepEqual([two?.["k"], two?.["to"], two?.["n"], two?.["act"]], ["delete", first, 2, true]);
  assert.deepEqual([more, (await wishes()).length], [[], 2]);
  assert.equal((await noteOf(note)).note.state, "taken_back");
});

fresh("put back, it reads as it last did", async () => {
  const note = await write();
  await edit(note);
  await arrive();
  await acts.takeBack(keys, (await noteOf(note)).whole, { was });
  await arrive();
  await acts.putBack(keys, (await noteOf(note)).whole);
  assert.deepEqual((await noteOf(note)).note.content, { k: "thought", text: "better" });
  assert.deepEqual(new Set((await wishes()).map(([, wish]) => wish)), new Set(["restore"]));
});

fresh("in a space of my own what never left can still be put back", async () => {
  const note = await write(mine);
  await acts.takeBack(keys, (await noteOf(note)).whole, { was });
  const lastDay = new Date(Date.parse(`${WHEN.day}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);
  assert.equal((await noteOf(note)).note.restorable, lastDay);
});

fresh("an answer is taken back as what it is", async () => {
  const note = await write();
  await acts.act(keys, shared.id, { k: "answer", to: note, form: "own", text: "a reply" });
  await arrive();
  const { timeline, opened } = await look();
  const answer = timeline.notes[0]?.answers[0] ?? assert.fail();
  await acts.takeBack(keys, acts.wholeOf({ ...answer, space: shared.id }, opened), { act: true });
  assert.deepEqual((await noteOf(note)).note.answers, []);
  assert.equal((await said())[0]?.["act"], true);
});

fresh("a kept note that is shared stands with its own day, and leaves where it stood, in one transaction", async () => {
  const note = await write(mine);
  await arrive();
  const { kept } = await noteOf(note);
  await acts.move(keys, kept ?? assert.fail(), spaceOf(shared));
  const [there, here] = await said();
  assert.deepEqual(
    [there?.["space"], there?.["day"], there?.["part"], there?.["text"]],
    [shared.id, WHEN.day, 2, "so"],
  );
  assert.deepEqual([here?.["space"], here?.["k"], here?.["moved"]], [mine.id, "delete", true]);
  const { notes } = (await look()).timeline;
  assert.deepEqual(
    notes.filter((one) => one.content).map((one) => one.space),
    [shared.id],
  );
  assert.equal(notes.find((one) => one.msg_id === note)?.moved, true);
});

fresh("a kept note stays where it is when the ten seconds were called back, or the page is closed", async () => {
  const note = await write(mine);
  const { kept } = await noteOf(note);
  assert.equal(await acts.move(keys, kept ?? assert.fail(), spaceOf(shared), "called back"), false);
  const closed = { ...spaceOf(shared), ended: true };
  await assert.rejects(acts.move(keys, kept ?? assert.fail(), closed), CannotSeal);
  assert.deepEqual([(await outbox()).length, await wishes()], [1, []]);
});

fresh(
  "a note of this phone alone: changed, let go, put back, gone after its week, and moved to the server as the same note",
  async () => {
    const row = { id: id(), content: { k: "thought" as const, text: "here" }, ...was };
    await enqueueAll([], { keepHere: await sealOnlyHere(keys.local, row) });
    const content = { k: "thought" as const, text: "still here" };
    assert.equal(await changeOnlyHere(keys.local, row.id, (known) => ({ ...known, content })), true);
    assert.equal(await changeOnlyHere(keys.local, id(), (known) => known), false);
    assert.deepEqual((await noteOf(row.id)).note.content, content);
    await changeOnlyHere(keys.local, row.id, (known) => ({ ...known, gone: WHEN.day }));
    assert.equal((await onlyHere(keys.local, "2026-11-29")).length, 1);
    await changeOnlyHere(keys.local, row.id, ({ gone: _, ...known }) => known);
    const { kept } = await noteOf(row.id);
    await acts.move(keys, kept ?? assert.fail(), spaceOf(mine));
    assert.deepEqual(
      [(await outbox()).map((entry) => entry.msg_id), await onlyHere(keys.local, WHEN.day)],
      [[row.id], []],
    );
    await enqueueAll([], { keepHere: await sealOnlyHere(keys.local, { ...row, gone: WHEN.day }) });
    assert.deepEqual(await onlyHere(keys.local, "2026-11-30"), []);
    assert.equal(await (await database()).count("only_here"), 0);
  },
);

fresh("what a closed page did not take any more is kept, and leaves the list", async () => {
  const note = await write();
  const writing = await strictly("outbox");
  for (const entry of await writing.store.getAll())
    await writing.store.put({ ...entry, tried: true, state: "refused", problem: "space-ended" });
  await writing.done;
  const { note: refused } = await noteOf(note);
  assert.equal(refused.state, "not_sent");
  assert.equal(await acts.keepInstead(keys, note, { k: "thought", text: "so", day: WHEN.day, part: 2 }), true);
  assert.deepEqual(
    (await said()).map((one) => [one["space"], one["text"], one["day"]]),
    [[mine.id, "so", WHEN.day]],
  );
});

fresh("words that were taken back go from this device with the page that quotes them", async () => {
  const writing = await strictly("items", "pages");
  for (const seq of [3, 251])
    await writing.objectStore("items").put({ space: shared.id, seq, slot: 1, msg_id: id(), bytes: random(9) });
  for (const page of [0, 1]) await writing.objectStore("pages").put({ space: shared.id, page, sealed: random(9) });
  await writing.done;
  const due = { drop: [{ space: shared.id, seq: 3 }], refetch: [], taken: [], leftover: [], missing: new Map() };
  assert.deepEqual(await carryOut(keys, due, [], []), { changed: true, letGo: false, wishing: false });
  assert.deepEqual(
    (await items(shared.id)).map((item) => item.bytes === null),
    [true, false],
  );
  assert.deepEqual(await (await database()).getAllKeys("pages"), [[shared.id, 1]]);
  assert.deepEqual(await carryOut(keys, due, [], []), { changed: false, letGo: false, wishing: false });
});

fresh("what was put back is fetched again, and only if it is that very note of that very log", async () => {
  const msg_id = id();
  const writing = await strictly("items");
  await writing.store.put({ space: shared.id, seq: 3, slot: 1, msg_id, bytes: null });
  await writing.done;
  const due = {
    drop: [],
    refetch: [{ space: shared.id, seq: 3, msg_id }],
    taken: [],
    leftover: [],
    missing: new Map(),
  };
  const bytes = toBase64url(random(9));
  const item = { seq: 3, slot: 1, msg_id, bytes };
  const served = [
    { incarnation: id(), items: [item], more: false },
    { incarnation: INCARNATION, items: [{ ...item, msg_id: id() }], more: false },
    { incarnation: INCARNATION, items: [{ ...item, bytes: null }], more: false },
    { incarnation: INCARNATION, items: [{ ...item, seq: 2 }], more: false },
    { incarnation: INCARNATION, items: [], more: false },
  ];
  for (const history of served) {
    network(() => json(history));
    assert.equal((await carryOut(keys, due, [], [])).changed, false);
  }
  network(() => Promise.reject(new TypeError("fetch failed")));
  assert.equal((await carryOut(keys, due, [], [])).changed, false);
  const asked = network(() => json({ incarnation: INCARNATION, items: [item], more: false }));
  assert.equal((await carryOut(keys, due, [], [])).changed, true);
  assert.equal(asked[0]?.path, `/api/spaces/${shared.id}/history?before=4&limit=1`);
  assert.notEqual((await items(shared.id))[0]?.bytes, null);
});

const told = async (msg_id: string, wish: "erase" | "restore", more = {}) => {
  const writing = await strictly("wishes");
  await writing.store.put({ msg_id, space: shared.id, wish, told: true, ...more });
  await writing.done;
};

fresh("the log decides: a wish it agrees with is done, one it contradicts is turned round", async () => {
  const [stands, gone] = [await write(), await write()];
  await arrive();
  await acts.takeBack(keys, (await noteOf(gone)).whole, { was });
  await arrive();
  for (const [wish, right] of [
    ["erase", false],
    ["restore", true],
  ] as const) {
    await told(stands, wish);
    assert.equal((await tend()).wishing, !right);
    assert.deepEqual(
      (await wishes()).filter(([one]) => one === stands),
      right ? [] : [[stands, "restore"]],
    );
  }
  await told(gone, "restore");
  await tend();
  assert.deepEqual(await wishes(), [[gone, "erase"]]);
});

fresh("nothing is decided while part of the log is not here", async () => {
  const note = await write();
  await arrive();
  await told(note, "erase");
  const { timeline, opened } = await look();
  const part = { ...timeline, missing: new Map<string, number>() };
  assert.equal((await carryOut(keys, part, await toldWishes(), opened)).wishing, false);
  assert.deepEqual(await wishes(), [[note, "erase"]]);
});

fresh("what came too late to be put back is taken back again in the log", async () => {
  const note = await write();
  await arrive();
  await acts.takeBack(keys, (await noteOf(note)).whole, { was });
  await arrive();
  await acts.putBack(keys, (await noteOf(note)).whole);
  await arrive();
  await told(note, "restore", { refused: true });
  assert.deepEqual(await tend(), { changed: true, letGo: false, wishing: true });
  assert.deepEqual(
    [(await said()).map((one) => [one["k"], one["to"], one["was"]]), await wishes()],
    [[["delete", note, was]], [[note, "erase"]]],
  );
  assert.equal((await noteOf(note)).note.state, "taken_back");
});

fresh("after the server was restored everything I took back or put back is told once more", async () => {
  const [gone, back] = [await write(), await write()];
  await arrive();
  for (const note of [gone, back]) await acts.takeBack(keys, (await noteOf(note)).whole, { was });
  await arrive();
  await acts.putBack(keys, (await noteOf(back)).whole);
  await arrive();
  const writing = await strictly("wishes", "flags");
  await writing.objectStore("wishes").clear();
  await writing.objectStore("flags").put("yes", RETELL + shared.id);
  await writing.done;
  assert.equal((await tend()).wishing, true);
  assert.deepEqual(
    new Set((await wishes()).map((one) => one.join(" "))),
    new Set([`${gone} erase`, `${back} restore`]),
  );
  assert.equal((await tend()).wishing, false);
});

fresh("an edit my other device made while this one took the note back goes too", async () => {
  const note = await write();
  await arrive();
  await acts.takeBack(keys, (await noteOf(note)).whole, { was });
  await edit(note);
  await arrive();
  const { wishing } = await tend();
  const [one, ...more] = await said();
  assert.deepEqual([wishing, one?.["k"], one?.["act"], more.length], [true, "delete", true, 0]);
  assert.deepEqual((await tend()).changed, false);
});
