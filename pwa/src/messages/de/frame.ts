/** German: the sentences of the first screen and the tabs. Needs a native reader. Nothing in it genders anyone. */
import type { KindForm, KindStep } from "../../content/ways.ts";
import type { Back, Help, Mark, Part, Quadrant, Topic } from "../../kinds.ts";

const quadrants: Record<Quadrant, readonly [name: string, meaning: string]> = {
  high_pleasant: ["Voller Leben", "Mehr Energie, angenehm"],
  high_unpleasant: ["In Aufruhr", "Mehr Energie, unangenehm"],
  low_unpleasant: ["Schwer beladen", "Weniger Energie, unangenehm"],
  low_pleasant: ["Ganz gelöst", "Weniger Energie, angenehm"],
};
const helps: Record<Help, string> = {
  listen: "einfach zuhören",
  comfort: "Trost",
  closeness: "Nähe",
  time: "Zeit zu zweit",
  practical: "praktische Hilfe",
  space: "Zeit allein",
  nothing: "nichts, nur damit du es weißt",
  unsure: "das weiß ich noch nicht",
};
const topics: Record<Topic, string> = {
  us: "uns",
  me: "mich",
  work: "Arbeit",
  family: "Familie",
  health: "Gesundheit",
  money: "Geld",
  other: "etwas anderes",
};
const marks: Record<Mark, string> = {
  hard_to_say: "es fällt mir schwer, das zu sagen",
  older_than_us: "das fühlt sich älter an als wir",
};
const backs: Record<Back, string> = {
  later_today: "später heute",
  tomorrow: "morgen",
  few_days: "in ein paar Tagen",
};
// As adverbs they stand as a heading and, in small letters, after a day: "Heute, abends".
const parts: Record<Part, string> = { 0: "Nachts", 1: "Morgens", 2: "Nachmittags", 3: "Abends" };

const became: Record<KindStep, string> = { accepted: "angenommen", kept: "gehalten", given: "gegeben" };
const forms: Record<KindForm, string> = {
  words: "",
  invitation: "Eine Einladung",
  promise: "Ein Versprechen",
  hug: "Für wenn ihr euch seht",
  gift: "Ein Geschenk",
};

// By hand: the first `Intl.DateTimeFormat` of a visit takes longer than opening a screenful of notes.
const weekdays = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"];
const months = [
  ...["Januar", "Februar", "März", "April", "Mai", "Juni"],
  ...["Juli", "August", "September", "Oktober", "November", "Dezember"],
];

export const t: typeof import("../en/frame.ts").t = {
  lang: "de",
  dir: "ltr",
  brand: "Unsaid",
  titled: (title) => `${title} · Unsaid`,
  question: "Wie geht es dir wirklich?",
  quadrants,
  helps,
  topics,
  marks,
  parts,
  backs,
  became,
  forms,

  // Where things are
  today: "Heute",
  us: "Wir",
  mine: "Nur für mich",
  you: "Du",
  tabs: "Bereiche",
  back: "Zurück",
  write: "Schreiben",
  notSure: "Ich weiß nicht recht",
  kind: "Etwas Liebes",
  thatsAll: "Das ist alles.",
  yesterday: "Gestern",
  dayIs: (date, thisYear) =>
    `${weekdays[date.getDay()]}, ${date.getDate()}. ${months[date.getMonth()]}${thisYear ? "" : ` ${date.getFullYear()}`}`,

  // Sign-in, locked
  haveOne: "Ich nutze Unsaid schon",
  whatIsThis: "Was das ist und was es nicht kann",
  onceMore: "Noch einmal, um deine Notizen zu öffnen.",
  toInvitation: "Zurück zur Einladung",

  // Today, Us, Just mine
  from: (name) => name ?? "Dein Gegenüber",
  mineBy: "Du",
  asksFor: (help) => `Was helfen würde: ${help}`,
  listed: (words) => words.join(", "),

  // A note's state
  waiting: "wartet auf diesem Handy",
  sent: "gesendet",
  heard: "gehört",
  kept: "für dich behalten",
  takenBack: "zurückgenommen",
  notSent: "konnte nicht gesendet werden",
  unverified: (code) => `ließ sich nicht prüfen (${code})`,
  waitingForKey: "wartet, bis dieses Handy sie öffnen kann",
  edited: "geändert",
  late: "später angekommen",
  newerKind: "Mit einer neueren Version geschrieben. Aktualisiere Unsaid, um es zu lesen.",

  onlyHere: "nur auf diesem Handy",
  letGo: "losgelassen",
  restoring: "zurückgeholt; die Worte sind unterwegs",
  copyOf: (name) => `Deine Kopie von dem, was ${name ?? "dein Gegenüber"} geschrieben hat`,
  openNote: (by, words) => `Öffnen: ${by}, ${words}`,

  // Being heard
  newerAnswer: "Mit einer neueren Version geantwortet. Aktualisiere Unsaid, um es zu lesen.",
  saidBack: (_, back) => `Ich komme ${back} darauf zurück`,
  answerTitle: "Deine Antwort",
  moreWays: "Mehr Antworten",

  // Looking around without an account
  unloadedTitle: "Dieser Teil ist noch nicht auf diesem Handy",
  unloadedText: "Dafür braucht es einmal eine Verbindung.",
  reload: "Noch einmal versuchen",
};
