/** After the end: what goes from this phone because its author let go of it, and what stays whatever a server withholds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { NoNetwork } from "../../pwa/src/api.ts";
import { carryOut } from "../../pwa/src/carrying.ts";
import { random } from "../../pwa/src/crypto/bytes.ts";
import { database, strictly } from "../../pwa/src/database.ts";
import { compareEnded, eraseEdits } from "../../pwa/src/ended.ts";
import { type Keyring, keyring as keysHere } from "../../pwa/src/keyring.ts";
import { Shelf } from "../../pwa/src/shelf.ts";
import { aSpace, cursor, freshDevice, id, items, json, keysOf, network, problem, WHEN } from "./device.ts";

const [ME, THEM] = [0, 1];
const INCARNATION = id();
const space = aSpace({ state: "ended" });
const log = [ME, THEM, ME, THEM].map((slot, n) => ({ seq: n + 1, slot, msg_id: id() }));

/** A phone that holds all of it, after the end; the server serves the seqs in `gone` without bytes. */
async function phone(left: number[], gone: number[], compared?: string) {
  await freshDevice(space);
  const writing = await strictly("items", "cursors", "flags");
  for (const item of log) await writing.objectStore("items").put({ space: space.id, ...item, bytes: random(9) });
  const tail = log.length;
  await writing
    .objectStore("cursors")
    .put({ space: space.id, slot: ME, tail, floor: 1, head: tail, incarnation: INCARNATION, ended: true });
  if (compared) await writing.objectStore("flags").put(compared, `compared ${space.id}`);
  await writing.done;
  const asked = network(({ path }) => {
    const query = new URL(path, "http://localhost").searchParams;
    const below = log.filter(({ seq }) => seq < Number(query.get("before"))).toReversed();
    const served = below.slice(0, Number(query.get("limit")));
    const shown = served.map((item) => ({ ...item, bytes: gone.includes(item.seq) ? null : "AAAA" }));
    return json({
      incarnation: INCARNATION,
      left,
      gone: gone.length,
      items: shown,
      more: served.length < below.length,
    });
  });
  return { keys: await keysOf(space), asked };
}
const held = async () => (await items(space.id)).filter(({ bytes }) => bytes).map(({ seq }) => seq);

test("what the other let go of goes from here, and who let go is remembered", async () => {
  const { keys } = await phone([THEM], [2, 4]);
  assert.equal(await compareEnded(keys), true);
  assert.deepEqual(await held(), [1, 3]);
  assert.deepEqual((await cursor(space.id))?.left, [THEM]);
});

test("a server that withholds what nobody let go of takes nothing", async () => {
  const { keys } = await phone([], [2, 4]);
  await compareEnded(keys);
  assert.deepEqual(await held(), [1, 2, 3, 4]);
});

test("nobody lets go of mine for me, not even with my own name on it", async () => {
  const { keys } = await phone([ME, THEM], [1, 2, 3, 4]);
  await compareEnded(keys);
  assert.deepEqual(await held(), [1, 3]);
});

test("one small look at an opening is enough to see that nothing went, or that something did", async () => {
  const { keys, asked } = await phone([THEM], [], `0 ${THEM}`);
  assert.equal(await compareEnded(keys), false);
  assert.deepEqual(
    asked.map(({ path }) => path),
    [`/api/spaces/${space.id}/history?before=1&limit=1`],
  );
  await compareEnded(keys);
  assert.equal(asked.length, 1, "and not again at once");
  const later = await phone([THEM], [2], `0 ${THEM}`);
  assert.equal(await compareEnded(later.keys), true, "an older one alone, too");
  assert.deepEqual(await held(), [1, 3, 4]);
  assert.equal(await compareEnded(await keysOf(space)), false);
  assert.equal(later.asked.length, 3, "a look, the log, and at the next opening a look");
});

test("who let go is asked for again when it is somebody else", async () => {
  const { keys } = await phone([ME, THEM], [2], `1 ${ME}`);
  assert.equal(await compareEnded(keys), true);
  assert.deepEqual(await held(), [1, 3, 4]);
});

test("a look that found no network, or a log half read, is no look: the next one asks again", async () => {
  const { keys } = await phone([THEM], [2], `0 ${THEM}`);
  const served = globalThis.fetch;
  for (const failing of [1, 2]) {
    let n = 0;
    globalThis.fetch = (...request) => {
      n += 1;
      return n < failing ? served(...request) : Promise.reject(new TypeError("no network"));
    };
    await assert.rejects(compareEnded(keys), NoNetwork);
  }
  assert.deepEqual(await held(), [1, 2, 3, 4]);
  globalThis.fetch = served;
  assert.equal(await compareEnded(keys), true);
  assert.deepEqual(await held(), [1, 3, 4]);
});

test("one space that the server says nothing of keeps no other from being looked at", async () => {
  const { keys } = await phone([THEM], [2, 4]);
  const unknown = await keysOf(aSpace({ state: "ended" }));
  const last = await keysOf(aSpace({ state: "ended" }));
  const here = (await cursor(space.id)) ?? assert.fail();
  const writing = await strictly("cursors");
  for (const one of [unknown, last]) await writing.store.put({ ...here, space: one.id });
  await writing.done;
  const served = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    String(input).includes(unknown.id)
      ? Promise.resolve(problem("not-found", 404))
      : String(input).includes(last.id)
        ? Promise.reject(new TypeError("no network"))
        : served(input, init);
  const spaces = new Map([unknown, keys, last].map((one) => [one.id, one]));
  const due = { drop: [], refetch: [], taken: [], leftover: [], missing: new Map() };
  const done = await carryOut({ spaces } as unknown as Keyring, due, [], []);
  assert.deepEqual(done, { changed: true, letGo: true, wishing: false });
  assert.deepEqual(await held(), [1, 3]);
});

test("what was held before the server was restored goes with it", async () => {
  const { keys } = await phone([ME, THEM], [1, 2]);
  const writing = await strictly("items", "pages");
  for (const [n, { slot, msg_id }] of log.entries())
    await writing.objectStore("items").put({ space: space.id, seq: n - 9, slot, msg_id, bytes: random(9) });
  // The same name in the other slot is another note.
  const namesake = { space: space.id, seq: -20, slot: THEM, msg_id: log[0]?.msg_id ?? assert.fail(), bytes: random(9) };
  await writing.objectStore("items").put(namesake);
  for (const page of [-1, 0]) await writing.objectStore("pages").put({ space: space.id, page, sealed: random(9) });
  await writing.done;
  assert.equal(await compareEnded(keys), true);
  assert.deepEqual(await held(), [-20, -9, -7, -6, 1, 3, 4]);
  assert.deepEqual(await (await database()).getAllKeys("pages"), []);
});

test("an edit that stands of what I took back is to be erased, told once; one that never went there is not", async () => {
  const { keys } = await phone([], []);
  const keyring = { spaces: new Map([[space.id, keys]]) } as unknown as Keyring;
  const [stands, waits] = [id(), id()];
  const writing = await strictly("outbox");
  await writing.store.put({ space: space.id, msg_id: waits, state: "refused", problem: "space-ended" } as never);
  await writing.done;
  const edits = [stands, waits].map((msg_id) => ({ space: space.id, msg_id, device: "", device_seq: 1 }));
  assert.equal(await eraseEdits(keyring, edits), true);
  const wishes = await (await database()).getAll("wishes");
  assert.deepEqual(
    wishes.map(({ msg_id, wish }) => [msg_id, wish]),
    [[stands, "erase"]],
  );
  assert.equal(await eraseEdits(keyring, edits), false);
  assert.deepEqual(keysHere()?.vault.spaces[0]?.erased, [stands]);
});

test("the place of an edit that I had erased is no note, and no alarm, on any phone of mine", async () => {
  const { keys } = await phone([], []);
  const [edit, withheld] = [log[0]?.msg_id ?? "", log[2]?.msg_id ?? ""];
  const writing = await strictly("items");
  for (const { seq, slot, msg_id } of log) await writing.store.put({ space: space.id, seq, slot, msg_id, bytes: null });
  await writing.done;
  // The other's is none of mine, whatever my vault says.
  const erased = new Set([edit, log[1]?.msg_id ?? ""]);
  const { timeline } = await new Shelf().timeline(new Map([[space.id, { ...keys, erased }]]), WHEN.day, true);
  assert.deepEqual(
    timeline.notes.map(({ msg_id, mine, state }) => [msg_id, mine, state]),
    log.slice(1).map(({ slot, msg_id }) => [msg_id, slot === ME, "unverified"]),
  );
  assert.equal(timeline.notes[1]?.msg_id, withheld);
});

test("what is not known to have ended is not compared", async () => {
  const { keys, asked } = await phone([THEM], [2, 4]);
  const writing = await strictly("cursors");
  await writing.store.put({ ...((await writing.store.get(space.id)) ?? assert.fail()), ended: false });
  await writing.done;
  assert.equal(await compareEnded(keys), false);
  assert.equal(asked.length, 0);
  assert.equal(await (await database()).get("flags", `compared ${space.id}`), undefined);
});
