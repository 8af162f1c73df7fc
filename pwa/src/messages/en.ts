/**
 * English: the sentences of the first screen and the tabs; `en.pages.ts` has the rest. Plain strings and small functions; plurals by `Intl.PluralRules`. Plain, warm, short, adult; it says what
 * happened and what to do next, and never names the machinery.
 */
import type { Help, Mark, Part, Quadrant, Topic } from "../kinds.ts";
import type { NoticeKey } from "../state.ts";

const rules = new Intl.PluralRules("en");
/** The form of a sentence that fits `count`. */
export const plural = (count: number, forms: { one: string; other: string }) =>
  forms[rules.select(count) as "one" | "other"];

const quadrants: Record<Quadrant, readonly [name: string, meaning: string]> = {
  high_pleasant: ["Lit up", "More energy, pleasant"],
  high_unpleasant: ["Stirred up", "More energy, unpleasant"],
  low_unpleasant: ["Weighed down", "Less energy, unpleasant"],
  low_pleasant: ["At ease", "Less energy, pleasant"],
};
const helps: Record<Help, string> = {
  listen: "just listen",
  comfort: "comfort",
  closeness: "closeness",
  time: "time together",
  practical: "practical help",
  space: "space",
  nothing: "nothing, just so you know",
  unsure: "I don't know yet",
};
const topics: Record<Topic, string> = {
  us: "us",
  me: "me",
  work: "work",
  family: "family",
  health: "health",
  money: "money",
  other: "something else",
};
const marks: Record<Mark, string> = {
  hard_to_say: "this is hard for me to say",
  older_than_us: "this feels older than us",
};
const parts: Record<Part, string> = { 0: "Night", 1: "Morning", 2: "Afternoon", 3: "Evening" };

const notices: Record<NoticeKey, string> = {
  passkeyCancelled: "That was stopped before it finished. Nothing changed. You can try again.",
  passkeyFailed: "The passkey did not work this time. Please try again.",
  passkeyUnknown: "This server does not know that passkey. Try another one, or your recovery code.",
  passkeyUnsupported: "This browser has no passkeys. Please open Unsaid in your phone's own browser.",
  passkeyDuplicate: "This device already has a passkey here. Sign in with it instead.",
  offlineNow: "The server can't be reached just now. Please try again when there is a connection.",
  tooQuick: "That was a lot at once. Please wait a minute and try again.",
  serverTrouble: "The server had trouble. Nothing you wrote is lost. Please try again later.",
  codeWrong: "One of the characters is not right. Please compare the code once more.",
  codeRefused: "This code does not open anything here. If you made a newer one, only the newer one works.",
  codeGroupWrong: "That is not the group we asked for. Please look once more.",
  inviteGone: "This invitation is no longer open. Ask for a new one.",
  inviteFailed: "Something about this invitation did not check out, so nothing was shared. Please make a new one.",
  inviteOwn: "This is your own invitation. Send it to the person it is for.",
  alreadyPaired: "You are already paired with someone, or they are.",
  linkBroken: "This invitation is not complete. Copy the whole link and try again.",
  savedHere: "Saved on this phone.",
  notSaved: "This could not be saved. Your words are still here. Please try again.",
  storageFull: "This phone is full. Free some room, then try again. Your words are still here.",
  copied: "Copied.",
  keptForAnother: "Someone else's unsent notes wait on this phone. They need to sign in and send them first.",
  vaultRolledBack:
    "The server gave an older state than this phone has seen. It was not used. Be careful with this server.",
  headWentBack: "The server seems to have lost notes it had before. This phone keeps its own.",
  keysDiffer: "Something that should never change was different. It was not used. Be careful with this server.",
  leftQueued: "You will have left as soon as this phone reaches the server.",
  signInAgain: "Please use your passkey again. You can go on writing meanwhile.",
  undone: "Not sent. It is open again.",
};

export const en = {
  lang: "en",
  dir: "ltr" as "ltr" | "rtl",
  brand: "Unsaid",
  titled: (title: string) => `${title} · Unsaid`,
  question: "How are you, really?",
  quadrants,
  helps,
  topics,
  marks,
  parts,
  notices,

  // Where things are
  today: "Today",
  us: "Us",
  mine: "Just mine",
  you: "You",
  tabs: "Main",
  back: "Back",
  close: "Close",
  write: "Write",
  thatsAll: "That's all.",
  yesterday: "Yesterday",
  dayIs: (date: Date, thisYear: boolean) =>
    new Intl.DateTimeFormat(
      "en-GB",
      thisYear
        ? { weekday: "long", day: "numeric", month: "long" }
        : { weekday: "long", day: "numeric", month: "long", year: "numeric" },
    ).format(date),

  // Welcome, sign-in, locked
  slogan: "Leave nothing unsaid.",
  whatItIs:
    "A private place for two people who love each other. One says how they are really feeling; the other hears it.",
  start: "Start with a passkey",
  startHint: "No name, no e-mail.",
  haveOne: "I have used Unsaid before",
  haveCode: "I have a recovery code",
  whatIsThis: "What this is, and what it can't do",
  onceMore: "Once more, to unlock your notes.",
  invited: "Your invitation is still here.",
  toInvitation: "Back to the invitation",

  // Today, Us, Just mine
  from: (name: string | null) => name ?? "The person you're paired with",
  mineBy: "You",
  asksFor: (help: string) => `What would help: ${help}`,
  listed: (words: readonly string[]) => new Intl.ListFormat("en", { type: "unit" }).format(words),
  arrived: (name: string | null) => (name ? `Something new from ${name}.` : "Something new for you."),
  missing: "A note that should be here has not arrived yet.",
  usAlone: "This page is for two. Invite someone when you want to.",
  usEmpty: "Nothing here yet. One word is enough.",
  mineEmpty: "What you keep is here. It isn't shown to the person you're paired with.",
  opening: "Opening your notes …",
  filling: "Older notes are still arriving.",
  unreachable: "No connection just now. What you write waits on this phone.",
  closedHere: "What you two shared is closed. What is here stays yours to read; nothing new can be shared.",
  unfinished: "You began something",
  unfinishedGo: "Finish it",

  // A note's state
  waiting: "waiting on this phone",
  sent: "sent",
  heard: "heard",
  kept: "kept for you",
  takenBack: "taken back",
  notSent: "could not be sent",
  unverified: (code: string) => `could not be verified (${code})`,
  waitingForKey: "waiting until this phone can open it",
  edited: "edited",
  late: "arrived late",
  newerKind: "Written with a newer version. Update Unsaid to read it.",

  // Writing
  sharing: (name: string | null, seconds: number) =>
    name ? `Sharing with ${name} in ${seconds} s` : `Sharing in ${seconds} s`,
  keeping: (seconds: number) => `Keeping in ${seconds} s`,
  sharingSoon: (name: string | null) =>
    name
      ? `Will be shared with ${name} in ten seconds. You can undo it.`
      : "Will be shared in ten seconds. You can undo it.",
  keepingSoon: "Will be kept in ten seconds. You can undo it.",
  undo: "Undo",
  sendNow: "Send now",
  keepNow: "Keep now",

  // Could not be sent
  unsentLine: (count: number) =>
    plural(count, { one: "One note could not be sent.", other: `${count} notes could not be sent.` }),
  look: "Look",
  toPairing: "Continue",

  // Lines that wait quietly on Today
  updateReady: "A new version of Unsaid is ready.",
  updateUse: "Use it now",
  sessionEnded: "The server asks for your passkey again. You can go on writing.",
  sessionAgain: "Use my passkey",
  installOffer: "Unsaid can live on your home screen.",
  installIos:
    "To put Unsaid on your home screen: tap Share, then “Add to Home Screen”. Open it there and use your passkey.",
  installMenu: "To put Unsaid on your home screen: open the browser's menu, then “Install” or “Add to Home screen”.",
  install: "Put it there",
  notNow: "Not now",

  // Becoming a pair
  inviteTitle: "Invite someone",
  pairWaiting: "Your invitation waits for them.",
  pairCompare: "They answered. Compare four pictures now.",
  pairJoining: "You joined. It waits for them to open Unsaid.",
  pairShowing: "They are there. Tell them your four pictures.",
  pairNaming: "You are paired. What do you call them?",
  pairFailed: "The invitation did not check out.",

  // You

  // Looking around without an account
  unloadedTitle: "This part isn't on this phone yet",
  unloadedText: "It needs a connection once. Please try again.",
  reload: "Try again",
};
