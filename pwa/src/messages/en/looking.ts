/** English for looking back. Quantity is said in words and nowhere in numbers. */
import type { Way } from "../../content/ways.ts";

const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const dateOf = (day: string): number => Number(day.slice(8));
const named = (month: string): [name: string, year: string] => [
  months[Number(month.slice(5, 7)) - 1] ?? "",
  month.slice(0, 4),
];

const ways: Record<Way, string> = {
  words: "kind words",
  time: "time together",
  hands: "helping hands",
  touch: "touch",
  gifts: "thoughtful gifts",
  room: "room and support for goals",
};
/** What came of it, where something did. */
const became: Record<Way, string> = {
  words: "",
  time: "an invitation was accepted",
  hands: "a promise was kept",
  touch: "a hug was given",
  gifts: "a gift was given",
  room: "a promise was kept",
};

export const looking = {
  lookingTitle: "Looking back",
  rangeTitle: "How far back",
  ranges: { month: "This month", year: "This year", all: "Everything" },
  lookingEmpty: "Once you have written something, you can look back on it here.",
  rangeEmpty: "You wrote nothing in this time. That is fine.",
  asTable: "Read as a table",
  earlier: "Further back",
  print: "Print this page",

  month: (month: string, thisYear: string) => {
    const [name, year] = named(month);
    return year === thisYear ? name : `${name} ${year}`;
  },
  /** Days of one month: "8–14 November". */
  week: (from: string, to: string) => `${dateOf(from)}–${dateOf(to)} ${named(from)[0]}`,
  weekdays: ["M", "T", "W", "T", "F", "S", "S"],

  // The four tiles, and what has none
  tilesTitle: "What stands for what",
  noTile: "Without a tile",

  // My words over time
  wordsTitle: "Your words over time",
  wordsText: "A river of what you called it, the newest on top. A word is larger where it came back.",
  wordsEmpty: "No feeling words in this time.",
  wordsCaption: "Your words over time",
  wordsDefined:
    "“Often” is in four notes or more of that time, “sometimes” in two or three; a word alone was there once. “Most” is more than half of the words, “a good part” more than a quarter.",
  often: { once: "", sometimes: " (sometimes)", often: " (often)" },
  much: { most: "most", much: "a good part", little: "a little" },

  // A calendar of days
  daysTitle: "A calendar of days",
  daysText: "Each day you wrote, woven of its feelings. A day on plain paper is just a day.",
  daysCaption: "The days you wrote, and how you felt",
  monthOpen: "Tap a month to open it, then a day to read it.",

  // What helped
  helpedTitle: "What helped",
  helpedText: "What you asked for, and what was said to it. The newest words stand first.",
  helpedEmpty: "When something is said to what you asked for, it stands here.",
  helpedCaption: "What you asked for, and what was said to it",

  // Ways given and received
  waysTitle: "Ways given and received",
  waysText: "A leaf for each way that came up between you: the left half for given, the right half for received.",
  waysEmpty: "When one of you says something kind, its leaf grows here.",
  waysCaption: "Ways that came up between you",
  ways,
  became,
  given: "given",
  received: "received",

  // The two of you
  twoTitle: "The two of you",
  together: "Look back together",
  togetherText: (name: string | null) =>
    `Once both of you have this on, both see the days on which something was said between you, and the words you both have used. Only from what you shared. You and ${name ?? "the other"} can each end it at any time, and then it is gone for both.`,
  twoDaysTitle: "Days with something said",
  twoDaysText: "Whoever said it. A day on plain paper is just a day.",
  twoDaysCaption: "The days on which something was said between you",
  twoEmpty: "Nothing was said between you in this time. That is fine.",
  bothTitle: "Words you both have used",
  bothText: "Each of you has written these.",
  bothEmpty: "None that both used in this time.",
  bothCaption: "Words you both have used",

  // Old notes
  oldTitle: "Old notes",
  oldTick: "Show me an old note now and then",
  oldText:
    "In Just mine, one of your own from around this day in an earlier year, or from half a year ago. Never one that was hard to say. It ends when you leave.",
  oldYear: (day: string) => `From around this day in ${day.slice(0, 4)}`,
  oldHalf: "From half a year ago",
  oldAway: "Not this one",
  oldGone: "Put away. It won't come up again.",
};
