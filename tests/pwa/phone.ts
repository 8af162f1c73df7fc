/**
 * One phone without a screen: the client's own engine over a store in memory, told what to do by one JSON object a line and answering
 * each with one. Only the world's edge is made here: the origin, the cookie, and a network that loses, repeats and changes things.
 */
import "fake-indexeddb/auto";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { followAll, noteEndings } from "../../pwa/src/actions/closing.ts";
import { closeHere, type Notes } from "../../pwa/src/actions/leaving.ts";
import { NoNetwork, Refusal, request } from "../../pwa/src/api.ts";
import { momentOf } from "../../pwa/src/calendar.ts";
import { carryOut } from "../../pwa/src/carrying.ts";
import { type Bytes, fromBase64url, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";
import { HandshakeError } from "../../pwa/src/crypto/handshake.ts";
import { sealVault } from "../../pwa/src/crypto/vault.ts";
import { database, dropConnection, type StoreName, strictly, wipe } from "../../pwa/src/database.ts";
import { accept, change, forgetKeys, keyring, openKeys, push, refresh } from "../../pwa/src/keyring.ts";
import { sendLeaving, untold } from "../../pwa/src/leaving.ts";
import { onlyHere } from "../../pwa/src/only_here.ts";
import { enqueue, toldWishes } from "../../pwa/src/outbox.ts";
import * as pairing from "../../pwa/src/pairing.ts";
import { renewDevice, resealStale } from "../../pwa/src/resealing.ts";
import { CannotSeal } from "../../pwa/src/sealing.ts";
import { Shelf } from "../../pwa/src/shelf.ts";
import { fillOnce, follow, type Report, syncOnce } from "../../pwa/src/sync.ts";
import type { Vault, VaultSpace } from "../../pwa/src/vault.ts";
import { doTo } from "./doing.ts";

/** What happens to one request. Those before `duplicate` never reach the server. */
type Fault =
  | "fine"
  | "drop_request"
  | "portal"
  | "unavailable"
  | "crash_before"
  | "duplicate"
  | "drop_answer"
  | "truncate"
  | "crash_after";
/** A server that lies: fields of one kind of request or answer are replaced. */
interface Lie {
  method: string;
  path: string;
  part: "request" | "answer";
  fields: Record<string, unknown>;
}
/** What `GET /api/session` answers, as far as a phone needs it. */
interface SignedIn {
  uid: string;
  gen: number;
  version: number;
  vault: string;
  spaces: { id: string; slot: number; head: number; incarnation: string; left: number[] }[];
}
interface Command {
  op: string;
  uid: string;
  spaces: VaultSpace[];
  at: string;
  session: string;
  vk: string;
  account: SignedIn;
  store: string;
  space: string;
  text: string;
  name: string;
  names: string[];
  value: string;
  link: string;
  plan?: Fault[];
  which: number;
  set: number | null;
  lies: Lie[];
  notes: Notes;
  when: string;
}

const STORES: StoreName[] = [
  ...(["account", "vault", "cursors", "items", "outbox", "devices", "drafts", "flags"] as const),
  ...(["wishes", "only_here", "pages"] as const),
];
let origin = "";
let cookie = "";
let vaultKey: Bytes | null = null;
let faults: Fault[] = [];
let lies: Lie[] = [];
let sent: { path: string; init: RequestInit }[] = [];
let shelf = new Shelf();
Object.defineProperty(globalThis, "location", {
  get: () => ({ origin }),
});

// ---- the store, written out and read back: what is left of a phone whose app was killed

const pack = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { $bytes: toBase64url(value) } : value;
const unpack = (_: string, value: { $bytes?: string }): unknown =>
  typeof value?.$bytes === "string" ? fromBase64url(value.$bytes) : value;

async function snapshot(): Promise<string> {
  const db = await database();
  const kept: Record<string, unknown> = {};
  for (const name of STORES) kept[name] = { keys: await db.getAllKeys(name), values: await db.getAll(name) };
  return JSON.stringify(kept, pack);
}

async function restore(text: string): Promise<void> {
  await wipe();
  const kept = JSON.parse(text, unpack) as Record<StoreName, { keys: IDBValidKey[]; values: unknown[] }>;
  const writing = await strictly(...STORES);
  for (const name of STORES) {
    const store = writing.objectStore(name);
    for (const [index, value] of kept[name].values.entries()) {
      const key = store.keyPath === null ? kept[name].keys[index] : undefined;
      await store.put(value as never, key as never);
    }
  }
  await writing.done;
}

// ---- the network

const realFetch = globalThis.fetch;

function lied(part: Lie["part"], method: string, path: string, body: Record<string, unknown>): Record<string, unknown> {
  for (const lie of lies) {
    if (lie.part === part && lie.method === method && new RegExp(lie.path).test(path)) Object.assign(body, lie.fields);
  }
  return body;
}

function readBody(init: RequestInit): Record<string, unknown> {
  const raw = init.body instanceof Uint8Array ? gunzipSync(init.body).toString() : String(init.body ?? "{}");
  return JSON.parse(raw) as Record<string, unknown>;
}

async function carry(path: string, init: RequestInit): Promise<Response> {
  const { "Content-Encoding": _, ...headers } = { ...(init.headers as Record<string, string>) };
  const method = init.method ?? "GET";
  const lying = lies.some((lie) => lie.part === "request" && lie.method === method && new RegExp(lie.path).test(path));
  const body = lying ? JSON.stringify(lied("request", method, path, readBody(init))) : init.body;
  const answer = await realFetch(new URL(path, origin), {
    ...init,
    ...(body === undefined ? {} : { body: body as BodyInit }),
    headers: {
      ...(lying ? headers : (init.headers as Record<string, string>)),
      "Sec-Fetch-Site": "same-origin",
      Cookie: cookie,
    },
  });
  if (!lies.some((lie) => lie.part === "answer") || answer.status !== 200) return answer;
  const changed = lied("answer", method, path, (await answer.json()) as Record<string, unknown>);
  return new Response(JSON.stringify(changed), { status: 200, headers: { "Content-Type": "application/json" } });
}

async function crash(): Promise<never> {
  process.stdout.write(`${JSON.stringify({ crashed: await snapshot() })}\n`, () => process.exit(0));
  return new Promise(() => undefined);
}

globalThis.fetch = async (input, init = {}) => {
  const path = String(input);
  const fault = faults.shift() ?? "fine";
  if (init.method === "POST") sent = [...sent, { path, init }].slice(-8);
  if (fault === "crash_before") return crash();
  if (fault === "drop_request") throw new TypeError("fetch failed");
  if (fault === "portal")
    return new Response("<html>Welcome, guest</html>", { headers: { "Content-Type": "text/html" } });
  if (fault === "unavailable") return new Response("no server here", { status: 503 });
  const answer = await carry(path, init);
  if (fault === "duplicate") return carry(path, init);
  if (fault === "crash_after") {
    await answer.arrayBuffer();
    return crash();
  }
  if (fault === "drop_answer") {
    await answer.arrayBuffer();
    throw new TypeError("fetch failed");
  }
  if (fault === "truncate") {
    const whole = await answer.arrayBuffer();
    return new Response(whole.slice(0, whole.byteLength - 1), {
      status: answer.status,
      headers: { "Content-Type": "application/json" },
    });
  }
  return answer;
};

// ---- what an open app does around one sync

const spaceKeys = (space: string) => {
  const keys = keyring()?.spaces.get(space);
  if (!keys) throw new Error(`no keys for ${space}`);
  return keys;
};

async function settle(report: Report): Promise<boolean> {
  const keys = keyring();
  if (report.vault && (report.vault.gen !== keys?.gen || report.vault.version !== keys?.version)) {
    await refresh();
    await followAll();
  }
  await push();
  const resealed = report.stale && (await resealStale(keyring()?.spaces ?? new Map())) > 0;
  const cloned = [...report.cloned].map(spaceKeys).filter((space) => !space.ended);
  for (const space of cloned) await renewDevice(space);
  return resealed || cloned.length > 0;
}

/** What this phone holds, opened and folded, as the app does it at every look. */
async function look() {
  const keys = keyring();
  if (!keys) throw new Error("locked");
  const told = await toldWishes();
  const today = momentOf().day;
  const here = await onlyHere(keys.local, today);
  const { timeline, opened } = await shelf.timeline(keys.spaces, today, true, here);
  return { keys, told, timeline, opened };
}

/** Carry out what the log asks of this phone. Answers whether the server is to be told something. */
async function tend(): Promise<boolean> {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const { keys, told, timeline, opened } = await look();
    const { changed, wishing } = await carryOut(keys, timeline, told, opened);
    if (wishing || !changed) return wishing;
  }
  throw new Error("never at rest");
}

async function syncWhole(): Promise<object> {
  let rounds = 0;
  let report: Report;
  do {
    rounds += 1;
    if (rounds > 20) throw new Error("never quiet");
    await sendLeaving();
    report = await syncOnce();
  } while ((await settle(report)) || (await tend()));
  return { went_back: [...report.wentBack], filling: report.filling };
}

async function start(): Promise<void> {
  if (!vaultKey) throw new Error("no key");
  shelf = new Shelf();
  await openKeys(vaultKey);
  await Promise.all([followAll(), noteEndings()]);
}

/** Begin to follow what the account names, as every way in does. */
async function followThese(account: SignedIn): Promise<void> {
  for (const { id, slot, head, incarnation, left } of account.spaces)
    await follow(id, slot, head, incarnation, { left });
}

// ---- what the other side may ask

const operations: Record<string, (command: Command) => Promise<unknown>> = {
  /** Keys for a new account: what `createAccount` draws, plus spaces that exist already. */
  async make({ uid, spaces }) {
    const vk = random(32);
    const own: VaultSpace = {
      id: toBase64url(random(16)),
      kind: "private",
      slot: 0,
      state: "active",
      since: momentOf().day,
      epochs: [{ n: 1, key: toBase64url(random(32)), self: toBase64url(random(32)) }],
    };
    const vault: Vault = { v: 1, spaces: [own, ...spaces], passkeys: [], settings: {} };
    const sealed = await sealVault(vk, 1, 1, fromBase64url(uid), vault);
    return { vk: toBase64url(vk), space_id: own.id, vault: toBase64url(sealed) };
  },
  /** A device that signs in: nothing on it yet, the vault as the server gave it. */
  async open({ at, session, vk, account }) {
    await wipe();
    [origin, cookie, faults, lies, sent] = [at, session, [], [], []];
    vaultKey = fromBase64url(vk);
    const writing = await strictly("account", "vault");
    await writing.objectStore("account").put(
      {
        uid: fromBase64url(account.uid),
        credential: random(32),
        operator: "",
        recovery: false,
        backed_up: true,
        wrap: null,
        local_wrap: null,
      },
      "me",
    );
    await writing.objectStore("vault").put(
      {
        gen: account.gen,
        version: account.version,
        base: fromBase64url(account.vault),
        mine: null,
      },
      "vault",
    );
    await writing.done;
    await followThese(account);
    await start();
    await accept(fromBase64url(account.vault));
  },
  /** The same person signs in again on this phone: what is on it stays. */
  async again({ session, account }) {
    cookie = session;
    await followThese(account);
    await accept(fromBase64url(account.vault));
  },
  /** The app again after it was killed; `store` is what was on its disk. */
  async boot({ at, session, vk, store }) {
    [origin, cookie, faults, lies] = [at, session, [], []];
    vaultKey = fromBase64url(vk);
    await restore(store);
    await start();
  },
  /** Close the app and open it again on the same disk. */
  async reopen() {
    forgetKeys();
    await dropConnection();
    await start();
  },
  async snapshot() {
    return { store: await snapshot() };
  },
  async write({ space, text }) {
    const content = { k: "thought", ...momentOf(), text: text };
    return { msg_id: await enqueue(spaceKeys(space), content) };
  },
  async sync({ plan }) {
    faults = [...(plan ?? [])];
    try {
      return await syncWhole();
    } finally {
      faults = [];
    }
  },
  async fill({ plan }) {
    faults = [...(plan ?? [])];
    try {
      return { filling: (await fillOnce()).filling };
    } finally {
      faults = [];
    }
  },
  /** An old request arrives at the server once more; nobody hears the answer. */
  async replay({ which }) {
    const old = sent[which % Math.max(1, sent.length)];
    if (old) await (await carry(old.path, { ...old.init, signal: AbortSignal.timeout(10_000) })).arrayBuffer();
  },
  /** Do something to one of the notes that it can be done to. Answers what became of it. */
  async act({ names, which, text }) {
    const { keys, timeline, opened } = await look();
    return doTo(keys, timeline, opened, { names, which, text });
  },
  /** Leave, or let go later where it ended; a network is not needed. */
  async leave({ space, notes }) {
    if (notes === "stay" && spaceKeys(space).ended) return false;
    await closeHere(space, notes);
    return true;
  },
  /** End the account; the finger was asked before. Then nothing is on this phone any more. */
  async end_account({ notes, when, plan }) {
    faults = [...(plan ?? [])];
    await request("DELETE", "/api/account", { notes, when });
    forgetKeys();
    await wipe();
  },
  /** What of mine waits here and what the log has, by msg_id; and what I said that I take back. */
  async mine({ space }) {
    const db = await database();
    const { slot } = spaceKeys(space);
    const { opened, timeline } = await look();
    const said = opened.flatMap((one) => (one.mine && one.said?.act?.k === "delete" ? [one.said.act.to] : []));
    return {
      waiting: (await db.getAll("outbox")).map(({ msg_id, state }) => [msg_id, state]),
      log: (await db.getAll("items")).filter((item) => item.slot === slot).map(({ msg_id }) => msg_id),
      takings: [...said, ...timeline.leftover.map(({ msg_id }) => msg_id)],
      leaving: (await untold()).length > 0,
    };
  },
  async set({ name, value }) {
    await change((vault) => {
      vault.settings[name] = value;
    });
  },
  async lie(command) {
    lies = command.lies;
  },
  async dump() {
    const db = await database();
    const { timeline } = await look();
    const outbox = await db.getAll("outbox");
    return {
      items: (await db.getAll("items")).map((item) => ({ ...item, bytes: item.bytes && toBase64url(item.bytes) })),
      outbox: outbox.map(({ space, msg_id, state, problem, device_id, device_seq }) => ({
        space,
        msg_id,
        state,
        problem,
        device_id,
        device_seq,
      })),
      cursors: await db.getAll("cursors"),
      wishes: await db.getAll("wishes"),
      due: [timeline.drop, timeline.refetch, timeline.leftover.filter(({ space }) => !spaceKeys(space).ended)].flat(),
      leftover: timeline.leftover.map(({ msg_id }) => msg_id),
      taken: timeline.taken,
      came_back: [...timeline.cameBack].toSorted(),
      notes: timeline.notes,
      missing: Object.fromEntries(timeline.missing),
      vault: keyring()?.vault,
      invites: await db.count("invites"),
    };
  },
  /** What the server's mailbox holds for this side of the handshake. */
  async mailbox() {
    const [invite] = await (await database()).getAll("invites");
    return (await carry(`/api/invites/${invite?.iid}`, {})).json();
  },
  /** Mark a shared space as ended in the vault, as the app does when it learns of it. */
  async end({ space }) {
    await change((vault) => {
      for (const known of vault.spaces) if (known.id === space) known.state = "ended";
    });
    await push();
  },
  async begin({ plan }) {
    faults = [...(plan ?? [])];
    return pairing.begin();
  },
  async join({ link, plan }) {
    faults = [...(plan ?? [])];
    return pairing.join(pairing.readLink(link));
  },
  async advance({ plan }) {
    faults = [...(plan ?? [])];
    return pairing.advance();
  },
  async choose({ set, plan }) {
    faults = [...(plan ?? [])];
    return pairing.choose(set);
  },
  async cancel({ plan }) {
    faults = [...(plan ?? [])];
    return pairing.cancel();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as Command;
  let answer: unknown;
  try {
    answer = { ok: (await operations[command.op]?.(command)) ?? null };
  } catch (error) {
    if (error instanceof NoNetwork) answer = { failed: "no-network" };
    else if (error instanceof Refusal) answer = { failed: error.problem.type };
    else if (error instanceof CannotSeal) answer = { failed: "cannot-seal" };
    else if (error instanceof HandshakeError) answer = { failed: `handshake-${error.code}` };
    else answer = { broken: error instanceof Error ? `${error.stack}` : String(error) };
  }
  faults = [];
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
