/** Becoming a pair and leaving it, as the screens see it: one signal says where it stands, a slow look at the mailbox moves it on. */
import type { Link } from "../crypto/handshake.ts";
import { database } from "../database.ts";
import { change, keyring } from "../keyring.ts";
import * as handshake from "../pairing.ts";
import { invitation, me, notice, operator, type Pairing, pair, pairing, phase } from "../state.ts";
import { refreshNotes, refreshPair, tellTabs } from "./running.ts";
import { attempt, observe } from "./saying.ts";
import { askServer } from "./server.ts";
import { syncSoon } from "./syncing.ts";
import { verified } from "./verifying.ts";

const LOOK_MS = 2000;
const PATIENT_LOOK_MS = 20_000;
const PATIENT_AFTER = 60;

let link: Link | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let looks = 0;

function showPairing(now: Pairing): void {
  // A name that still has to be typed, or a failure that was not read yet, is not swept away by a look that finds nothing.
  const pending = ["naming", "failed", "done"].includes(pairing.value.step);
  if (!(now.step === "none" && pending) && JSON.stringify(now) !== JSON.stringify(pairing.value)) pairing.value = now;
  clearTimeout(timer);
  if (now.step === "naming") {
    void refreshPair();
    tellTabs("vault");
    void refreshNotes().then(syncSoon);
  } else if (now.step === "done") {
    tellTabs("vault");
    void refreshNotes().then(syncSoon);
  } else if (now.step !== "none" && now.step !== "failed" && now.step !== "enrol") {
    timer = setTimeout(() => void look(), looks < PATIENT_AFTER ? LOOK_MS : PATIENT_LOOK_MS);
  }
}

async function look(): Promise<void> {
  if (document.hidden || phase.value === "locked" || phase.value === "starting") return;
  looks += 1;
  try {
    showPairing(await handshake.advance());
  } catch (error) {
    observe(error);
    showPairing(pairing.value);
  }
}

/** The app was opened or looked at again: see where the handshake stands. */
export function advancePairing(): void {
  looks = 0;
  void look();
}

/** Nobody is signed in here, and this device was being linked when it was closed: go on. */
export const resumeLinking = async (): Promise<void> => {
  if (phase.value === "out" && (await (await database()).count("invites")) > 0) advancePairing();
};

/** Paired, but not named yet: asked again at the next start. */
export function askForName(): void {
  const known = pair.value;
  if (known && !known.closed && known.name === null && pairing.value.step === "none")
    pairing.value = { step: "naming" };
}

const read = (text: string): boolean => {
  notice.value = null;
  try {
    const found = handshake.readLink(text);
    link = found;
    invitation.value = { fragment: text.slice(text.indexOf("#") + 1), purpose: found.purpose };
    return true;
  } catch {
    notice.value = "linkBroken";
    return false;
  }
};
/** The invitation is not wanted. Nothing is sent, and nothing of it stays here. */
export const declineInvitation = (): void => {
  link = invitation.value = null;
};

/** Ask who says they run this server: shown from the account to who is signed in, else from the answer. */
export async function askOperator(): Promise<void> {
  if (me.value) operator.value = me.value.operator;
  const server = await askServer();
  operator.value ??= server?.operator ?? null;
}

/** Read the fragment of the link that opened this page. Nothing is sent. */
export const openInvitation = async (fragment: string): Promise<boolean> => read(fragment);
/** Read a pasted link. Nothing is sent. */
export const pasteInvitation = (text: string): boolean => read(text);

/** One step of a handshake, shown. */
export const step = (act: () => Promise<Pairing>): Promise<boolean> =>
  attempt(async () => {
    looks = 0;
    const now = await act();
    showPairing(now);
    return now.step !== "failed";
  }, false);

/** Make an invitation, or show the open one; `archive`: what the other may read of what ended. */
export const invite = (archive: readonly string[] = []): Promise<boolean> => step(() => handshake.begin(1, archive));

/** What I shared with someone, and what ended: someone who lost everything may be let in to read it again. */
export const endedPairs = (): { id: string; name: string | null; since: string }[] =>
  (keyring()?.vault.spaces ?? [])
    .filter(({ kind, state, archived }) => kind === "shared" && state === "ended" && !archived)
    .map(({ id, partner_name, since }) => ({ id, name: partner_name ?? null, since }))
    .reverse();
/** End the invitation, from either side. */
export const cancelInvite = (): Promise<boolean> => step(handshake.cancel);

/** Answer the invitation that was opened or pasted. */
export const join = async (): Promise<boolean> => {
  const found = link;
  if (!found) {
    notice.value = "linkBroken";
    return false;
  }
  if (found.purpose === 1 && pair.value && !pair.value.closed) {
    notice.value = "alreadyPaired";
    return false;
  }
  const joined = await step(() => handshake.join(found));
  if (joined) [link, invitation.value] = [null, null];
  return joined;
};

/** Host: which set of emoji the other sees; null for none of these. */
export const chooseEmoji = (set: number | null): Promise<boolean> =>
  step(() => verified("device_link", () => handshake.choose(set)));

/** What I call the other, kept in my own vault. */
export const namePartner = (name: string): Promise<boolean> =>
  attempt(async () => {
    const space = pair.value?.space;
    const called = name.trim().slice(0, 60);
    if (!space || !called) return false;
    await change((vault) => {
      for (const known of vault.spaces) if (known.id === space) known.partner_name = called;
    });
    pairing.value = { step: "none" };
    await refreshPair();
    tellTabs("vault");
    void syncSoon();
    return true;
  }, false);

/** The failure was read. */
export const closePairing = (): void => {
  pairing.value = { step: "none" };
};
