/** English for finding something again on a timeline. */
export const find = {
  find: "Find",
  findWords: "Words in a note",
  findWho: "Whose",
  findFeeling: "Which feelings",
  findTopic: "What it is about",
  findShow: "Show these notes",
  findDay: "Go to a day",
  findGo: "Go",
  /** What the list is narrowed to, in the order of the panel. */
  finding: (parts: readonly string[]) => `Only: ${parts.join(" · ")}.`,
  quoted: (words: string) => `“${words}”`,
  showAll: "Show everything",
  foundNoWords: "No note on this phone has those words.",
  foundNothing: "No note on this phone is like that.",
  findBroken: "The search can't run just now. Please open Unsaid anew.",
};
