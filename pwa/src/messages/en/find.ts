/** English for finding something again on a timeline. */
import type { Way } from "../../content/ways.ts";

const ways: Record<Way, readonly [name: string, meaning: string]> = {
  words: ["Kind words", "Said, written, out loud"],
  time: ["Time together", "With nothing else on"],
  hands: ["Helping hands", "Something done, so there is less to do"],
  touch: ["Touch", "A hand, a hug, being close"],
  gifts: ["Thoughtful gifts", "Small, and thought of"],
  room: ["Room and support", "For plans and goals"],
};

export const find = {
  find: "Find",
  findWords: "Words in a note",
  findWho: "Whose",
  findFeeling: "Which feelings",
  findWay: "Something kind, in which way",
  findTopic: "What it is about",
  findShow: "Show these notes",
  findDay: "Go to a day",
  findGo: "Go",
  ways,
  /** What the list is narrowed to, in the order of the panel. */
  finding: (parts: readonly string[]) => `Only: ${parts.join(" · ")}.`,
  quoted: (words: string) => `“${words}”`,
  showAll: "Show everything",
  foundNoWords: "No note on this phone has those words.",
  foundNothing: "No note on this phone is like that.",
  findBroken: "The search can't run just now. Please open Unsaid anew.",
};
