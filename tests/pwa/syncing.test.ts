/** When the server is asked, and how often: never without a pause for what it refuses again and again. */
import "./one_tab.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { stopSyncing, syncSoon } from "../../pwa/src/actions/syncing.ts";
import type { SyncAnswer } from "../../pwa/src/api.ts";
import { toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { strictly } from "../../pwa/src/database.ts";
import { keyring } from "../../pwa/src/keyring.ts";
import { enqueue, openSpace } from "../../pwa/src/outbox.ts";
import { follow } from "../../pwa/src/sync.ts";
import { answer, aSpace, asked, freshDevice, json, network, outbox, page, WHEN } from "./device.ts";

Object.assign(globalThis, { document: { hidden: true, addEventListener: () => undefined } });

test("a name that the other has taken is tried a few times, then at the next look, and its words stay", async () => {
  const space = aSpace();
  await freshDevice(space);
  await follow(space.id, 0, 0, toBase64url(new Uint8Array(16)));
  const keys = keyring() ?? assert.fail();
  await enqueue(openSpace(keys, "shared"), { k: "thought", text: "mine", ...WHEN });
  const problem = { type: "clash", title: "", status: 409, detail: "", retry: false };
  const clash = { outcome: "clash", seq: null, problem } as unknown as SyncAnswer["put"][number];
  const requests = network((one) => {
    if (requests.length > 50) throw new TypeError("no network: enough was seen");
    return answer(
      [page(space.id, 1)],
      asked(one).put.map(() => clash),
    );
  });
  for (const most of [8, 1]) {
    requests.length = 0;
    await syncSoon();
    assert.ok(requests.length <= most, `${requests.length} requests`);
  }
  await stopSyncing();
  assert.equal((await outbox()).length, 1);
});

test("the first sync after a failure sees to what waited for the network, whether anything came or not", async () => {
  const space = aSpace({ state: "ended" });
  await freshDevice(space);
  await follow(space.id, 0, 0, toBase64url(new Uint8Array(16)), { closed: true });
  const writing = await strictly("cursors");
  await writing.store.put({ ...((await writing.store.get(space.id)) ?? assert.fail()), ended: true, tail: 3, head: 3 });
  await writing.done;
  const log = `/api/spaces/${space.id}/history`;
  const looks = async (isThere: boolean, wanted: number): Promise<number> => {
    const requests = network(({ path }) => {
      if (!isThere) throw new TypeError("no network");
      return path.startsWith(log)
        ? json({ incarnation: toBase64url(new Uint8Array(16)), left: [], gone: 0, items: [], more: false })
        : answer([page(space.id, 3, [], { ended: true })]);
    });
    await syncSoon();
    const count = () => requests.filter(({ path }) => path.startsWith(log)).length;
    // It comes when nothing else happens; where none is to come, a moment is enough to see one.
    for (let n = 0; n < (wanted > 0 ? 2000 : 40) && count() < Math.max(wanted, 1); n += 1)
      await new Promise((done) => setTimeout(done, 5));
    await stopSyncing();
    return count();
  };
  const [first, away, again] = [await looks(true, 0), await looks(false, 0), await looks(true, 1)];
  assert.deepEqual([first, away, again], [0, 0, 1]);
});
