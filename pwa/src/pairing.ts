/**
 * Two become a pair: the handshake's steps between this device's store and the server's mailbox. Every step is kept, sealed, until
 * it is used, cancelled or expired, so that each waiting screen can be closed. Any failed check burns the invitation.
 */
import { get, type InviteState, post, Refusal, remove } from "./api.ts";
import { momentOf } from "./calendar.ts";
import { type JsonObject, fromBase64url, jsonBytes, random, strictJson, toBase64url } from "./crypto/bytes.ts";
import {
  answer, checkAnswer, checkReveal, decoys, HandshakeError, type Invite, type Joining, linkFragment, type Link, makeInvite,
  openPayload, parseFragment, reveal, sealPayload,
} from "./crypto/handshake.ts";
import { openLocal, sealLocal } from "./crypto/keys.ts";
import { database, type StoredInvite, strictly } from "./database.ts";
import { change, keyring, type Keyring, push } from "./keyring.ts";
import { enqueue } from "./outbox.ts";
import { follow } from "./sync.ts";
import { activeSpace, type VaultSpace } from "./vault.ts";

/** What a screen shows of it. */
export type Pairing =
  | { step: "none" }
  | { step: "waiting"; link: string; expires: number } // host: nobody answered yet
  | { step: "joining" } // guest: answered, waiting for the host to open the app
  | { step: "compare"; sets: readonly (readonly number[])[]; side: "host" } // host picks the guest's four
  | { step: "showing"; emoji: readonly number[]; side: "guest" } // guest shows its four, waits for the host
  | { step: "naming" } // paired: what do you call them?
  | { step: "failed" }; // a check failed or "none of these": nothing was shared

const LINK_LIFE_MS = 72 * 3600 * 1000;

/** What is sealed with an invite besides its private key. */
interface Secrets {
  secret: string;
  commit: string;
  public_key: string;
  /** Host: nonce of the commitment; once answered, B's message and the three sets; once chosen, the payload. */
  nonce?: string;
  bpub?: string;
  mb?: string;
  sets?: number[][];
  right?: number;
  space?: string;
  payload?: string;
  /** Guest: A's message, kept when it was checked. */
  apub?: string;
  na?: string;
  ma?: string;
}
interface Open {
  stored: StoredInvite;
  secrets: Secrets;
  keys: Keyring;
}

const b = fromBase64url;
const place = (iid: string) => `invite ${iid}`;
const path = (open: Open, part = "") => `/api/invites/${open.stored.iid}${part}`;

function opened(): Keyring {
  const keys = keyring();
  if (!keys) throw new Error("the keys are not open");
  return keys;
}

async function keep(open: Open, changed: Partial<Secrets> = {}): Promise<Open> {
  const secrets = { ...open.secrets, ...changed };
  const sealed = await sealLocal(open.keys.local, jsonBytes(secrets), place(open.stored.iid));
  const stored = { ...open.stored, sealed };
  const transaction = await strictly("invites");
  await Promise.all([transaction.store.put(stored), transaction.done]);
  return { ...open, stored, secrets };
}

async function drop(open: Open): Promise<void> {
  const transaction = await strictly("invites");
  await Promise.all([transaction.store.delete(open.stored.iid), transaction.done]);
}

async function current(): Promise<Open | null> {
  const keys = opened();
  const stored = (await (await database()).getAll("invites"))[0];
  if (!stored) return null;
  return { stored, keys, secrets: strictJson(await openLocal(keys.local, stored.sealed, place(stored.iid))) as unknown as Secrets };
}

const linkOf = ({ stored, secrets }: Open): Link =>
  ({ purpose: stored.purpose as Link["purpose"], iid: b(stored.iid), secret: b(secrets.secret), commit: b(secrets.commit) });
const keysOf = ({ stored, secrets }: Open) => ({ privateKey: stored.private_key, publicKey: b(secrets.public_key) });
const inviteOf = (open: Open): Invite => ({ ...linkOf(open), nonce: b(open.secrets.nonce ?? ""), keys: keysOf(open) });
const joiningOf = (open: Open): Joining => ({ link: linkOf(open), keys: keysOf(open) });
const addressOf = (open: Open): string => `${location.origin}/join#${linkFragment(linkOf(open))}`;

/** Read a pasted or opened invitation: a whole link or what stands behind its `#`. Throws `HandshakeError`. */
export function readLink(typed: string): Link {
  const text = typed.trim();
  return parseFragment(text.includes("#") ? text.slice(text.indexOf("#") + 1) : text);
}

/** Host: make an invitation, or answer the one that is open. */
export async function begin(): Promise<Pairing> {
  return alone(async () => {
    const known = await current();
    if (known) return advanceOne(known);
    const invite = await makeInvite(1);
    const iid = toBase64url(invite.iid);
    const open: Open = {
      keys: opened(),
      stored: {
        iid, side: "host", purpose: 1, expires: Date.now() + LINK_LIFE_MS, private_key: invite.keys.privateKey, sealed: random(0),
      },
      secrets: {
        secret: toBase64url(invite.secret), commit: toBase64url(invite.commit), public_key: toBase64url(invite.keys.publicKey),
        nonce: toBase64url(invite.nonce),
      },
    };
    try {
      await post("/api/invites", { iid, purpose: 1 });
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem.type !== "invite-open") throw error;
      // Made on another device or before this one was cleaned: a new invitation takes the old one's place.
      await remove("/api/invites");
      await post("/api/invites", { iid, purpose: 1 });
    }
    await keep(open);
    return { step: "waiting", link: addressOf(open), expires: open.stored.expires };
  });
}

/** Guest: answer a link. Nothing was posted before this. */
export async function join(link: Link): Promise<Pairing> {
  return alone(async () => {
    const known = await current();
    if (known) await burn(known);
    const { joining, message } = await answer(link);
    const iid = toBase64url(link.iid);
    const open: Open = {
      keys: opened(),
      stored: {
        iid, side: "guest", purpose: link.purpose, expires: Date.now() + LINK_LIFE_MS, private_key: joining.keys.privateKey, sealed: random(0),
      },
      secrets: {
        secret: toBase64url(link.secret), commit: toBase64url(link.commit), public_key: toBase64url(joining.keys.publicKey),
      },
    };
    const kept = await keep(open);
    try {
      await post(path(open, "/answer"), { bpub: toBase64url(message.bpub), mb: toBase64url(message.mb) });
    } catch (error) {
      if (error instanceof Refusal) await drop(kept);
      throw error;
    }
    return { step: "joining" };
  });
}

/** Host: the emoji the guest shows, or null for none of these. Anything but the right set burns the invitation. */
export async function choose(set: number | null): Promise<Pairing> {
  return alone(async () => {
    const open = await current();
    const { right, bpub, mb } = open?.secrets ?? {};
    if (!open || right === undefined || !bpub || !mb) return { step: "none" };
    if (set !== right) {
      await burn(open);
      return { step: "failed" };
    }
    if (open.secrets.payload) return advanceOne(open);
    const session = await checkAnswer(inviteOf(open), { bpub: b(bpub), mb: b(mb) });
    const space = newSpace(0, toBase64url(random(16)), toBase64url(random(32)));
    // Into my own vault first: what was posted and is not there would be lost to me.
    await change((vault) => {
      vault.spaces.push(space);
    });
    await push();
    const payload = await sealPayload(session, { space: space.id, epochs: space.epochs.map(({ n, key }) => ({ n, key })) });
    return advanceOne(await keep(open, { space: space.id, payload: toBase64url(payload) }));
  });
}

/** Cancel, from either side. */
export async function cancel(): Promise<Pairing> {
  return alone(async () => {
    const open = await current();
    if (open) await burn(open);
    return { step: "none" };
  });
}

/** Take the handshake as far as the server's mailbox allows. Throws `NoNetwork`, `Refusal`. */
export async function advance(): Promise<Pairing> {
  return alone(async () => {
    const open = await current();
    return open ? advanceOne(open) : { step: "none" };
  });
}

const newSpace = (slot: 0 | 1, id: string, key: string): VaultSpace => ({
  id, kind: "shared", slot, state: "active", since: momentOf().day, epochs: [{ n: 1, key, self: toBase64url(random(32)) }],
});

/** Tell the server that this invitation is over, and see that its keys are never used. */
async function burn(open: Open): Promise<void> {
  const { space } = open.secrets;
  if (space) {
    await change((vault) => {
      for (const known of vault.spaces) if (known.id === space) known.state = "ended";
    });
  }
  await remove(path(open));
  await drop(open);
}

async function advanceOne(open: Open): Promise<Pairing> {
  let state: InviteState;
  try {
    state = await get<InviteState>(path(open));
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.type !== "invite-gone") throw error;
    await burn(open);
    return { step: "failed" };
  }
  try {
    return await (open.stored.side === "host" ? advanceHost(open, state) : advanceGuest(open, state));
  } catch (error) {
    if (!(error instanceof HandshakeError) && !(error instanceof TypeError)) throw error;
    await burn(open);
    return { step: "failed" };
  }
}

async function advanceHost(open: Open, state: InviteState): Promise<Pairing> {
  const { secrets } = open;
  if (secrets.payload && secrets.space) {
    if (state.state !== "done") await post(path(open, "/payload"), { payload: secrets.payload, space_id: secrets.space });
    await follow(secrets.space, 0);
    await drop(open);
    return { step: "naming" };
  }
  if (!secrets.sets) {
    if (!state.bpub || !state.mb) return { step: "waiting", link: addressOf(open), expires: open.stored.expires };
    const session = await checkAnswer(inviteOf(open), { bpub: b(state.bpub), mb: b(state.mb) });
    const { sets, right } = decoys(session.sas);
    return advanceHost(await keep(open, { bpub: state.bpub, mb: state.mb, sets, right }), state);
  }
  if (state.state === "answered" && secrets.bpub && secrets.mb) {
    const { apub, na, ma } = await reveal(inviteOf(open), { bpub: b(secrets.bpub), mb: b(secrets.mb) });
    await post(path(open, "/reveal"), { apub: toBase64url(apub), na: toBase64url(na), ma: toBase64url(ma) });
  }
  return { step: "compare", sets: secrets.sets, side: "host" };
}

async function advanceGuest(open: Open, state: InviteState): Promise<Pairing> {
  let { secrets } = open;
  if (!secrets.apub) {
    if (!state.apub || !state.na || !state.ma) return { step: "joining" };
    await checkReveal(joiningOf(open), { apub: b(state.apub), na: b(state.na), ma: b(state.ma) });
    secrets = (await keep(open, { apub: state.apub, na: state.na, ma: state.ma })).secrets;
  }
  const message = { apub: b(secrets.apub ?? ""), na: b(secrets.na ?? ""), ma: b(secrets.ma ?? "") };
  const session = await checkReveal(joiningOf(open), message);
  if (state.state !== "done" || !state.payload) return { step: "showing", emoji: session.sas, side: "guest" };
  const space = readPayload(await openPayload(session, b(state.payload)), state.space_id ?? "");
  await enter(space, open);
  return { step: "naming" };
}

/** The payload's space with my own slot and self key. Throws `HandshakeError` for anything that handshake 1 does not carry. */
export function readPayload(json: JsonObject, served: string): VaultSpace {
  const { space, epochs } = json;
  const first = Array.isArray(epochs) && epochs.length === 1 ? (epochs[0] as JsonObject) : null;
  const sized = (value: unknown, size: number): value is string => {
    try {
      return typeof value === "string" && fromBase64url(value).length === size;
    } catch {
      return false;
    }
  };
  // The server says which space this account is a member of now; the host says which it means. They must be the same one.
  if (!sized(space, 16) || space !== served || first?.["n"] !== 1 || !sized(first["key"], 32)) throw new HandshakeError("payload");
  return newSpace(1, space, first["key"]);
}

async function enter(space: VaultSpace, open: Open): Promise<void> {
  const { vault } = open.keys;
  const known = vault.spaces.find((other) => other.id === space.id);
  // Seen before with the same key: this device was interrupted here. With another key or slot it is an attack on that space.
  if (known && (known.slot !== 1 || known.epochs.length !== 1 || known.epochs[0]?.key !== space.epochs[0]?.key)) {
    throw new HandshakeError("payload");
  }
  if (!known && activeSpace(vault, "shared")) throw new HandshakeError("payload");
  if (!known) {
    await change((mine) => {
      mine.spaces.push(space);
    });
  }
  await push();
  await follow(space.id, 1);
  const keys = keyring()?.spaces.get(space.id);
  if (keys) await enqueue(keys, { k: "hello", ...momentOf() });
  await drop(open);
}

const alone = (work: () => Promise<Pairing>): Promise<Pairing> => navigator.locks.request("unsaid-pairing", work) as Promise<Pairing>;

