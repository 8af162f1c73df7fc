/**
 * One handshake between this device's store and the server's mailbox: as far as what lies there allows, and no step a second time with
 * other bytes. Any failed check burns the invitation.
 */
import { get, type InviteState, post, Refusal, remove } from "../api.ts";
import { BytesError, fromBase64url as b, toBase64url } from "../crypto/bytes.ts";
import {
  answer,
  checkAnswer,
  checkReveal,
  decoys,
  HandshakeError,
  linkFragment,
  type Purpose,
  reveal,
  type Session,
  sealPayload,
} from "../crypto/handshake.ts";
import { answerOf, current, drop, inviteOf, joiningOf, keep, keysOf, LINK, linkOf, type Open } from "../invites.ts";
import * as mine from "./link.ts";
import * as renewal from "./renewal.ts";
import * as two from "./two.ts";

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

export const PAIR = 1;
export const RENEW = 3;

export const purposeOf = ({ stored }: Open): Purpose => stored.purpose as Purpose;
export const isHost = ({ stored }: Open): boolean => stored.side === "host";
/** Whoever is being linked is nobody yet, and has a door of its own. */
const path = (open: Open, part = ""): string =>
  `/api/${!isHost(open) && purposeOf(open) === LINK ? "links" : "invites"}/${open.stored.iid}${part}`;
const addressOf = (open: Open): string => `${location.origin}/join#${linkFragment(linkOf(open))}`;

/** The same invitation again is fine with the server. */
export async function postInvite(open: Open): Promise<Open> {
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

/** The same message as often as it takes: the server knows it again. */
export async function postAnswer(open: Open): Promise<Open> {
  const { message } = await answer(linkOf(open), keysOf(open));
  await post(path(open, "/answer"), { bpub: toBase64url(message.bpub), mb: toBase64url(message.mb) });
  return keep(open, { posted: true });
}

export const isChosen = (open: Open): boolean => open.secrets.chosen === true || two.isChosen(open);

/** The server will never go on with this handshake. */
export const isOver = (error: unknown): boolean =>
  error instanceof Refusal &&
  ["invite-gone", "already-paired", "already-exists", "invalid-request", "not-found"].includes(error.problem.type);

/** A check failed, or bytes were not what they must be. */
const isFailed = (error: unknown): boolean =>
  error instanceof HandshakeError || error instanceof BytesError || error instanceof TypeError;

/**
 * End this invitation here and on the server, and see that its keys are never used. Decided on the disk first: with the network
 * gone nobody gets a second guess.
 */
export async function burn(alive: Open): Promise<Pairing> {
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

export async function advanceOne(started: Open): Promise<Pairing> {
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
