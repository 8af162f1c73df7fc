/** English for something kind, and for what lands with whom. */
import type { KindForm } from "../../content/ways.ts";

const formText: Record<KindForm, string> = {
  words: "Words stand by themselves. Nothing has to follow.",
  invitation: "An invitation: they can say yes, now or later, or leave it.",
  promise: "A promise: only say what you want to do anyway.",
  hug: "For when you meet, and only if it is welcome then.",
  gift: "For when you meet. It need not cost anything.",
};
const them = (name: string | null) => name ?? "them";

export const kind = {
  kindTitle: "Something kind",
  kindText: (name: string | null) => `In the way that lands with ${name ?? "the one it is for"}.`,
  kindNone: "Just now, how you really are is the best thing to share.",
  formText,
  beginningTitle: "A beginning",
  more: "More beginnings",
  fewer: "Fewer beginnings",
  ownWords: "In my own words",
  otherBeginning: "Another beginning",
  wordsLabel: "Your words",
  sayLabel: "What I want to say",
  whyLabel: "because …",
  whyHint: "What is it in them? Nobody can read minds.",
  joined: (say: string, why: string) => `${say}, because ${why}`,
  needsWords: "Choose a beginning first, or use your own words.",
  needsWhy: "Say what it is, and because of what. Both make it land.",
  audience: (name: string | null) => `${name ?? "They"} can read it, and keep it.`,
  sendTo: (name: string | null) => `Send to ${them(name)}`,

  // What lands with whom
  cardTitle: "What lands with me",
  cardText: (name: string | null) =>
    `Put first what reaches you most. ${name ?? "The other"} can read it, and sees the ways in this order. You can change it whenever you like.`,
  cardAlone: "This card is for two. Once you are paired, you can say here what lands with you.",
  cardSave: "Save",
  cardSaved: (name: string | null) => `Saved. ${name ?? "The other"} can read it.`,
  cardUnsaid: "Nothing here yet.",
  cardOfTheirs: (name: string | null) => `What lands with ${name ?? "the other"}`,
  notForNow: "Not for now",
  movedTo: (way: string, place: number) => `${way}: place ${place}`,
  moveUp: (way: string) => `${way}: further up`,
  moveDown: (way: string) => `${way}: further down`,
  science:
    "Research finds neither one main way for each person nor exactly five. What helps is to notice what the other values, and to let it change.",
  toCard: "Say what lands with me",
};
