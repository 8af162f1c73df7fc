/** English for the pages that are fetched when they are needed. */
import type { NoticeKey } from "../../state.ts";

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
  copyKept: "Kept in Just mine. Nobody is told.",
  keptForAnother: "Someone else's unsent notes wait on this phone. They need to sign in and send them first.",
  vaultRolledBack:
    "The server gave an older state than this phone has seen. It was not used. Be careful with this server.",
  headWentBack: "The server seems to have lost notes it had before. This phone keeps its own.",
  keysDiffer: "Something that should never change was different. It was not used. Be careful with this server.",
  lastWayIn: "This is the last way into your notes. Add another one, or make a recovery code first.",
  leftQueued: "You will have left as soon as this phone reaches the server.",
  signInAgain: "Please use your passkey again. You can go on writing meanwhile.",
  undone: "Not sent. It is open again.",
};

export const pages = {
  notices,

  // Us, Just mine, and what stands on several pages
  close: "Close",
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
  inviteTitle: "Invite someone",

  // Just after the start
  makeCode: "Make a recovery code",

  // Recovery code
  codeFirstTitle: "First, a way back",
  codeFirst:
    "So far only this phone can open your notes. If it were lost, they would be too. Make a recovery code once; then you write. Nothing you began is lost.",

  // Writing
  writeTitle: "How I'm really feeling",
  pickTile: "Which is nearest?",
  toPrompt: "A question to begin with",
  otherTile: "Another tile",
  wordsTitle: "Which words fit? Up to three.",
  moreWords: "More words",
  fewerWords: "Fewer words",
  ownWord: "My own word",
  ownWordLabel: "Your own word",
  ownWordAdd: "Add",
  threeIsEnough: "Three is enough. Tap one to take it out first.",
  becauseLabel: "because …",
  becauseHint: "Optional. Nobody can read minds.",
  helpTitle: "What would help?",
  moreTitle: "A little more, if you like",
  topicsTitle: "It is about",
  marksTitle: "And",
  keep: "Keep for me",
  shareWith: (name: string | null) => (name ? `Share with ${name}` : "Share with the two of you"),
  audienceShare: (name: string | null) =>
    `Kept: only you can read it. Shared: ${name ?? "they"} can read it too, and keep it.`,
  audienceAlone: "Only you can read it.",
  inviteToShare: "To share it, invite someone",
  audienceTitle: "Who can read it",
  needWord: "Choose a word first. One is enough.",
  begun: "You had begun this.",

  // Could not be sent
  copyText: "Copy the text",

  // You
  cancel: "Cancel",

  // Looking around without an account
  missingTitle: "There is nothing here",
  missingText: "This address leads nowhere in Unsaid.",
  missingGo: "Go to Today",
};
