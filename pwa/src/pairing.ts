/**
 * Two phones agree on keys: the handshake's steps between this device's store and the server's mailbox, for becoming a pair (1), linking
 * my own device (2) and renewing keys (3). Every step is kept, sealed, until it is used, cancelled or expired, so that each waiting
 * screen can be closed. Any failed check burns the invitation.
 */
import { Refusal } from "./api.ts";
import { random, toBase64url } from "./crypto/bytes.ts";
import { answer, HandshakeError, type Link, makeInvite, type Purpose, parseFragment } from "./crypto/handshake.ts";
import { current, drop, type Granted, keep, LINK, sealing } from "./invites.ts";
import { keyring } from "./keyring.ts";
import {
  advanceOne,
  burn,
  isChosen,
  isHost,
  isOver,
  PAIR,
  type Pairing,
  postAnswer,
  postInvite,
  purposeOf,
  RENEW,
} from "./pairing/steps.ts";
import * as two from "./pairing/two.ts";
import { activeSpace } from "./vault.ts";

export type { Pairing } from "./pairing/steps.ts";
export { readPayload } from "./pairing/two.ts";

const HOURS_MS = 3600 * 1000;
const LINK_LIFE_MS = { 1: 72 * HOURS_MS, 2: HOURS_MS / 6, 3: HOURS_MS / 6 };

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

const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request("unsaid-pairing", work) as Promise<Result>;
