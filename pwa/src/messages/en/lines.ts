/** English for what waits quietly on Today, and for the ten seconds of undo. */
export const lines = {
  // Welcome, sign-in, locked
  invited: "Your invitation is still here.",

  // What came while the app was open
  arrived: (name: string | null) => (name ? `Something new from ${name}.` : "Something new for you."),
  answered: (name: string | null) => (name ? `${name} answered.` : "You were answered."),

  // Being heard
  comeBackNow: "You wanted to come back to this.",
  cameBack: "Done",

  // Reminders; none says that anyone waits
  remindDaily: "This is the time you chose for yourself.",
  remindKind: "You wanted to say something kind now and then.",
  remindWrite: "Write",
  remindAsk: "A question",
  remindGive: "Something kind",
  remindLater: "Later",
  remindLaters: { hour: "In an hour", evening: "This evening", tomorrow: "Tomorrow" },
  remindersTitle: "Reminders",
  toReminders: "Choose your reminders",
  toQuestion: "A question to begin with",
  remindLetBe: "Not today",
  remindLetKindBe: "Not now",
  remindPutOff: {
    hour: "It comes again in an hour.",
    evening: "It comes again this evening.",
    tomorrow: "It comes again tomorrow.",
  },
  remindLeft: "All right.",
  answering: (says: string, name: string | null, seconds: number) =>
    `${says ? `“${says}”` : "Your answer"} to ${name ?? "them"} in ${seconds} s`,
  answeringSoon: (name: string | null) => `Your answer goes to ${name ?? "them"} in ten seconds. You can undo it.`,

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
  accountEnds: (day: string) => `Your account ends. You can keep it until ${day}.`,
  unsentLine: { one: "One note could not be sent.", other: "{n} notes could not be sent." },
  look: "Look",
  toPairing: "Continue",

  // Lines that wait quietly on Today
  updateReady: "A new version of Unsaid is ready.",
  updateUse: "Use it now",
  accessChanged: "Something changed about who can open your notes.",
  accessLook: "Look at it",
  codeUsed: "Your recovery code was used. Whoever saw it can use it too.",
  codeNew: "Make a new one",
  sessionEnded: "The server asks for your passkey again. You can go on writing.",
  sessionAgain: "Use my passkey",
  installOffer: "Unsaid can live on your home screen.",
  installIos:
    "To put Unsaid on your home screen: tap Share, then “Add to Home Screen”. Open it there and use your passkey.",
  installMenu: "To put Unsaid on your home screen: open the browser's menu, then “Install” or “Add to Home screen”.",
  install: "Put it there",
  notNow: "Not now",

  // Becoming a pair
  pairWaiting: "Your invitation waits for them.",
  pairCompare: "They answered. Compare four pictures now.",
  pairJoining: "You joined. It waits for them to open Unsaid.",
  pairShowing: "They are there. Tell them your four pictures.",
  pairNaming: "You are paired. What do you call them?",
  pairFailed: "The invitation did not check out.",
  pairEnrol: "This phone still needs a passkey of its own.",
  pairDone: "It is done.",
  addingDevice: "You began to add a device.",
  renewingTwo: "You two began to make new keys.",
};
