/** German for something kind, and for what lands with whom. Needs a native reader. */
import type { KindForm } from "../../content/ways.ts";

const formText: Record<KindForm, string> = {
  words: "Worte stehen für sich. Es muss nichts folgen.",
  invitation: "Eine Einladung: sie darf angenommen werden, jetzt oder später, oder auch nicht.",
  promise: "Ein Versprechen: sag nur, was du ohnehin tun möchtest.",
  hug: "Für wenn ihr euch seht, und nur, wenn es dann willkommen ist.",
  gift: "Für wenn ihr euch seht. Es muss nichts kosten.",
};

export const kind: typeof import("../en/kind.ts").kind = {
  kindTitle: "Etwas Liebes",
  kindText: (name) => `So, wie es bei ${name ?? "dem Menschen, für den es ist,"} ankommt.`,
  kindNone: "Gerade ist das Schönste, was du teilen kannst, wie es dir wirklich geht.",
  formText,
  beginningTitle: "Ein Anfang",
  more: "Mehr Anfänge",
  fewer: "Weniger Anfänge",
  ownWords: "Mit eigenen Worten",
  otherBeginning: "Ein anderer Anfang",
  wordsLabel: "Deine Worte",
  sayLabel: "Was ich sagen möchte",
  whyLabel: "weil …",
  whyHint: "Was ist es genau? Niemand kann Gedanken lesen.",
  joined: (say, why) => `${say}, weil ${why}`,
  needsWords: "Wähle zuerst einen Anfang oder nimm eigene Worte.",
  needsWhy: "Sag, was es ist, und weshalb. Beides zusammen kommt an.",
  audience: (name) => `${name ?? "Dein Gegenüber"} kann es lesen und behalten.`,
  sendTo: (name) => (name ? `An ${name} senden` : "Senden"),

  // What lands with whom
  cardTitle: "Was bei mir ankommt",
  cardText: (name) =>
    `Stell nach oben, was dich am meisten erreicht. ${name ?? "Dein Gegenüber"} kann es lesen und sieht die Wege in dieser Reihenfolge. Du kannst es jederzeit ändern.`,
  cardAlone: "Diese Karte ist für zwei. Seid ihr zu zweit, kannst du hier sagen, was bei dir ankommt.",
  cardSave: "Speichern",
  cardSaved: (name) => `Gespeichert. ${name ?? "Dein Gegenüber"} kann es lesen.`,
  cardUnsaid: "Hier steht noch nichts.",
  cardOfTheirs: (name) => `Was bei ${name ?? "deinem Gegenüber"} ankommt`,
  notForNow: "Jetzt gerade nicht",
  movedTo: (way, place) => `${way}: Platz ${place}`,
  moveUp: (way) => `${way}: weiter nach oben`,
  moveDown: (way) => `${way}: weiter nach unten`,
  science:
    "Die Forschung findet weder den einen Weg für jeden Menschen noch genau fünf. Es hilft, zu bemerken, was dem anderen Menschen wichtig ist, und dass es sich ändern darf.",
  toCard: "Sagen, was bei mir ankommt",
};
