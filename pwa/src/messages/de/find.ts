/** German for finding something again on a timeline. Needs a native reader. */
export const find: typeof import("../en/find.ts").find = {
  find: "Suchen",
  findWords: "Wörter in einer Notiz",
  findWho: "Wer geschrieben hat",
  findFeeling: "Welche Gefühle",
  findTopic: "Worum es geht",
  findShow: "Diese Notizen zeigen",
  findDay: "Zu einem Tag springen",
  findGo: "Springen",
  /** What the list is narrowed to, in the order of the panel. */
  finding: (parts) => `Nur: ${parts.join(" · ")}.`,
  quoted: (words) => `„${words}“`,
  showAll: "Alles zeigen",
  foundNoWords: "Auf diesem Handy hat keine Notiz diese Worte.",
  foundNothing: "Auf diesem Handy gibt es keine solche Notiz.",
  findBroken: "Die Suche geht gerade nicht. Bitte öffne Unsaid neu.",
};
