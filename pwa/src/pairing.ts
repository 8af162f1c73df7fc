/**
 * Two become a pair: the handshake's steps between this device's store and the server's mailbox. Every step is kept, sealed, until
 * it is used, cancelled or expired, so that each waiting screen can be closed. Any failed check burns the invitation.
 */
import { type Account, get, type InviteState, NoNetwork, post, Refusal, remove } from "./api.ts";
import { momentOf } from "./calendar.ts";
import { BytesError, fromBase64url as b, type JsonObject, random, toBase64url } from "./crypto/bytes.ts";
import {
  answer,
  checkAnswer,
  checkReveal,
  decoys,
  HandshakeError,
  type Link,
  linkFragment,
  makeInvite,
  openPayload,
  parseFragment,
  reveal,
  sealPayload,
} from "./crypto/handshake.ts";
import { answerOf, current, drop, inviteOf, joiningOf, keep, keysOf, linkOf, type Open, opened } from "./invites.ts";
import { change, keyring, push, refresh } from "./keyring.ts";
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

const path = (open: Open, part = "") => `/api/invites/${open.stored.iid}${part}`;
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
    // Kept before it is posted: an answer that gets lost must not leave an open invitation that nobody holds.
    const open = await keep({
      keys: opened(),
      stored: {
        iid,
        side: "host",
        purpose: 1,
        expires: Date.now() + LINK_LIFE_MS,
        private_key: invite.keys.privateKey,
        sealed: random(0),
      },
      secrets: {
        secret: toBase64url(invite.secret),
        commit: toBase64url(invite.commit),
        public_key: toBase64url(invite.keys.publicKey),
        nonce: toBase64url(invite.nonce),
      },
    });
    const posted = await postInvite(open).catch(async (error: unknown) => {
      if (error instanceof Refusal) await drop(open);
      throw error;
    });
    return advanceOne(posted);
  });
}

/** The same invitation again is fine with the server. */
async function postInvite(open: Open): Promise<Open> {
  const { iid, purpose } = open.stored;
  try {
    await post("/api/invites", { iid, purpose });
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.type !== "invite-open") throw error;
    // Made on another device or before this one was cleaned: a new invitation takes the old one's place.
    await remove("/api/invites");
    await post("/api/invites", { iid, purpose });
  }
  return keep(open, { posted: true });
}

/** Guest: answer a link. Nothing was posted before this. Throws `HandshakeError` for a link that makes no pair. */
export async function join(link: Link): Promise<Pairing> {
  return alone(async () => {
    if (link.purpose !== 1) throw new HandshakeError("purpose");
    const known = await current();
    const iid = toBase64url(link.iid);
    if (known?.stored.iid === iid && known.stored.side === "guest") return advanceOne(known);
    const over = known && (await burn(known));
    if (over?.step === "naming") return over;
    const { joining } = await answer(link);
    const open = await keep({
      keys: opened(),
      stored: {
        iid,
        side: "guest",
        purpose: link.purpose,
        expires: Date.now() + LINK_LIFE_MS,
        private_key: joining.keys.privateKey,
        sealed: random(0),
      },
      secrets: {
        secret: toBase64url(link.secret),
        commit: toBase64url(link.commit),
        public_key: toBase64url(joining.keys.publicKey),
      },
    });
    try {
      await postAnswer(open);
    } catch (error) {
      if (isOver(error)) await drop(open);
      throw error;
    }
    return { step: "joining" };
  });
}

/** The same message as often as it takes: the server knows it again. */
async function postAnswer(open: Open): Promise<Open> {
  const { message } = await answer(linkOf(open), keysOf(open));
  await post(path(open, "/answer"), { bpub: toBase64url(message.bpub), mb: toBase64url(message.mb) });
  return keep(open, { posted: true });
}

/** Host: the emoji the guest shows, or null for none of these. Anything but the right set burns the invitation. */
export async function choose(set: number | null): Promise<Pairing> {
  return alone(async () => {
    const open = await current();
    if (!open || open.secrets.right === undefined) return { step: "none" };
    if (open.secrets.space || open.secrets.burned) return advanceOne(open);
    if (set !== open.secrets.right) return burn(open);
    return advanceOne(await keep(open, { space: toBase64url(random(16)) }));
  });
}

/** Cancel, from either side. Keys that have reached the server's mailbox cannot be called back: then the two are a pair. */
export async function cancel(): Promise<Pairing> {
  return alone(async () => {
    const open = await current();
    const over = open && (await burn(open));
    return over?.step === "naming" ? over : { step: "none" };
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
  id,
  kind: "shared",
  slot,
  state: "active",
  since: momentOf().day,
  epochs: [{ n: 1, key, self: toBase64url(random(32)) }],
});

/** The server will never go on with this handshake. */
const isOver = (error: unknown): boolean =>
  error instanceof Refusal &&
  ["invite-gone", "already-paired", "already-exists", "invalid-request"].includes(error.problem.type);

/** A check failed, or bytes were not what they must be. */
const isFailed = (error: unknown): boolean =>
  error instanceof HandshakeError || error instanceof BytesError || error instanceof TypeError;

/**
 * End this invitation here and on the server, and see that its keys are never used. Decided on the disk first: with the network
 * gone nobody gets a second guess.
 */
async function burn(alive: Open): Promise<Pairing> {
  const open = alive.secrets.burned ? alive : await keep(alive, { burned: true });
  const { space } = open.secrets;
  await remove(path(open));
  if (open.stored.side === "guest") await leaveUnknown();
  else if (await hasBegun(open)) return arrive(open);
  if (space) {
    await change((vault) => {
      for (const known of vault.spaces) if (known.id === space) known.state = "ended";
    });
  }
  await drop(open);
  return { step: "failed" };
}

/** Whether my payload reached the server after all, and the space with it. */
async function hasBegun({ secrets }: Open): Promise<boolean> {
  if (!secrets.payload) return false;
  const { spaces } = await get<Account>("/api/session");
  return spaces.some((space) => space.id === secrets.space && space.ended_seq === null);
}

/** A shared space whose keys never reached me is of no use: leave it, so that both can begin anew. */
async function leaveUnknown(): Promise<void> {
  try {
    await refresh();
    const { spaces } = await get<Account>("/api/session");
    const mine = new Set(opened().vault.spaces.map((space) => space.id));
    for (const space of spaces) {
      if (space.kind === "shared" && space.ended_seq === null && !mine.has(space.id))
        await post(`/api/spaces/${space.id}/leave`);
    }
  } catch (error) {
    if (error instanceof NoNetwork) throw error; // tried again with the burning; whatever else it is, the invitation is over
  }
}

async function advanceOne(started: Open): Promise<Pairing> {
  let open = started;
  if (open.secrets.burned) return burn(open);
  try {
    const host = open.stored.side === "host";
    if (!open.secrets.posted) open = await (host ? postInvite(open) : postAnswer(open));
    const state = await get<InviteState>(path(open));
    return await (host ? advanceHost(open, state) : advanceGuest(open, state));
  } catch (error) {
    if (!isOver(error) && !isFailed(error)) throw error;
    return burn((await current()) ?? open);
  }
}

async function advanceHost(open: Open, state: InviteState): Promise<Pairing> {
  const { secrets } = open;
  if (!secrets.sets) {
    if (!state.bpub || !state.mb) return { step: "waiting", link: addressOf(open), expires: open.stored.expires };
    const session = await checkAnswer(inviteOf(open), { bpub: b(state.bpub), mb: b(state.mb) });
    const { sets, right } = decoys(session.sas);
    return advanceHost(await keep(open, { bpub: state.bpub, mb: state.mb, sets, right }), state);
  }
  if (state.state === "answered") {
    const { apub, na, ma } = await reveal(inviteOf(open), answerOf(open));
    await post(path(open, "/reveal"), { apub: toBase64url(apub), na: toBase64url(na), ma: toBase64url(ma) });
  }
  return secrets.space ? handOver(open, secrets.space, state) : { step: "compare", sets: secrets.sets, side: "host" };
}

const inMyVault = (id: string): VaultSpace | undefined => opened().vault.spaces.find((space) => space.id === id);

/** The emoji were right. Every step is kept, so that the same keys and the same bytes go out however often this is interrupted. */
async function handOver(started: Open, id: string, state: InviteState): Promise<Pairing> {
  let open = started;
  if (!open.secrets.payload) {
    const session = await checkAnswer(inviteOf(open), answerOf(open));
    const space = inMyVault(id) ?? newSpace(0, id, toBase64url(random(32)));
    // Into my own vault first: what was posted and is not there would be lost to me.
    if (!inMyVault(id)) {
      await change((vault) => {
        vault.spaces.push(space);
      });
    }
    await push();
    const payload = await sealPayload(session, { space: id, epochs: space.epochs.map(({ n, key }) => ({ n, key })) });
    open = await keep(open, { payload: toBase64url(payload) });
  }
  if (state.state !== "done") await post(path(open, "/payload"), { payload: open.secrets.payload, space_id: id });
  return arrive(open);
}

/** Host: the two are in the space. */
async function arrive(open: Open): Promise<Pairing> {
  await follow(open.secrets.space ?? "", 0);
  await drop(open);
  return { step: "naming" };
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
      return typeof value === "string" && b(value).length === size;
    } catch {
      return false;
    }
  };
  // The server says which space this account is a member of now; the host says which it means. They must be the same one.
  if (!sized(space, 16) || space !== served || first?.["n"] !== 1 || !sized(first["key"], 32))
    throw new HandshakeError("payload");
  return newSpace(1, space, first["key"]);
}

async function enter(space: VaultSpace, open: Open): Promise<void> {
  const { vault } = opened();
  const known = vault.spaces.find((other) => other.id === space.id);
  // Seen before with the same key: this device was interrupted here. With another key or slot it is an attack on that space.
  if (
    known &&
    (known.slot !== 1 ||
      known.state !== "active" ||
      known.epochs.length !== 1 ||
      known.epochs[0]?.key !== space.epochs[0]?.key)
  ) {
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

const alone = (work: () => Promise<Pairing>): Promise<Pairing> =>
  navigator.locks.request("unsaid-pairing", work) as Promise<Pairing>;
