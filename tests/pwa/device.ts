/** A device in a test: an account, its open keys and an empty store, and a network whose other end the test writes. */
import "fake-indexeddb/auto";
import type { Problem, SyncAnswer, SyncAsk } from "../../pwa/src/api.ts";
import { type Bytes, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { importSelfKey, importSpaceKey } from "../../pwa/src/crypto/envelope.ts";
import { sealVault } from "../../pwa/src/crypto/vault.ts";
import { database, strictly, wipe } from "../../pwa/src/database.ts";
import { forgetKeys, openKeys, type SpaceKeys } from "../../pwa/src/keyring.ts";
import type { Vault, VaultSpace } from "../../pwa/src/vault.ts";

export const WHEN = { day: "2026-11-22", part: 2 };
export const id = (size = 16): string => toBase64url(random(size));

export const epoch = (n: number) => ({ n, key: id(32), self: id(32) });
export const aSpace = (more: Partial<VaultSpace> = {}): VaultSpace => ({
  id: id(),
  kind: "shared",
  slot: 0,
  state: "active",
  since: WHEN.day,
  epochs: [epoch(1)],
  ...more,
});
export const aVault = (...spaces: VaultSpace[]): Vault => ({ v: 1, spaces, passkeys: [], settings: {} });

/** Keys as the keyring holds them. */
export async function keysOf(space: VaultSpace): Promise<SpaceKeys> {
  const epochs: SpaceKeys["epochs"] = new Map();
  for (const { n, key, self } of space.epochs) {
    epochs.set(n, {
      space: await importSpaceKey(Buffer.from(key, "base64url") as unknown as Bytes),
      self: await importSelfKey(Buffer.from(self, "base64url") as unknown as Bytes),
    });
  }
  const { id: name, kind, slot, state } = space;
  return {
    id: name,
    kind,
    slot,
    ended: state === "ended",
    letGo: space.let_go === true,
    erased: new Set(space.erased),
    archived: space.archived === true,
    epoch: Math.max(...epochs.keys()),
    epochs,
  };
}

/** Erase this device and sign somebody in who has these spaces. */
export async function freshDevice(...spaces: VaultSpace[]): Promise<{ vk: Bytes; uid: Bytes }> {
  forgetKeys();
  await wipe();
  const [vk, uid] = [random(32), random(16)];
  const base = await sealVault(vk, 1, 1, uid, aVault(...spaces));
  const writing = await strictly("account", "vault");
  await writing
    .objectStore("account")
    .put(
      { uid, credential: random(32), operator: "", recovery: false, backed_up: true, wrap: null, local_wrap: null },
      "me",
    );
  await writing.objectStore("vault").put({ gen: 1, version: 1, base, mine: null }, "vault");
  await writing.done;
  await openKeys(vk);
  return { vk, uid };
}

export const outbox = async () => (await database()).getAll("outbox");
export const items = async (space: string) =>
  (await (await database()).getAll("items")).filter((item) => item.space === space);
export const cursor = async (space: string) => (await database()).get("cursors", space);
export const deviceIn = async (space: string) => (await database()).get("devices", space);

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
export const problem = (type: Problem["type"], status: number, more: object = {}): Response =>
  new Response(JSON.stringify({ type, title: "", status, detail: "", retry: false, ...more }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });

export interface Asked {
  method: string;
  path: string;
  body: never;
  headers: Record<string, string>;
}
/** Whatever is asked of the network from here on is answered by `answer`; gives the list of what was asked. */
export function network(answer: (asked: Asked) => Response | Promise<Response>): Asked[] {
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init = {}) => {
    const request = new Request(new URL(String(input), "http://localhost"), { ...init, redirect: "follow" });
    const zipped = request.headers.get("Content-Encoding") === "gzip" && request.body;
    const text = zipped
      ? await new Response(request.body?.pipeThrough(new DecompressionStream("gzip"))).text()
      : await request.text();
    const one = {
      method: request.method,
      path: String(input),
      body: JSON.parse(text || "{}") as never,
      headers: Object.fromEntries(request.headers),
    };
    asked.push(one);
    return answer(one);
  };
  return asked;
}

const INCARNATION = toBase64url(new Uint8Array(16));
type Page = SyncAnswer["spaces"][number];
/** A page of one space's log. */
export const page = (space: string, head: number, served: Page["items"] = [], more: Partial<Page> = {}): Page => ({
  id: space,
  head,
  epoch: 1,
  incarnation: INCARNATION,
  ended: false,
  more: false,
  items: served,
  problem: null,
  ...more,
});
export const answer = (pages: Page[], put: SyncAnswer["put"] = []): Response =>
  json({ vault: { gen: 1, version: 1 }, spaces: pages, put, erase: [], restore: [] } satisfies SyncAnswer);
export const asked = (one: Asked): SyncAsk => one.body;
