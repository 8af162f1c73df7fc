/** Leaving: told before everything else, with nothing of mine behind it, and nothing of it lost; later, letting go of what was shared. */
import "./one_tab.ts";

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { signOut } from "../../pwa/src/actions/account.ts";
import { takeBack } from "../../pwa/src/actions/changing.ts";
import { leave, letGo, sharedBefore } from "../../pwa/src/actions/leaving.ts";
import { openStored } from "../../pwa/src/actions/opening.ts";
import { eraseNow } from "../../pwa/src/actions/purging.ts";
import { refreshNotes, refreshPair } from "../../pwa/src/actions/running.ts";
import { syncSoon } from "../../pwa/src/actions/syncing.ts";
import { discard, keepInstead } from "../../pwa/src/actions/unsent.ts";
import { leaveOpen } from "../../pwa/src/actions/waking.ts";
import { toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { strictly } from "../../pwa/src/database.ts";
import { keyring } from "../../pwa/src/keyring.ts";
import { markLeft, sendLeaving } from "../../pwa/src/leaving.ts";
import { enqueue } from "../../pwa/src/outbox.ts";
import { me, notes, notice, notSent, pair } from "../../pwa/src/state.ts";
import { follow, syncOnce } from "../../pwa/src/sync.ts";
import {
  type Asked,
  answer,
  aSpace,
  asked,
  cursor,
  freshDevice,
  id,
  items,
  json,
  network,
  outbox,
  page,
  problem,
  WHEN,
} from "./device.ts";

Object.assign(globalThis, {
  document: { hidden: false, addEventListener: () => undefined },
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});
const shared = aSpace({ partner_name: "Bo" });
const mine = aSpace({ kind: "private" });
const INCARNATION = toBase64url(new Uint8Array(16));
const LEAVE = `/api/spaces/${shared.id}/leave`;
const keys = () => keyring() ?? assert.fail();
const keysOf = (space: { id: string }) => keys().spaces.get(space.id) ?? assert.fail();
const write = async (space = shared, text = "so") =>
  (await enqueue(keysOf(space), { k: "thought", text, ...WHEN })) ?? assert.fail();
const told = (all: readonly Asked[]) => all.filter(({ method }) => method !== "GET").map(({ path }) => path);

const fresh = (name: string, body: () => Promise<void>) =>
  test(name, async () => {
    await freshDevice(shared, mine);
    for (const space of [shared, mine]) await follow(space.id, 0, 0, INCARNATION);
    me.value = {
      ...{ uid: toBase64url(keys().uid), operator: "", session: true, recovery: true },
      ...{ passkeyOpens: true, passkeyBackedUp: true, keptUntil: null },
    };
    await refreshPair();
    await body();
  });
afterEach(async () => {
  await leaveOpen();
  notice.value = null;
});

/** A server on which the shared space ends with the leave. `log`: what it has of mine there. */
function server(log: { msg_id: string; bytes: string }[] = []): Asked[] {
  const puts: string[] = [];
  let ended = false;
  return network((one) => {
    if (one.path === LEAVE) {
      ended = true;
      return new Response(null, { status: 204 });
    }
    if (one.path !== "/api/sync") return problem("not-found", 404);
    const { spaces, put } = asked(one);
    puts.push(...put);
    const items = log.map((item, n) => ({ seq: n + 1, slot: 0, ...item }));
    const served = spaces.map(({ id: space, since }) =>
      space === shared.id
        ? page(space, log.length, items.slice(since), { ended })
        : page(space, puts.length, [], { incarnation: INCARNATION }),
    );
    return answer(
      served,
      put.map((_, n) => ({ outcome: "accepted", seq: puts.length - put.length + n + 1, problem: null })),
    );
  });
}
const offline = () => network(() => Promise.reject(new TypeError("fetch failed")));
/** What is seen to while nothing else happens. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 100 && !(await isSo()); looks += 1) await new Promise((go) => setTimeout(go, 20));
}
const waiting = async () => (await outbox()).map(({ space, state, problem: why }) => [space, state, why]);

for (const choice of ["stay", "take_back"] as const) {
  fresh(`the leave goes first, with its choice (${choice}), and what waited goes nowhere`, async () => {
    const lost = await write();
    await write(mine, "kept");
    const requests = server();
    assert.equal(await leave(choice), true);
    assert.deepEqual(told(requests).slice(0, 2), [LEAVE, "/api/sync"]);
    assert.deepEqual(requests[0]?.body, { notes: choice });
    assert.equal(asked(requests.find(({ path }) => path === "/api/sync") ?? assert.fail()).put.length, 1);
    assert.deepEqual(await waiting(), [[shared.id, "refused", "space-ended"]]);
    assert.deepEqual([pair.value?.closed, notice.value], [true, null]);
    assert.deepEqual(
      notSent.value.map(({ msg_id }) => msg_id),
      [lost],
    );
    const [before] = await sharedBefore();
    assert.deepEqual([before?.name, before?.letGo, before?.untold], ["Bo", choice === "take_back", false]);
  });
}

fresh("without a network it is said, kept, and told before anything else once there is one", async () => {
  await write(mine);
  offline();
  assert.equal(await leave("take_back"), true);
  assert.deepEqual([pair.value?.closed, notice.value], [true, "leftQueued"]);
  const failing = network(({ path }) => (path === LEAVE ? problem("server-error", 500) : answer([])));
  await syncSoon();
  assert.deepEqual(told(failing), [LEAVE], "nothing goes before the leave was heard");
  const requests = server();
  await syncSoon();
  assert.deepEqual(told(requests).slice(0, 2), [LEAVE, "/api/sync"]);
  assert.deepEqual(requests[0]?.body, { notes: "take_back" });
  const after = server();
  await syncSoon();
  assert.equal(told(after).includes(LEAVE), false, "it is told once");
});

fresh("a wish to leave that an older version kept means that what was shared stays", async () => {
  const writing = await strictly("flags");
  await writing.store.put("yes", `leave ${shared.id}`);
  await writing.done;
  const requests = server();
  await sendLeaving();
  assert.deepEqual(
    requests.map(({ body }) => body),
    [{ notes: "stay" }],
  );
});

fresh("a choice that changed while the first was on its way is told as well", async () => {
  await markLeft(shared.id, "stay");
  const bodies: unknown[] = [];
  network(async (one) => {
    bodies.push(one.body);
    if (bodies.length === 1) await markLeft(shared.id, "take_back");
    return new Response(null, { status: 204 });
  });
  await sendLeaving();
  await sendLeaving();
  await sendLeaving();
  assert.deepEqual(bodies, [{ notes: "stay" }, { notes: "take_back" }]);
});

fresh("what another tab sealed meanwhile is not sent either, and can be seen", async () => {
  const stale = keysOf(shared);
  await markLeft(shared.id, "stay");
  await enqueue(stale, { k: "thought", text: "late", ...WHEN });
  const requests = server();
  await syncOnce();
  assert.deepEqual(asked(requests[0] ?? assert.fail()).put, []);
  keysOf(shared).ended = true;
  await refreshNotes();
  await until(async () => (await outbox())[0]?.state === "refused");
  assert.deepEqual(await waiting(), [[shared.id, "refused", "space-ended"]]);
});

fresh("a note whose answer was lost stands as sent at once, and on no list of what was not", async () => {
  // Something stood there before: what has ended is not read again for nothing.
  const earlier = await write(shared, "before");
  const [first] = await outbox();
  const writing = await strictly("items", "cursors", "outbox");
  const place = { space: shared.id, seq: 1, slot: 0, msg_id: earlier, bytes: first?.bytes ?? assert.fail() };
  await writing.objectStore("items").put(place);
  const known = (await writing.objectStore("cursors").get(shared.id)) ?? assert.fail();
  await writing.objectStore("cursors").put({ ...known, tail: 1, head: 1 });
  await writing.objectStore("outbox").clear();
  await writing.done;
  const arrived = await write(shared, "it had arrived");
  const gone = await write(shared, "it had not");
  // Handed over, and nobody heard what became of it.
  network(() => Promise.reject(new TypeError("fetch failed")));
  await syncSoon();
  const [entry] = await outbox();
  assert.equal(entry?.tried, true);
  await refreshNotes();
  const log = [place, { msg_id: arrived, bytes: entry?.bytes ?? assert.fail() }];
  server(log.map(({ msg_id, bytes }) => ({ msg_id, bytes: toBase64url(bytes) })));
  await leave("stay");
  await refreshNotes();
  for (let looks = 0; looks < 50 && notSent.value.length !== 1; looks += 1)
    await new Promise((go) => setTimeout(go, 20));
  assert.deepEqual(
    notSent.value.map(({ msg_id }) => msg_id),
    [gone],
  );
  assert.deepEqual(
    notes.value.map(({ msg_id, state }) => [msg_id, state]),
    [
      [earlier, "sent"],
      [arrived, "sent"],
      [gone, "not_sent"],
    ],
  );
});

fresh("what was not sent is kept for me or discarded, whatever it is", async () => {
  const note = await write();
  await enqueue(keysOf(shared), { k: "answer", to: note, form: "own", text: "a reply", ...WHEN });
  await enqueue(keysOf(shared), { k: "edit", to: note, content: { k: "thought", text: "better" }, ...WHEN });
  await enqueue(keysOf(shared), { k: "step", to: note, step: "talk", ...WHEN });
  offline();
  await leave("stay");
  const unsent = [...notSent.value];
  assert.equal(unsent.length, 4);
  const kept: boolean[] = [];
  for (const one of unsent) kept.push(await keepInstead(one));
  assert.deepEqual(kept, [true, true, true, false], "a mark has no words to keep");
  assert.equal(notSent.value.length, 1);
  await discard(unsent[3]?.msg_id ?? assert.fail());
  assert.equal(notSent.value.length, 0);
  const own = notes.value.filter(({ space }) => space === mine.id);
  assert.deepEqual(own.map(({ content }) => (content?.k === "thought" ? content.text : "")).toSorted(), [
    "a reply",
    "better",
    "so",
  ]);
});

fresh("what I left is not sent again after the server was restored", async () => {
  await write();
  const [entry] = await outbox();
  server([{ msg_id: entry?.msg_id ?? "", bytes: toBase64url(entry?.bytes ?? assert.fail()) }]);
  await leave("stay");
  await refreshNotes();
  await until(async () => (await outbox()).length === 0);
  const restored = id();
  const requests = network((one) => {
    if (one.path !== "/api/sync") return problem("not-found", 404);
    const known = asked(one).spaces.every(({ incarnation }) => incarnation === restored);
    if (!known)
      return problem("incarnation-changed", 409, { incarnations: { [shared.id]: restored, [mine.id]: restored } });
    return answer(asked(one).spaces.map(({ id: space }) => page(space, 0, [], { incarnation: restored, ended: true })));
  });
  await syncOnce();
  assert.deepEqual(
    requests.filter(({ path }) => path === "/api/sync").flatMap((one) => asked(one).put),
    [],
  );
  assert.deepEqual(await outbox(), [], "nor is it on the list of what was not");
  assert.equal((await cursor(shared.id))?.closed, true);
});

fresh("whoever was left lets go later, and this is told like a leave", async () => {
  const writing = await strictly("cursors");
  await writing.store.put({ ...((await writing.store.get(shared.id)) ?? assert.fail()), ended: true });
  await writing.done;
  assert.equal(await letGo(shared.id), false, "what is open is left, not let go of");
  server();
  await leave("stay");
  const requests = server();
  assert.equal(await letGo(shared.id), true);
  const [first] = requests.filter(({ method }) => method !== "GET");
  assert.deepEqual([first?.path, first?.body], [LEAVE, { notes: "take_back" }]);
  assert.equal(keys().vault.spaces.find(({ id: space }) => space === shared.id)?.let_go, true);
  assert.equal((await sharedBefore())[0]?.letGo, true);
});

fresh("what was taken back is erased for good only once the server knows, and then here too", async () => {
  const note = await write(mine, "to be erased");
  const stored: string[] = [];
  const purged: unknown[] = [];
  network((one) => {
    if (one.path === "/api/purge") {
      purged.push(one.body);
      return new Response(null, { status: 204 });
    }
    if (one.path !== "/api/sync") return problem("not-found", 404);
    const { put, erase, spaces } = asked(one);
    stored.push(...put);
    const outcomes = put.map((_, n) => ({
      outcome: "accepted" as const,
      seq: stored.length - put.length + n + 1,
      problem: null,
    }));
    const pages = spaces.map(({ id: space }) => page(space, space === mine.id ? stored.length : 0));
    const told = erase.map(() => ({ outcome: "accepted" as const, problem: null }));
    return json({ vault: { gen: 1, version: 1 }, spaces: pages, put: outcomes, erase: told, restore: [] });
  });
  await syncSoon();
  await refreshNotes();
  const shown = () => notes.value.find(({ msg_id }) => msg_id === note) ?? assert.fail();
  assert.equal(await eraseNow(shown()), false, "what stands is not erased");
  await takeBack(shown());
  await syncSoon();
  await refreshNotes();
  assert.equal(shown().state, "taken_back");
  assert.equal(await eraseNow(shown()), true);
  assert.deepEqual(purged, [{ msg_ids: [note] }]);
  assert.equal((await items(mine.id)).find(({ msg_id }) => msg_id === note)?.bytes, null);
  assert.equal(shown().restorable, null);
});

fresh("nothing is erased for good before the server knows that it was taken back", async () => {
  const note = await write(mine, "to be erased");
  const requests = network(({ path }) =>
    path === "/api/purge" ? new Response(null, { status: 204 }) : problem("server-error", 500),
  );
  await refreshNotes();
  const shown = () => notes.value.find(({ msg_id }) => msg_id === note) ?? assert.fail();
  await takeBack(shown());
  await refreshNotes();
  assert.deepEqual([await eraseNow(shown()), notice.value], [false, "offlineNow"]);
  assert.equal(told(requests).includes("/api/purge"), false);
});

for (const choice of ["keep", "discard"] as const) {
  fresh(
    `signing out with no network (${choice}) does not undo a leave: it is told before the session ends`,
    async () => {
      offline();
      await leave("take_back");
      assert.equal(await signOut(choice), true);
      offline();
      await openStored();
      const requests = network(() => new Response(null, { status: 204 }));
      await openStored();
      assert.deepEqual(
        requests.map(({ method, path, body }) => [method, path, body]),
        [
          ["POST", LEAVE, { notes: "take_back" }],
          ["DELETE", "/api/session", {}],
        ],
      );
      await openStored();
      assert.equal(requests.length, 2);
    },
  );
}
