/** When the server is asked, and how often: never without a pause for what it refuses again and again. */
import "./one_tab.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { stopSyncing, syncSoon } from "../../pwa/src/actions/syncing.ts";
import type { SyncAnswer } from "../../pwa/src/api.ts";
import { toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { keyring } from "../../pwa/src/keyring.ts";
import { enqueue, openSpace } from "../../pwa/src/outbox.ts";
import { follow } from "../../pwa/src/sync.ts";
import { answer, aSpace, asked, freshDevice, network, outbox, page, WHEN } from "./device.ts";

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
