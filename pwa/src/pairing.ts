/**
 * Two phones agree on keys: the handshake's steps between this device's store and the server's mailbox, for becoming a pair (1), linking
 * my own device (2) and renewing keys (3). Every step is kept, sealed, until it is used, cancelled or expired, so that each waiting
 * screen can be closed. Any failed check burns the invitation.
 */
import { get, type InviteState, post, Refusal, remove } from "./api.ts";
import { BytesError, fromBase64url as b, random, toBase64url } from "./crypto/bytes.ts";
import {
  answer,
  checkAnswer,
  checkReveal,
  decoys,
  HandshakeError,
  type Link,
  linkFragment,
  makeInvite,
  type Purpose,
  parseFragment,
  reveal,
  type Session,
  sealPayload,
} from "./crypto/handshake.ts";
import {
  answerOf,
  current,
  drop,
  type Granted,
  inviteOf,
  joiningOf,
  keep,
  keysOf,
  LINK,
  linkOf,
  type Open,
  sealing,
} from "./invites.ts";
import { keyring } from "./keyring.ts";
import * as mine from "./pairing/link.ts";
import * as renewal from "./pairing/renewal.ts";
import * as two from "./pairing/two.ts";
import { activeSpace } from "./vault.ts";

export { readPayload } from "./pairing/two.ts";

/** What a screen shows of it. */
export type Pairing =
  | { step: "none" }
  | { step: "waiting"; purpose: Purpose; link: string; expires: number } // host: nobody answered yet
  | { step: "joining"; purpose: Purpose } // guest: answered, waiting for the host to open the app
  | { step: "compare"; purpose: Purpose; sets: readonly (readonly number[])[]; side: "host" } // host picks the guest's four
  | { step: "showing"; purpose: Purpose; emoji: readonly number[]; side: "guest" } // guest shows its four, waits for the host
  | { step: "naming" } // paired: what do you call them?
  | { step: "enrol" } // guest of 2: a passkey of its own, and it is in
  | { step: "done"; purpose: 2 | 3; side: "host" | "guest" } // handed over, or taken in
  | { step: "failed"; purpose: Purpose }; // a check failed or "none of these": nothing was shared

const PAIR = 1;
const RENEW = 3;
const HOURS_MS = 3600 * 1000;
const LINK_LIFE_MS = { 1: 72 * HOURS_MS, 2: HOURS_MS / 6, 3: HOURS_MS / 6 };

const purposeOf = ({ stored }: Open): Purpose => stored.purpose as Purpose;
const isHost = ({ stored }: Open): boolean => stored.side === "host";
/** Whoever is being linked is nobody yet, and has a door of its own. */
const path = (open: Open, part = ""): string =>
  `/api/${!isHost(open) && purposeOf(open) === LINK ? "links" : "invites"}/${open.stored.iid}${part}`;
const addressOf = (open: Open): string => `${location.origin}/join#${linkFragment(linkOf(open))}`;

/** Read a pasted or opened invitation: a whole link or what stands behind its `#`. Throws `HandshakeError`. */
export function readLink(typed: string): Link {
  const text = typed.trim();
  return parseFragment(text.includes("#") ? text.slice(text.indexOf("#") + 1) : text);
}

/**
 * Host: make an invitation, or answer the one that is open; one for something else makes room. `archive`: ended spaces to hand over. Throws `Refusal` "verification-needed" for
 * purposes 2 and 3.
 */
export async function begin(purpose: Purpose = PAIR, archive: readonly string[] = []): Promise<Pairing> {
  return alone(async () => {
    const known = await current();
    if (known && purposeOf(known) === purpose && isHost(known)) return advanceOne(known);
    const over = known && (await burn(known));
    if (over?.step === "naming") return over;
    const invite = await makeInvite(purpose);
    const iid = toBase64url(invite.iid);
    // Kept before it is posted: an answer that gets lost must not leave an open invitation that nobody holds.
    const stored = {
      iid,
      side: "host" as const,
      purpose,
      expires: Date.now() + LINK_LIFE_MS[purpose],
      private_key: invite.keys.privateKey,
      sealed: random(0),
    };
    const open = await keep({
      local: await sealing(stored),
      stored,
      secrets: {
        secret: toBase64url(invite.secret),
        commit: toBase64url(invite.commit),
        public_key: toBase64url(invite.keys.publicKey),
        nonce: toBase64url(invite.nonce),
        ...(archive.length > 0 ? { archive: [...archive] } : {}),
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

/** Guest: answer a link. Nothing was posted before this. Throws `HandshakeError` for a link that is not for who opened it. */
export async function join(link: Link): Promise<Pairing> {
  return alone(async () => {
    // My own device is linked before anybody is signed in there; the other two are between people.
    const here = keyring();
    if ((link.purpose === LINK) === (here !== null)) throw new HandshakeError("purpose");
    // Asked of my own vault, before anything is posted: whoever shares nothing has no keys to renew.
    if (link.purpose === RENEW && here && !activeSpace(here.vault, "shared")) throw new HandshakeError("purpose");
    const known = await current();
    const iid = toBase64url(link.iid);
    if (known?.stored.iid === iid && !isHost(known)) return advanceOne(known);
    const over = known && (await burn(known));
    if (over?.step === "naming") return over;
    const { joining } = await answer(link);
    const stored = {
      iid,
      side: "guest" as const,
      purpose: link.purpose,
      expires: Date.now() + LINK_LIFE_MS[link.purpose],
      private_key: joining.keys.privateKey,
      sealed: random(0),
    };
    const open = await keep({
      local: await sealing(stored),
      stored,
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
    return { step: "joining", purpose: link.purpose };
  });
}

/** The same message as often as it takes: the server knows it again. */
async function postAnswer(open: Open): Promise<Open> {
  const { message } = await answer(linkOf(open), keysOf(open));
  await post(path(open, "/answer"), { bpub: toBase64url(message.bpub), mb: toBase64url(message.mb) });
  return keep(open, { posted: true });
}

const isChosen = (open: Open): boolean => open.secrets.chosen === true || two.isChosen(open);

/** Host: the emoji the guest shows, or null for none of these. Anything but the right set burns the invitation. */
export async function choose(set: number | null): Promise<Pairing> {
  return alone(async () => {
    const open = await current();
    if (!open || open.secrets.right === undefined) return { step: "none" };
    if (isChosen(open) || open.secrets.burned) return advanceOne(open);
    if (set !== open.secrets.right) return burn(open);
    return advanceOne(await (purposeOf(open) === PAIR ? two.choose(open) : keep(open, { chosen: true })));
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

/** Guest of 2: what was handed over to this device, if it was. */
export const granted = async (): Promise<Granted | null> => (await current())?.secrets.granted ?? null;
/** Guest of 2: this device is in, or what was handed over turned out to be wrong. */
export const forgetGranted = (): Promise<void> =>
  alone(async () => {
    const open = await current();
    if (open?.secrets.granted) await drop(open);
  });

/** The server will never go on with this handshake. */
const isOver = (error: unknown): boolean =>
  error instanceof Refusal &&
  ["invite-gone", "already-paired", "already-exists", "invalid-request", "not-found"].includes(error.problem.type);

/** A check failed, or bytes were not what they must be. */
const isFailed = (error: unknown): boolean =>
  error instanceof HandshakeError || error instanceof BytesError || error instanceof TypeError;

/**
 * End this invitation here and on the server, and see that its keys are never used. Decided on the disk first: with the network
 * gone nobody gets a second guess.
 */
async function burn(alive: Open): Promise<Pairing> {
  const open = alive.secrets.burned ? alive : await keep(alive, { burned: true });
  const purpose = purposeOf(open);
  await remove(path(open));
  if (purpose === PAIR) {
    if (!isHost(open)) await two.leaveUnknown();
    else if (await two.hasBegun(open)) return handedOver(open);
    await two.forget(open);
  } else if (purpose === RENEW && isHost(open) && !(await wasHandedOver(open))) await renewal.forget(open);
  await drop(open);
  return { step: "failed", purpose };
}

/** Keys that lie in the mailbox stay there for the other, whatever the host burns. */
async function wasHandedOver(open: Open): Promise<boolean> {
  if (!open.secrets.payload) return false;
  return get<InviteState>(path(open)).then(
    ({ state }) => state === "done",
    (error: unknown) => {
      if (error instanceof Refusal) return false;
      throw error;
    },
  );
}

async function advanceOne(started: Open): Promise<Pairing> {
  let open = started;
  if (open.secrets.burned) return burn(open);
  if (open.secrets.granted) return { step: "enrol" };
  try {
    if (!open.secrets.posted) open = await (isHost(open) ? postInvite(open) : postAnswer(open));
    const state = await get<InviteState>(path(open));
    return await (isHost(open) ? advanceHost(open, state) : advanceGuest(open, state));
  } catch (error) {
    if (!isOver(error) && !isFailed(error)) throw error;
    return burn((await current()) ?? open);
  }
}

async function advanceHost(open: Open, state: InviteState): Promise<Pairing> {
  const { secrets } = open;
  const purpose = purposeOf(open);
  if (!secrets.sets) {
    if (!state.bpub || !state.mb)
      return { step: "waiting", purpose, link: addressOf(open), expires: open.stored.expires };
    const session = await checkAnswer(inviteOf(open), { bpub: b(state.bpub), mb: b(state.mb) });
    const { sets, right } = decoys(session.sas);
    return advanceHost(await keep(open, { bpub: state.bpub, mb: state.mb, sets, right }), state);
  }
  if (state.state === "answered") {
    const { apub, na, ma } = await reveal(inviteOf(open), answerOf(open));
    await post(path(open, "/reveal"), { apub: toBase64url(apub), na: toBase64url(na), ma: toBase64url(ma) });
  }
  return isChosen(open) ? handOver(open, state) : { step: "compare", purpose, sets: secrets.sets, side: "host" };
}

/** The emoji were right. Every step is kept, so that the same keys and the same bytes go out however often this is interrupted. */
async function handOver(started: Open, state: InviteState): Promise<Pairing> {
  let open = started;
  if (!open.secrets.payload) {
    const session = await checkAnswer(inviteOf(open), answerOf(open));
    const content = await { 1: two, 2: mine, 3: renewal }[purposeOf(open)].content(open);
    open = await keep(open, { payload: toBase64url(await sealPayload(session, content)) });
  }
  const { payload, space = null, archive = [] } = open.secrets;
  if (state.state !== "done") await post(path(open, "/payload"), { payload, space_id: space, archive });
  return handedOver(open);
}

async function handedOver(open: Open): Promise<Pairing> {
  const purpose = purposeOf(open);
  if (purpose === PAIR) await two.handedOver(open);
  await drop(open);
  return purpose === PAIR ? { step: "naming" } : { step: "done", purpose, side: "host" };
}

async function advanceGuest(open: Open, state: InviteState): Promise<Pairing> {
  let { secrets } = open;
  const purpose = purposeOf(open);
  if (!secrets.apub) {
    if (!state.apub || !state.na || !state.ma) return { step: "joining", purpose };
    await checkReveal(joiningOf(open), { apub: b(state.apub), na: b(state.na), ma: b(state.ma) });
    secrets = (await keep(open, { apub: state.apub, na: state.na, ma: state.ma })).secrets;
  }
  const message = { apub: b(secrets.apub ?? ""), na: b(secrets.na ?? ""), ma: b(secrets.ma ?? "") };
  const session = await checkReveal(joiningOf(open), message);
  if (state.state !== "done" || !state.payload) return { step: "showing", purpose, emoji: session.sas, side: "guest" };
  return takeIn({ ...open, secrets }, session, state);
}

async function takeIn(open: Open, session: Session, state: InviteState): Promise<Pairing> {
  const purpose = purposeOf(open);
  if (purpose === LINK) {
    await mine.take(open, session, state);
    return { step: "enrol" };
  }
  if (purpose === PAIR) await two.take(session, state);
  else await renewal.take(open, session, state);
  await drop(open);
  return purpose === PAIR ? { step: "naming" } : { step: "done", purpose, side: "guest" };
}

const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request("unsaid-pairing", work) as Promise<Result>;
