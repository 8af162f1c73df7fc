/** One request for both directions, against every answer a network or a server can give. Nothing is ever lost on the way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Item, NoNetwork, type PutOutcome, Refusal } from "../../pwa/src/api.ts";
import { fromBase64url, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { seal } from "../../pwa/src/crypto/envelope.ts";
import { database, strictly, wipe } from "../../pwa/src/database.ts";
import type { SpaceKeys } from "../../pwa/src/keyring.ts";
import { enqueue } from "../../pwa/src/outbox.ts";
import { fillOnce, follow, syncOnce } from "../../pwa/src/sync.ts";
import {
  answer,
  aSpace,
  asked,
  cursor,
  deviceIn,
  items,
  json,
  keysOf,
  network,
  outbox,
  page,
  problem,
  WHEN,
} from "./device.ts";

const keys = await keysOf(aSpace());
const partner: SpaceKeys = { ...keys, slot: 1 };
const S = keys.id;

/** Every test begins with an empty store that follows one space from its beginning. */
const fresh = (name: string, body: () => Promise<void>) =>
  test(name, async () => {
    await wipe();
    await follow(S, 0);
    await body();
  });
const write = async (count = 1) => {
  for (let n = 0; n < count; n += 1) await enqueue(keys, { k: "thought", text: `note ${n}`, ...WHEN });
};
const accepted = (seq: number | null): PutOutcome => ({ outcome: "accepted", seq, problem: null });
/** A server that accepts whatever is put. */
class Accepting {
  head = 0;
  take(put: readonly string[]): Response {
    const outcomes = put.map((_, n) => accepted(this.head + n + 1));
    this.head += put.length;
    return answer([page(S, this.head)], outcomes);
  }
}
const refused = (retry: boolean): PutOutcome => ({
  outcome: "refused",
  seq: null,
  problem: { type: "space-ended", title: "", status: 422, detail: "", retry },
});
const device = random(8);
/** An envelope of somebody, as the server serves it. */
async function item(
  seq: number,
  by = partner,
  at: { device?: typeof device; device_seq?: number } = {},
): Promise<Item> {
  const msgId = random(16);
  const epoch = by.epochs.get(1) ?? assert.fail();
  const bytes = await seal(
    {
      flags: 0,
      space: fromBase64url(S),
      epoch: 1,
      slot: by.slot,
      device: at.device ?? device,
      seq: at.device_seq ?? seq,
      msgId,
    },
    { k: "thought", text: `seq ${seq}`, ...WHEN },
    epoch.space,
    epoch.self,
  );
  return { seq, slot: by.slot, msg_id: toBase64url(msgId), bytes: toBase64url(bytes) };
}
const seqs = async () => (await items(S)).map((each) => each.seq).toSorted((a, b) => a - b);

fresh("what was accepted leaves the outbox in the transaction that stores its seq", async () => {
  await write(2);
  const before = await outbox();
  const requests = network(() => answer([page(S, 2)], [accepted(1), accepted(2)]));
  const report = await syncOnce();
  assert.deepEqual(
    asked(requests[0] ?? assert.fail()).put,
    before.map((entry) => toBase64url(entry.bytes)),
  );
  assert.deepEqual(await outbox(), []);
  assert.deepEqual(
    (await items(S)).map((each) => [each.seq, each.slot, each.msg_id, each.bytes]),
    before.map((e, n) => [n + 1, 0, e.msg_id, e.bytes]),
  );
  assert.deepEqual([...report.changed], [S]);
  assert.equal((await cursor(S))?.tail, 2);
});

fresh("my own echo is not news, and not a clone", async () => {
  await write();
  const [entry] = await outbox();
  const echo = { seq: 1, slot: 0, msg_id: entry?.msg_id ?? "", bytes: toBase64url(entry?.bytes ?? random(0)) };
  network(() => answer([page(S, 1, [echo])], [accepted(1)]));
  assert.equal((await syncOnce()).cloned.size, 0);
  network(() => answer([page(S, 1, [echo])]));
  const report = await syncOnce();
  assert.deepEqual([report.cloned.size, report.changed.size], [0, 0]);
});

fresh("after an answer was lost the same bytes go out again, and a duplicate settles them", async () => {
  await write();
  const bodies: string[][] = [];
  network((one) => {
    bodies.push(asked(one).put);
    if (bodies.length === 1) throw new TypeError("connection reset");
    return answer([page(S, 1)], [{ outcome: "duplicate", seq: 1, problem: null }]);
  });
  await assert.rejects(syncOnce(), NoNetwork);
  assert.equal((await outbox()).length, 1);
  await syncOnce();
  assert.deepEqual(bodies[1], bodies[0]);
  assert.deepEqual([(await outbox()).length, await seqs()], [0, [1]]);
});

for (const [what, reply] of Object.entries({
  "a hotel's sign-in page": () =>
    new Response("<html>Room number?</html>", { headers: { "Content-Type": "text/html" } }),
  "an answer that says it is a page": () =>
    new Response('{"vault":{"gen":1,"version":1},"spaces":[],"put":[],"erase":[]}', {
      headers: { "Content-Type": "text/html" },
    }),
  "a proxy that is alone": () => new Response("bad gateway", { status: 502, headers: { "Content-Type": "text/html" } }),
  "a truncated answer": () => new Response('{"vault":{"gen":1', { headers: { "Content-Type": "application/json" } }),
  "an error that is not ours": () => json({ message: "no" }, 503),
  nothing: () => Promise.reject(new TypeError("fetch failed")),
})) {
  fresh(`${what} is no network, and loses nothing`, async () => {
    await write(3);
    const before = await outbox();
    network(reply);
    await assert.rejects(syncOnce(), NoNetwork);
    assert.deepEqual(
      await outbox(),
      before.map((entry) => ({ ...entry, tried: true })),
    );
    assert.deepEqual(await seqs(), []);
  });
}

fresh("signed out stops: nothing more is asked, writing goes on, nothing is lost", async () => {
  await write(2);
  const requests = network(() => problem("signed-out", 401));
  await assert.rejects(syncOnce(), (error: unknown) => error instanceof Refusal && error.problem.type === "signed-out");
  assert.equal(requests.length, 1);
  await write();
  assert.equal((await outbox()).length, 3);
});

fresh("the server's wish to wait reaches the caller", async () => {
  network(
    () =>
      new Response(JSON.stringify({ type: "too-many-requests", retry: true }), {
        status: 429,
        headers: { "Content-Type": "application/problem+json", "Retry-After": "17" },
      }),
  );
  await assert.rejects(syncOnce(), (error: unknown) => error instanceof Refusal && error.retryAfter === 17);
});

fresh("too large halves the batch until it fits", async () => {
  await write(9);
  const sizes: number[] = [];
  const server = new Accepting();
  network((one) => {
    const { put } = asked(one);
    sizes.push(put.length);
    if (put.length > 2) return problem("too-large", 413);
    return server.take(put);
  });
  await syncOnce();
  assert.deepEqual(sizes, [9, 4, 2, 2, 2, 2, 1]);
  assert.deepEqual([(await outbox()).length, await seqs()], [0, [1, 2, 3, 4, 5, 6, 7, 8, 9]]);
});

fresh("one change that is too large alone is an error, not an endless loop", async () => {
  await write();
  const requests = network(() => problem("too-large", 413));
  await assert.rejects(syncOnce(), Refusal);
  assert.equal(requests.length, 1);
  assert.equal((await outbox()).length, 1);
});

fresh("at most 500 changes go into one request, oldest first", async () => {
  await write(3);
  const { n: _, ...sample } = (await outbox())[0] ?? assert.fail();
  const adding = await strictly("outbox");
  for (let n = 4; n <= 503; n += 1) await adding.store.add({ ...sample, msg_id: `m${n}`, device_seq: n });
  await adding.done;
  const sizes: number[] = [];
  const server = new Accepting();
  network((one) => {
    sizes.push(asked(one).put.length);
    return server.take(asked(one).put);
  });
  await syncOnce();
  assert.deepEqual(sizes, [500, 3]);
  assert.equal((await outbox()).length, 0);
});

fresh("a page that says more is followed by the next, from where it ended", async () => {
  const all = await Promise.all(Array.from({ length: 5 }, (_, n) => item(n + 1)));
  const since: number[] = [];
  network((one) => {
    const from = asked(one).spaces[0]?.since ?? 0;
    since.push(from);
    return answer([page(S, 5, all.slice(from, from + 2), { more: from + 2 < 5 })]);
  });
  await syncOnce();
  assert.deepEqual(since, [0, 2, 4]);
  assert.deepEqual(await seqs(), [1, 2, 3, 4, 5]);
});

fresh("a server that always says more and gives nothing is not asked for ever", async () => {
  const requests = network(() => answer([page(S, 5, [], { more: true })]));
  await syncOnce();
  assert.equal(requests.length, 1);
  assert.equal((await cursor(S))?.tail, 0);
});

fresh("own notes beyond the page have their place at once, and nothing between is skipped", async () => {
  await write();
  const theirs = await Promise.all([item(1), item(2)]);
  let asks = 0;
  network((one) => {
    asks += 1;
    return asks === 1
      ? answer([page(S, 3, theirs.slice(0, 1), { more: true })], [accepted(3)])
      : answer([page(S, 3, theirs.slice(asked(one).spaces[0]?.since))]);
  });
  await syncOnce();
  assert.deepEqual(await seqs(), [1, 2, 3]);
  assert.equal((await cursor(S))?.tail, 3);
});

fresh("a head that goes back within one incarnation is refused, and the outbox keeps everything", async () => {
  network(async () => answer([page(S, 5, [await item(1), await item(2)])]));
  await syncOnce();
  const [before, standing] = [await items(S), await cursor(S)];
  network(async () => answer([page(S, 4, [await item(6)])]));
  assert.deepEqual([...(await syncOnce()).wentBack], [S]);
  await write();
  network(() => answer([page(S, 3)], [accepted(3)]));
  assert.deepEqual([...(await syncOnce()).wentBack], [S]);
  assert.deepEqual([await items(S), await cursor(S), (await outbox()).length], [before, standing, 1]);
});

fresh("a seq that another note has is refused: what is held is never replaced", async () => {
  network(async () => answer([page(S, 1, [await item(1)])]));
  await syncOnce();
  const before = await items(S);
  await write();
  network(() => answer([page(S, 2)], [accepted(1)]));
  const report = await syncOnce();
  assert.deepEqual([...report.wentBack], [S]);
  assert.deepEqual([await items(S), (await outbox()).length], [before, 1]);
});

for (const seq of [null, 0, -4, 1.5]) {
  fresh(`accepted at ${seq} is no place: the note stays in the outbox`, async () => {
    await write();
    network(() => answer([page(S, 1)], [accepted(seq)]));
    await syncOnce();
    assert.deepEqual([(await outbox()).length, await seqs()], [1, []]);
  });
}

fresh("items that are not after the cursor, or are no numbers, are not taken", async () => {
  network(async () =>
    answer([
      page(S, 3, [
        { ...(await item(1)), seq: -1 },
        { ...(await item(1)), seq: 0 },
        { ...(await item(1)), seq: 1.5 },
        await item(3),
      ]),
    ]),
  );
  await syncOnce();
  assert.deepEqual(await seqs(), [3]);
});

fresh("an item that is not even base64 is kept as nothing and stops nobody", async () => {
  network(async () => answer([page(S, 2, [{ ...(await item(1)), bytes: "!!!" }, await item(2)])]));
  await syncOnce();
  assert.deepEqual(
    (await items(S)).map((each) => [each.seq, each.bytes?.length]),
    [
      [1, 0],
      [2, 339],
    ],
  );
  assert.equal((await cursor(S))?.tail, 2);
});

fresh("an unverified second telling never replaces what is held", async () => {
  network(async () => answer([page(S, 1, [await item(1)])]));
  await syncOnce();
  const before = await items(S);
  const moved = await strictly("cursors");
  await moved.store.put({ ...((await moved.store.get(S)) ?? assert.fail()), tail: 0 });
  await moved.done;
  network(async () => answer([page(S, 1, [{ ...(await item(1)), bytes: null }])]));
  await syncOnce();
  assert.deepEqual(await items(S), before);
});

fresh("a clash means a clone: the device is marked and its space waits for a new one", async () => {
  await write(2);
  network(() => answer([page(S, 1)], [{ outcome: "clash", seq: null, problem: null }, accepted(1)]));
  const report = await syncOnce();
  assert.deepEqual([...report.cloned], [S]);
  assert.equal((await deviceIn(S))?.cloned, true);
  assert.deepEqual(
    (await outbox()).map((entry) => entry.state),
    ["waiting"],
  );
});

fresh("an entry is marked as handed over before it leaves, and not when nothing leaves", async () => {
  await write(2);
  network(async () => {
    assert.deepEqual(
      (await outbox()).map((entry) => entry.tried),
      [true, true],
    );
    throw new TypeError("fetch failed");
  });
  assert.equal((await outbox())[0]?.tried, undefined);
  await assert.rejects(syncOnce(), NoNetwork);
});

const wishFor = async (msg_id: string, wish: "erase" | "restore", more = {}) => {
  const writing = await strictly("wishes");
  await writing.store.put({ msg_id, space: S, wish, ...more });
  await writing.done;
};
const wishes = async () => (await database()).getAll("wishes");

fresh("wishes go with the deletion they belong to, and not before it", async () => {
  await write();
  await wishFor("a", "erase");
  await wishFor("b", "restore");
  await wishFor("c", "erase", { told: true });
  const asks: unknown[] = [];
  let state: "stale_epoch" | "accepted" = "stale_epoch";
  network((one) => {
    const { put, erase, restore } = asked(one);
    asks.push([put.length, erase, restore]);
    const outcomes = put.map(() => ({ outcome: state, seq: state === "accepted" ? 1 : null, problem: null }));
    return answer([page(S, 0)], outcomes);
  });
  await syncOnce();
  assert.deepEqual(asks, [[1, ["a"], ["b"]]]);
  await syncOnce(); // the deletion waits for a newer key, and the wishes wait with it
  assert.deepEqual(asks.at(-1), [0, [], []]);
  state = "accepted";
  const writing = await strictly("outbox");
  for (const entry of await writing.store.getAll()) await writing.store.put({ ...entry, state: "waiting" });
  await writing.done;
  await syncOnce();
  assert.deepEqual(asks.at(-1), [1, ["a"], ["b"]]);
});

fresh(
  "a wish that came true waits to be compared with the log; one that cannot is let go, or remembered as too late",
  async () => {
    const settled = (outcome: "accepted" | "duplicate" | "refused", retry = false) => ({
      outcome,
      problem: outcome === "refused" ? { type: "not-found" as const, title: "", status: 404, detail: "", retry } : null,
    });
    for (const name of ["a", "b", "c", "d", "e"]) await wishFor(name, "erase");
    for (const name of ["x", "y"]) await wishFor(name, "restore");
    network(async (one) => {
      assert.deepEqual(
        [asked(one).erase, asked(one).restore],
        [
          ["a", "b", "c", "d", "e"],
          ["x", "y"],
        ],
      );
      await wishFor("e", "restore"); // the person thought again while this was under way
      const erase = [settled("accepted"), settled("duplicate"), settled("refused"), settled("refused", true)];
      return json({
        vault: { gen: 1, version: 1 },
        spaces: [page(S, 0)],
        put: [],
        erase: [...erase, settled("accepted")],
        restore: [settled("accepted"), settled("refused")],
      });
    });
    await syncOnce();
    assert.deepEqual(
      (await wishes()).map(({ msg_id, wish, told = false, refused = false }) => [msg_id, wish, told, refused]),
      [
        ["a", "erase", true, false],
        ["b", "erase", true, false],
        ["d", "erase", false, false],
        ["e", "restore", false, false],
        ["x", "restore", true, false],
        ["y", "restore", true, true],
      ],
    );
  },
);

fresh("a clash about an older device of mine is a clone too", async () => {
  await write();
  const [entry] = await outbox();
  const renamed = await strictly("devices");
  await renamed.store.put({ ...((await renamed.store.get(S)) ?? assert.fail()), device_id: "AAAAAAAAAAA" });
  await renamed.done;
  network(() => answer([page(S, 0)], [{ outcome: "clash", seq: 4, problem: null }]));
  assert.equal((await syncOnce()).cloned.size, 1);
  assert.equal((await deviceIn(S))?.cloned, true);
  assert.deepEqual(await outbox(), [{ ...entry, tried: true }]);
});

fresh("an envelope of my device that I do not hold means a clone", async () => {
  await write();
  const mine = fromBase64url((await deviceIn(S))?.device_id ?? "");
  network(async () => answer([page(S, 2, [await item(1, keys, { device: mine, device_seq: 9 })])], [accepted(2)]));
  const report = await syncOnce();
  assert.deepEqual([[...report.cloned], (await deviceIn(S))?.cloned], [[S], true]);
});

fresh("an envelope of my device that still waits here is my own, and no clone", async () => {
  await write(2);
  const [first, second] = await outbox();
  const echo = { seq: 1, slot: 0, msg_id: second?.msg_id ?? "", bytes: toBase64url(second?.bytes ?? random(0)) };
  network(() => answer([page(S, 2, [echo])], [accepted(2), refused(true)]));
  assert.equal((await syncOnce()).cloned.size, 0);
  assert.notEqual(first, undefined);
});

fresh("stale is kept until a newer key is here, also by later syncs", async () => {
  await write();
  network(() => answer([page(S, 0)], [{ outcome: "stale_epoch", seq: null, problem: null }]));
  assert.equal((await syncOnce()).stale, true);
  assert.equal((await outbox())[0]?.state, "stale");
  const requests = network(() => answer([page(S, 0)]));
  assert.equal((await syncOnce()).stale, true);
  assert.deepEqual(asked(requests[0] ?? assert.fail()).put, []);
});

fresh(
  "refused for good is kept with its reason; refused for now stays waiting and is not asked again at once",
  async () => {
    await write(2);
    const requests = network(() => answer([page(S, 0)], [refused(false), refused(true)]));
    await syncOnce();
    assert.equal(requests.length, 1);
    assert.deepEqual(
      (await outbox()).map((entry) => [entry.state, entry.problem]),
      [
        ["refused", "space-ended"],
        ["waiting", null],
      ],
    );
    const later = network(() => answer([page(S, 1)], [accepted(1)]));
    await syncOnce();
    assert.equal(asked(later[0] ?? assert.fail()).put.length, 1);
    assert.deepEqual(
      (await outbox()).map((entry) => entry.state),
      ["refused"],
    );
  },
);

fresh("what is refused for now does not keep the rest from going", async () => {
  await write(3);
  const { n: _, ...sample } = (await outbox())[0] ?? assert.fail();
  const adding = await strictly("outbox");
  for (let n = 4; n <= 501; n += 1) await adding.store.add({ ...sample, msg_id: `m${n}`, device_seq: n });
  await adding.done;
  const requests = network((one) =>
    answer(
      [page(S, 0)],
      asked(one).put.map(() => refused(true)),
    ),
  );
  await syncOnce();
  assert.deepEqual(
    requests.map((one) => asked(one).put.length),
    [500, 1],
  );
  assert.equal((await outbox()).length, 501);
});

fresh("an outcome about bytes that were sealed again meanwhile settles nothing", async () => {
  await write();
  network(async () => {
    const writing = await strictly("outbox");
    const [entry] = await writing.store.getAll();
    await writing.store.put({ ...(entry ?? assert.fail()), device_id: "AAAAAAAAAAA", device_seq: 1 });
    await writing.done;
    return answer([page(S, 1)], [accepted(1)]);
  });
  await syncOnce();
  assert.equal((await outbox()).length, 1);
});

fresh("a space that is not mine any more is left alone", async () => {
  network(() =>
    answer([page(S, 0, [], { problem: { type: "not-found", title: "", status: 404, detail: "", retry: false } })]),
  );
  const report = await syncOnce();
  assert.deepEqual([report.changed.size, report.wentBack.size, (await cursor(S))?.head], [0, 0, 0]);
});

fresh("an ending is noticed", async () => {
  network(() => answer([page(S, 0, [], { ended: true })]));
  assert.deepEqual([...(await syncOnce()).changed], [S]);
  assert.equal((await cursor(S))?.ended, true);
});

fresh("other devices that write are remembered, also before I wrote anything", async () => {
  network(async () => answer([page(S, 2, [await item(1), await item(2, partner, { device_seq: 7 })])]));
  await syncOnce();
  assert.deepEqual((await deviceIn(S))?.seen, { [toBase64url(device)]: 7 });
});

const RESTORED = toBase64url(new Uint8Array(16).fill(1));
const restored = () => problem("incarnation-changed", 409, { incarnations: { [S]: RESTORED } });

fresh("a restored server gets everything of mine again, and nothing anybody wrote is lost", async () => {
  await write(3);
  const mine = await outbox();
  const theirs = await item(2);
  network(() => answer([page(S, 4, [theirs])], [accepted(1), accepted(3), accepted(4)]));
  await syncOnce();
  await write();
  const waiting = (await outbox())[0] ?? assert.fail();

  const sent: string[][] = [];
  let head = 1; // the first of my notes survived the restore
  network((one) => {
    const { put, spaces } = asked(one);
    if (spaces[0]?.incarnation !== RESTORED) return restored();
    sent.push(put);
    const [served] = mine;
    const known = (bytes: string) => bytes === toBase64url(served?.bytes ?? random(0));
    const kept = [{ seq: 1, slot: 0, msg_id: served?.msg_id ?? "", bytes: toBase64url(served?.bytes ?? random(0)) }];
    const outcomes = put.map((bytes): PutOutcome => {
      if (known(bytes)) return { outcome: "duplicate", seq: 1, problem: null };
      head += 1;
      return accepted(head);
    });
    return answer([page(S, head, kept, { incarnation: RESTORED })], outcomes);
  });
  const report = await syncOnce();
  assert.equal(report.cloned.size, 0);
  assert.deepEqual(new Set(sent[0]), new Set([...mine, waiting].map((entry) => toBase64url(entry.bytes))));
  assert.deepEqual(await outbox(), []);
  const held = await items(S);
  assert.deepEqual(
    new Set(held.filter((each) => each.seq > 0).map((each) => each.msg_id)),
    new Set([...mine, waiting].map((entry) => entry.msg_id)),
  );
  assert.ok(
    held.some((each) => each.seq < 0 && each.msg_id === theirs.msg_id),
    "the other's note is still here",
  );
  assert.deepEqual(await cursor(S), {
    space: S,
    slot: 0,
    tail: 4,
    floor: 1,
    head: 4,
    incarnation: RESTORED,
    ended: false,
  });
});

fresh("restored twice, the remains of the first time are neither lost nor reordered", async () => {
  const [a, b, c] = await Promise.all([item(1), item(2), item(3)]);
  network(() => answer([page(S, 3, [a, b, c])]));
  await syncOnce();
  let incarnation = RESTORED;
  const [d, e] = await Promise.all([item(1), item(2)]);
  network((one) =>
    asked(one).spaces[0]?.incarnation === RESTORED ? answer([page(S, 2, [d, e], { incarnation })]) : restored(),
  );
  await syncOnce();
  incarnation = toBase64url(new Uint8Array(16).fill(2));
  network((one) =>
    asked(one).spaces[0]?.incarnation === incarnation
      ? answer([page(S, 0, [], { incarnation })])
      : problem("incarnation-changed", 409, { incarnations: { [S]: incarnation } }),
  );
  await syncOnce();
  const held = (await items(S)).toSorted((one, other) => one.seq - other.seq);
  assert.deepEqual(
    held.map((each) => each.msg_id),
    [a, b, c, d, e].map((each) => each.msg_id),
  );
  assert.ok(held.every((each) => each.seq < 0));
});

fresh("a server that changes its incarnation each time is not asked for ever", async () => {
  network(async () => answer([page(S, 1, [await item(1)])]));
  await syncOnce();
  const requests = network(() =>
    problem("incarnation-changed", 409, { incarnations: { [S]: toBase64url(random(16)) } }),
  );
  await assert.rejects(syncOnce(), Refusal);
  assert.ok(requests.length < 10);
  assert.equal((await items(S)).length, 1);
});

fresh("two syncs at once take turns", async () => {
  await write(2);
  let running = 0;
  const server = new Accepting();
  network(async (one) => {
    running += 1;
    assert.equal(running, 1);
    await new Promise((done) => setTimeout(done, 20));
    running -= 1;
    return server.take(asked(one).put);
  });
  await Promise.all([syncOnce(), syncOnce(), syncOnce()]);
  assert.deepEqual(await seqs(), [1, 2]);
});

fresh("nothing is asked while no space is followed", async () => {
  await wipe();
  const requests = network(() => assert.fail());
  await syncOnce();
  assert.equal(requests.length, 0);
});

// ---- history

const log = await Promise.all(Array.from({ length: 130 }, (_, n) => item(n + 1)));
const INCARNATION = toBase64url(new Uint8Array(16));
const history = (path: string, incarnation = INCARNATION) => {
  const asks = new URL(path, "http://localhost").searchParams;
  const [before, limit] = [Number(asks.get("before")), Number(asks.get("limit"))];
  const older = log
    .filter((each) => each.seq < before)
    .toReversed()
    .slice(0, limit);
  return json({ incarnation, items: older, more: (older.at(-1)?.seq ?? 1) > 1 });
};

test("a new device fills its history downwards to the first note, a screenful first", async () => {
  await wipe();
  await follow(S, 0, 130, INCARNATION);
  const requests = network((one) => (one.path === "/api/sync" ? answer([page(S, 130)]) : history(one.path)));
  assert.equal((await syncOnce()).filling, true);
  assert.equal((await fillOnce()).filling, true);
  assert.deepEqual(
    await seqs(),
    Array.from({ length: 60 }, (_, n) => 71 + n),
  );
  assert.equal((await fillOnce()).filling, false);
  assert.deepEqual(
    await seqs(),
    Array.from({ length: 130 }, (_, n) => n + 1),
  );
  assert.deepEqual(await cursor(S), {
    space: S,
    slot: 0,
    tail: 130,
    floor: 1,
    head: 130,
    incarnation: INCARNATION,
    ended: false,
  });
  const asked_ = requests.length;
  assert.equal((await fillOnce()).filling, false);
  assert.equal(requests.length, asked_);
  assert.equal((await syncOnce()).filling, false);
});

test("history of another incarnation is not mixed in", async () => {
  await wipe();
  await follow(S, 0, 130, INCARNATION);
  network((one) => history(one.path, RESTORED));
  await fillOnce();
  assert.deepEqual([await seqs(), (await cursor(S))?.floor], [[], 131]);
});

test("history that is not below the floor is not taken, and always ends", async () => {
  await wipe();
  await follow(S, 0, 3, INCARNATION);
  network(() => json({ incarnation: INCARNATION, items: [log[9], log[4]], more: true }));
  let rounds = 0;
  while ((await fillOnce()).filling && rounds < 5) rounds += 1;
  assert.ok(rounds < 5);
  assert.deepEqual([await seqs(), (await cursor(S))?.floor], [[], 1]);
});

test("following a space again changes nothing", async () => {
  await wipe();
  await follow(S, 0, 7, INCARNATION);
  const before = await cursor(S);
  await follow(S, 1, 0);
  assert.deepEqual(await cursor(S), before);
  assert.equal(await (await database()).count("cursors"), 1);
});
