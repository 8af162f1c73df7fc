/**
 * English: the sentences of the first screen and the tabs. Plain strings and small functions; a plural is its forms, chosen by
 * `Intl.PluralRules`. Plain, warm, short, adult; it says what happened and what to do next, and never names the machinery.
 */
import type { KindForm, KindStep } from "../../content/ways.ts";
import type { Back, Help, Mark, Part, Quadrant, Topic } from "../../kinds.ts";

const quadrants: Record<Quadrant, readonly [name: string, meaning: string]> = {
  high_pleasant: ["Lit up", "More energy, pleasant"],
  high_unpleasant: ["Stirred up", "More energy, unpleasant"],
  low_unpleasant: ["Weighed down", "Less energy, unpleasant"],
  low_pleasant: ["At ease", "Less energy, pleasant"],
};
const helps: Record<Help, string> = {
  listen: "just listen",
  comfort: "comfort",
  closeness: "closeness",
  time: "time together",
  practical: "practical help",
  space: "space",
  nothing: "nothing, just so you know",
  unsure: "I don't know yet",
};
const topics: Record<Topic, string> = {
  us: "us",
  me: "me",
  work: "work",
  family: "family",
  health: "health",
  money: "money",
  other: "something else",
};
const marks: Record<Mark, string> = {
  hard_to_say: "this is hard for me to say",
  older_than_us: "this feels older than us",
};
const backs: Record<Back, string> = {
  later_today: "later today",
  tomorrow: "tomorrow",
  few_days: "in a few days",
};
const parts: Record<Part, string> = { 0: "Night", 1: "Morning", 2: "Afternoon", 3: "Evening" };

const became: Record<KindStep, string> = { accepted: "accepted", kept: "kept", given: "given" };
const forms: Record<KindForm, string> = {
  words: "",
  invitation: "An invitation",
  promise: "A promise",
  hug: "For when you meet",
  gift: "A gift",
};

// By hand: the first `Intl.DateTimeFormat` of a visit takes longer than opening a screenful of notes.
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

export const t = {
  lang: "en",
  dir: "ltr" as "ltr" | "rtl",
  brand: "Unsaid",
  titled: (title: string) => `${title} · Unsaid`,
  question: "How are you, really?",
  quadrants,
  helps,
  topics,
  marks,
  parts,
  backs,
  became,
  forms,

  // Where things are
  today: "Today",
  us: "Us",
  mine: "Just mine",
  you: "You",
  tabs: "Main",
  back: "Back",
  write: "Write",
  notSure: "Not sure",
  kind: "Something kind",
  thatsAll: "That's all.",
  yesterday: "Yesterday",
  dayIs: (date: Date, thisYear: boolean) =>
    `${weekdays[date.getDay()]} ${date.getDate()} ${months[date.getMonth()]}${thisYear ? "" : ` ${date.getFullYear()}`}`,

  // Sign-in, locked
  haveOne: "I have used Unsaid before",
  whatIsThis: "What this is, and what it can't do",
  onceMore: "Once more, to unlock your notes.",
  toInvitation: "Back to the invitation",

  // Today, Us, Just mine
  from: (name: string | null) => name ?? "The person you're paired with",
  mineBy: "You",
  asksFor: (help: string) => `What would help: ${help}`,
  listed: (words: readonly string[]) => words.join(", "),

  // A note's state
  waiting: "waiting on this phone",
  sent: "sent",
  heard: "heard",
  kept: "kept for you",
  takenBack: "taken back",
  notSent: "could not be sent",
  unverified: (code: string) => `could not be verified (${code})`,
  waitingForKey: "waiting until this phone can open it",
  edited: "edited",
  late: "arrived late",
  newerKind: "Written with a newer version. Update Unsaid to read it.",

  onlyHere: "only on this phone",
  letGo: "let go",
  restoring: "put back; its words are on their way",
  copyOf: (name: string | null) => `Your copy of what ${name ?? "they"} wrote`,
  openNote: (by: string, words: string) => `Open: ${by}, ${words}`,

  // Being heard
  newerAnswer: "Answered with a newer version. Update Unsaid to read it.",
  saidBack: (words: string, back: string) => `${words} ${back}`,
  answerTitle: "Your answer",
  moreWays: "More ways to answer",

  // You

  // Looking around without an account
  unloadedTitle: "This part isn't on this phone yet",
  unloadedText: "It needs a connection once.",
  reload: "Try again",
};
