/** German for finding something again on a timeline. Needs a native reader. */
import type { Way } from "../../content/ways.ts";

const ways: Record<Way, readonly [name: string, meaning: string]> = {
  words: ["Liebe Worte", "Gesagt, geschrieben, laut"],
  time: ["Zeit zu zweit", "Und sonst nichts nebenher"],
  hands: ["Helfende Hände", "Etwas abnehmen"],
  touch: ["Berührung", "Eine Hand, eine Umarmung, nah sein"],
  gifts: ["Kleine Geschenke", "Klein und mit Gedanken"],
  room: ["Raum und Rückhalt", "Für eigene Pläne und Ziele"],
};

export const find: typeof import("../en/find.ts").find = {
  find: "Suchen",
  findWords: "Wörter in einer Notiz",
  findWho: "Wer geschrieben hat",
  findFeeling: "Welche Gefühle",
  findWay: "Etwas Liebes, auf welche Art",
  findTopic: "Worum es geht",
  findShow: "Diese Notizen zeigen",
  findDay: "Zu einem Tag springen",
  findGo: "Springen",
  ways,
  /** What the list is narrowed to, in the order of the panel. */
  finding: (parts) => `Nur: ${parts.join(" · ")}.`,
  quoted: (words) => `„${words}“`,
  showAll: "Alles zeigen",
  foundNoWords: "Auf diesem Handy hat keine Notiz diese Worte.",
  foundNothing: "Auf diesem Handy gibt es keine solche Notiz.",
  findBroken: "Die Suche geht gerade nicht. Bitte öffne Unsaid neu.",
};
