/** What the screens show: signals only, written by `actions.ts`, read by everyone. Nothing here touches a store or the network. */
import { computed, signal } from "@preact/signals";
import type { Between, TimelineNote } from "./notes.ts";
import type { Pairing } from "./pairing.ts";
import type { Opened } from "./reader.ts";
import type { ReminderChoices } from "./reminders.ts";

/**
 * `starting` the device is being read · `out` nobody is signed in here · `locked` someone is, but their notes cannot be opened ·
 * `open` everything on this device can be read and written, with or without a network.
 */
export type Phase = "starting" | "out" | "locked" | "open";
export const phase = signal<Phase>("starting");
/**
 * Why `locked` shows a quiet screen with one button: the app lock of this device · the same where the passkey opens nothing by itself ·
 * my keys were renewed elsewhere. Null: no key at hand opens.
 */
export const curtain = signal<"app" | "screen" | "renewed" | null>(null);

/** The person using this device. `session` false: the server wants the passkey again; writing goes on. */
export interface Me {
  uid: string;
  operator: string;
  session: boolean;
  /** The recovery code was made and confirmed. */
  recovery: boolean;
  /** This passkey opened the notes by itself (PRF) and is backed up by its provider. */
  passkeyOpens: boolean;
  passkeyBackedUp: boolean;
  /** I ended the account: the last day on which I can keep it. */
  keptUntil: string | null;
}
export const me = signal<Me | null>(null);
/** Who the server says runs it; "" when it does not say, null until it was asked. Asked before anyone signs in. */
export const operator = signal<string | null>(null);

/** Without this the only key could vanish with the passkey: the code must be made before the first note. */
export const codeRequired = computed(() => {
  const person = me.value;
  return person !== null && !person.recovery && !(person.passkeyOpens && person.passkeyBackedUp);
});

/** The two of you: `closed` when either left. `name` is what I call them, null until I typed it. */
export interface Pair {
  space: string;
  name: string | null;
  closed: boolean;
}
export const pair = signal<Pair | null>(null);

/** Every note that can be shown, mine and theirs, in timeline order, oldest first. */
export const notes = signal<readonly TimelineNote[]>([]);
/** True once the notes on this device were read. */
export const notesReady = signal(false);
/** A note that others know of has not reached this device, though its history is complete. */
export const missing = signal(false);
/** True while older notes are still arriving on a new device. */
export const filling = signal(false);

/** What the two of you last said of yourselves; null where you are not two, or as long as not all of it was read. */
export const between = signal<Between | null>(null);

/** Answers of mine ("I'll come back to this") that I came back to: their msg_ids. Kept in the private space, so on all my devices. */
export const cameBack = signal<ReadonlySet<string>>(new Set());

/** What I chose about the app; kept in the vault, so the same on all my devices. */
export interface Settings {
  /** *Just mine* asks for the passkey before it shows. */
  mine_lock: boolean;
  /** The hint beside "you always …". */
  hints: boolean;
  /** Old notes may come up again in *Looking back*. */
  resurface: boolean;
  /** All of it as the vault holds it, unread; `reminders.ts`, which comes with the later part, reads its own from here. */
  raw: Readonly<Record<string, unknown>>;
}
export const settings = signal<Settings>({ mine_lock: false, hints: true, resurface: false, raw: {} });
/** Everything that can be chosen, by the name it has in the vault. */
export type Choices = Omit<Settings, "raw"> & ReminderChoices;
/** *Just mine* is locked: nothing of the private space is in `notes`, nor found by a search. */
export const mineLocked = signal(false);

/** A note or answer that was just shared or kept, still a draft until `ends` (ms since 1970). */
export interface Undo {
  draft: string;
  audience: "share" | "keep";
  kind: "note" | "answer";
  ends: number;
}
export const undo = signal<Undo | null>(null);

/** Whether the last request reached the server. Nothing blocks on it. */
export const reachable = signal(true);
/** A problem worth a sentence: a key of `messages`, cleared by the next act. */
export type NoticeKey =
  | "passkeyCancelled"
  | "passkeyFailed"
  | "passkeyUnknown"
  | "passkeyUnsupported"
  | "passkeyDuplicate"
  | "offlineNow"
  | "tooQuick"
  | "serverTrouble"
  | "codeWrong"
  | "codeRefused"
  | "codeGroupWrong"
  | "inviteGone"
  | "inviteFailed"
  | "inviteOwn"
  | "alreadyPaired"
  | "linkBroken"
  | "savedHere"
  | "notSaved"
  | "storageFull"
  | "copied"
  | "copyKept"
  | "keptForAnother"
  | "vaultRolledBack"
  | "headWentBack"
  | "keysDiffer"
  | "lastWayIn"
  | "leftQueued"
  | "signInAgain"
  | "undone";
export const notice = signal<NoticeKey | null>(null);

/** Envelopes that can't be sent: kept, shown, copied, tried again, and gone only where the person says so. */
export const notSent = signal<readonly Opened[]>([]);

/** Where the making of a pair stands; every step can be closed and comes back. */
export const pairing = signal<Pairing>({ step: "none" });

/** The invitation of the link that opened this page, before anything was posted. */
export const invitation = signal<{ fragment: string; purpose: 1 | 2 | 3 } | null>(null);

/** A new version waits; the person decides when. */
export const updateReady = signal<{ apply(): void } | null>(null);
/** What the browser offers for installing: its own prompt, the words for iOS, or nothing. Shown only after the first note. */
export const install = signal<"prompt" | "ios" | "menu" | null>(null);

export type { Pairing, TimelineNote };
