/** English for the pages that most people see once or seldom: the start, becoming a pair, what stands under *You*. */
export { emojiNames } from "./emoji.ts";
export { leaving } from "./leaving.ts";

export const once = {
  // Welcome, sign-in, locked
  lockedTitle: "Your notes are locked",
  locked: "You are signed in, but this phone can't open your notes yet. Nothing is lost.",
  unlock: "Unlock with a passkey",
  unlockHint: "Use the passkey you started with, or another one of yours.",
  unlockTried: "That one did not open them. Another passkey of yours may, or one of the ways below.",
  unlockOther: "Use another passkey",
  lockedCode: "With your recovery code",
  lockedCodeText: "The eight groups you wrote down or printed.",
  lockedLink: "From another device of yours",
  lockedLinkText: "A device on which your notes are open can open them here too.",
  lockedLinkGo: "Use my other device",
  lockedLinkTitle: "Sign out here first?",
  lockedLinkHow:
    "On the other device: You, then Passkeys and devices, then Add another device of mine. Open its link here, or point this camera at it. What is on this phone stays on it, locked, until then.",
  lockedLinkNow: "Sign out here and go on",
  lockedAnew: "If all of that is gone",
  lockedAnewText:
    "Nobody else can open your notes, not even whoever runs this server. You can begin anew with your partner. What the two of you shared stays with them.",
  lockedAnewGo: "A new start with my partner",
  useCode: "Use my recovery code",
  recoverTitle: "Use your recovery code",
  recoverText:
    "Type the eight groups. Capitals, spaces and dashes don't matter. A new passkey for this device comes next.",
  recoverLabel: "Recovery code",
  recoverGo: "Open my notes",
  needCode: "Type the code first.",

  // Just after the start
  beginTitle: "This is yours now",
  beginText: "You can write at once, for yourself alone. Inviting someone can wait.",
  operatedBy: (name: string) => `This server says it is run by ${name}. We can't check that. It may be your partner.`,
  operatedUnasked: "Someone set up this server themselves. We can't check who. It may be your partner.",
  operatedUnknown: "This server does not say who runs it. It may be your partner.",
  seeAndNot: "What they can and cannot see",
  beginCodeRequired:
    "Your notes can only be opened from this phone so far. Before your first note, make a recovery code; it takes two minutes.",
  beginCodeOffered:
    "If this phone and its passkey are ever lost, a recovery code is the way back. You can make it now or later.",
  begin: "Begin",
  lookAround: "Look around first",

  // Recovery code
  codeTitle: "Your recovery code",
  codeWhy: "It opens your notes when no passkey is at hand. You will see it once, so have paper ready, or a printer.",
  codeWarning:
    "Whoever has this code can open everything as you. If someone saw it, change your keys; what they already opened stays known.",
  codeCard: "The way back into my notes in Unsaid",
  codeWhere: (host: string) => `To use it: open ${host}, choose “I have a recovery code”, and type the eight groups.`,
  codeNoPicture: "Please don't take a picture of it: photo rolls are shared.",
  codeReplaces: "You have a code already. It keeps working until the new one is confirmed.",
  codeDraw: "Show me the code",
  codeGroups: "Eight groups of the recovery code",
  codePrint: "Print",
  codeCopy: "Copy",
  codeWritten: "I have it on paper",
  codeConfirmTitle: "Is it right on paper?",
  codeConfirm: (group: number) => `Type group ${group} of 8 from your paper.`,
  codeGroup: (group: number) => `Group ${group}`,
  codeCheck: "Confirm",
  codeAgain: "Show the code again",
  codeDone: "Your recovery code is set.",
  codeDoneText: "Keep the paper where only you look.",
  goOn: "Go on",

  // Becoming a pair
  inviteText: "Choose the one person you want to share with. They see only what you share from then on.",
  handBack: "Is it someone who lost everything?",
  handBackText:
    "If it is the same person, and they begin anew, you can hand them what the two of you had. They will be able to read all of it, yours and theirs, and change nothing. Nothing is chosen unless you choose it.",
  handBackOne: (name: string | null, since: string) => `What you shared with ${name ?? "them"}, since ${since}`,
  inviteMake: "Make an invitation",
  inviteHave: "I was invited",
  inviteBeside: "Beside you? They point their camera at this.",
  inviteAway: "Away? Send it in a way only they will read.",
  qrLabel: "Invitation as a QR code",
  inviteShare: "Send it",
  inviteCopy: "Copy the invitation",
  inviteWaiting: "Waiting for them to open Unsaid. You can close this.",
  inviteUntil: (when: Date) =>
    `It works once, until ${new Intl.DateTimeFormat("en-GB", { weekday: "long", hour: "numeric", minute: "2-digit" }).format(when)}.`,
  inviteCancel: "Cancel the invitation",
  joiningTitle: "Almost there",
  joiningText: "Waiting for them to open Unsaid. You can close this.",
  stopJoining: "Stop joining",
  compareTitle: "Which four do they see?",
  compareText: "Ask the person you invited, by voice or face to face, which four pictures are on their phone.",
  noneOfThese: "None of these",
  showingTitle: "Your four pictures",
  showingText: "Tell them these four, by voice or face to face. They choose them on their phone.",
  showingWait: "Waiting for them to choose. You can close this.",
  namingTitle: "What do you call them?",
  namingText: "Only you see this name. You can change it whenever you like.",
  namingLabel: "Name",
  namingDone: "Done",
  needName: "Type a name first.",
  failedTitle: "Nothing was shared",
  failedText:
    "The pictures did not match, or a check failed. Someone else may have had the link. Make a new invitation and send it another way.",
  failedClose: "All right",

  // The page behind the link
  joinTitle: "Someone would like to share with you",
  joinWhatTitle: "What it is",
  joinWhat:
    "Unsaid is a private place for two. One says how they are really feeling and what would help; the other hears it. It is not a chat, and nobody keeps score.",
  joinSeeTitle: "What they will see",
  joinSee:
    "Only what you choose to share from now on, and that it came. Never what you keep for yourself, never when you were here, never whether you read something.",
  joinWhoTitle: "Who runs it",
  joinWho:
    "The server can't read your notes. It sees that the two of you are paired, how many notes there are, and roughly when. Whoever runs it could send a changed app that reads everything.",
  joinOutTitle: "How to get out",
  joinOut: "You, then Leave. Alone, at once, without a reason. Your own notes stay yours.",
  joinOnly:
    "Join only if you want to. What you share, they can keep. You can leave alone; no message is sent, they see it closed when they next open it.",
  join: "Join",
  joinStart: "Start with a passkey and join",
  joinHave: "I have used Unsaid before",
  joinDecline: "No, thank you",
  joinDeclinedTitle: "Nothing was sent",
  joinDeclined: "They are not told. You can close this page.",
  joinCopy: "I already have the app: copy invitation",
  joinNoPasskeys: "This browser has no passkeys. Copy the invitation and open it in your phone's own browser.",
  joinCopyOnly: "Copy the invitation",
  pasteTitle: "Were you invited?",
  pasteText: "Paste the whole invitation here. Nothing is sent before you have read what it is.",
  pasteLabel: "Invitation",
  pasteOpen: "Open the invitation",
  needLink: "Paste the invitation first.",
  joinPaired: "You are already paired. To join someone else, leave first.",

  // You
  waysInTitle: "Who can get in",
  devices: "Anyone whose face, finger or PIN opens this phone, or who shares your password manager, may open Unsaid.",
  codeIsSet: "Your recovery code is set.",
  codeIsNot: "There is no recovery code yet.",
  toLock: "App lock",
  toLockSays: "Unsaid closes by itself when it is out of sight.",
  toDevices: "Passkeys and devices",
  toDevicesSays: "What opens your notes, and where you are signed in.",
  codeReplace: "Make a new code",
  twoTitle: "The two of you",
  pairedWith: (name: string | null) => (name ? `You are paired with ${name}.` : "You are paired."),
  notPaired: "You are here on your own.",
  rename: "Change the name",
  toRenewTwo: "New keys for the two of you",
  toSafety: "Safety",
  toSafetySays: "Someone to talk to, and what Unsaid can and can't hide.",
  serverTitle: "About this server",
  revoked: (day: string) =>
    `Whoever runs this server signed you out everywhere (${day}). Nothing was opened or changed by that. If you did not ask for it, see who can get in.`,
  ownNumber: "The number of your account",
  ownNumberText:
    "Whoever runs this server can sign you out everywhere if you tell them this number, for when you can't do it yourself. It opens nothing, and they can do nothing else with it. Tell it to nobody else.",
  ownNumberCopy: "Copy the number",
  alongTitle: "Your notes",
  toAlong: "Take it along",
  toAlongSays: "As files on this device, and back from one.",
  signOutTitle: "Sign out",
  signOut: "Sign out",
  signOutText: "Your notes are removed from this phone. They come back when you sign in.",
  endAccount: "Delete my account",
  signOutNow: "Sign out now",
  signOutUnsent: { one: "One note has not been sent yet.", other: "{n} notes have not been sent yet." },
  signOutSend: "Send, then sign out",
  signOutKeep: "Sign out, keep them locked here",
  signOutDiscard: "Sign out, discard them",

  // What it is
  aboutTitle: "What Unsaid is, and what it can't do",
  aboutWhat: [
    "A private place for two. One says how they are really feeling and what would help; the other hears it.",
    "Your notes are sealed on your phone. The server stores what it cannot open. Everything works with no signal.",
    "There are no streaks, no points, no read receipts, no last seen, no ads, and nobody counts anything.",
  ],
  aboutCannotTitle: "What the server cannot see",
  aboutCannot: [
    "What you write, which words you choose, what you ask for.",
    "The name you call each other.",
    "Your recovery code, or anything that opens your notes.",
  ],
  aboutCanTitle: "What the server can see",
  aboutCan: [
    "That two accounts are paired.",
    "How many notes there are, roughly how long, and roughly when; for the ones you keep too.",
    "That a note was taken back, and which devices connect.",
  ],
  aboutBeyondTitle: "What we can't protect",
  aboutBeyond: [
    "Whoever runs the server could send a changed app that reads everything.",
    "Someone who holds your unlocked phone, or shares your password manager.",
    "What the other person read, copied or photographed stays with them.",
  ],
  aboutOutTitle: "Getting out",
  aboutOut: "You can leave alone, at once, without a reason. Your own notes stay yours.",

  // Looking around without an account
  lookTitle: "Look around",
  lookText: "Nothing here is saved or sent. Choose a tile to see its words.",
  lookExampleTitle: "What the other sees",
  lookExample: "I said I was fine on the phone. I wasn't, and I didn't know how to start.",
  lookExampleBy: "A note, as it arrives",

  // Choices, under You
  choicesTitle: "How Unsaid behaves",
  choiceLock: "Ask for my passkey before Just mine opens",
  choiceLockHint:
    "A curtain inside the open app, for when someone else holds your phone. The app lock closes everything.",
  choiceHints: "Suggest another beginning when I write “you always …”",
  choiceHintsHint: "It is noticed on this phone only, and never stops you.",

  cardTitle: "What lands with me",
  cardText: "Which kind things reach you, and in which order. The one you are paired with can read it.",
  cardGo: "Look at it or change it",
  languageTitle: "Language",
  languageHint: "On this phone. Until you choose, it is your browser's.",

  // Bringing something along
  bringTitle: "Bring something along?",
  bringText: (name: string | null) =>
    `Nothing is chosen. What you choose, ${name ?? "the person you're paired with"} can read from now on, and keep. The rest stays just yours.`,
  bringList: "What you kept",
  bringThese: "Bring these to Us",
  bringNothing: "Nothing for now",
  bringNeedsOne: "Choose one first, or go on with nothing.",
  bringNone: "You have kept nothing yet, so there is nothing to bring.",

  // Signing out
  signOutHere: "Notes that are only on this phone would be gone: no server has them.",
  signOutSendHere: "Send the rest, then sign out; these are gone",
  signOutGone: "Sign out, let them be gone",
};
