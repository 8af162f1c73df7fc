/** English for reading a note, answering it, and what can be done with it. */
import type { KindForm } from "../../content/ways.ts";

/** What the one it was for can say came true. */
const cameTrue: Record<KindForm, string> = {
  words: "",
  invitation: "Yes, gladly",
  promise: "You kept it",
  hug: "It was given",
  gift: "It was given",
};

export const heard = {
  noteFrom: (name: string | null) => (name ? `From ${name}` : "From the person you're paired with"),
  noteMine: "Your note",
  noteKept: "Kept for you",
  noteCopy: "Your copy",
  noteGone: "This note isn't here",
  noteGoneText: "It may have been taken back, or it has not reached this phone yet.",
  noteMoved: "You shared it. It stands with the two of you now.",
  toUs: "Look at Us",

  // Answering
  saySomething: "What would you like to say?",
  sayMore: "Say something more",
  sayBack: "Say something back",
  questionsTitle: "Ask gently",
  reply: "In your own words",
  replySend: "Answer",
  replyEmpty: "Write a few words first.",
  startersTitle: "A beginning",
  takeBackAnswer: "Take back this answer",
  takeBackThat: (says: string) => `Take back “${says}”`,

  cameTrue,
  cameTrueBack: "Take that back",

  // With the two of you
  withNote: "With this note",
  talk: "Let's talk about this",
  talked: "We talked about this",
  talkAgain: "Put it back on the list",
  onTalk: "On the list to talk about.",
  talkTitle: "To talk about",
  talkText: "Both of you see this list.",
  talkNone: "Nothing waits to be talked about. “Let's talk about this” stands under every note.",
  keepCopy: "Keep a copy for me",

  // Mine
  toUnsent: "See what can be done",
  takeBack: "Take it back",
  takeBackTitle: "Take it back?",
  takeBackText:
    "We remove it from the server now, and from their app when it next connects. What was read, copied or photographed stays with them. If you may need it later, save a copy somewhere safe first.",
  takeBackNow: "Take back",
  putItBack: "Put it back",
  eraseNow: "Erase it now, for good",
  putBackUntil: (day: string) => `You can put it back until ${day}.`,
  shareText: (name: string | null) => `Shared, ${name ?? "they"} can read it too, and keep it.`,
  holdOff: "Don't hold it any longer",
  held: "Held until you choose. You won't be asked about it.",
  notOnlyHere: "Keep it with my other notes too",
};
