/** German for looking back. Needs a native reader. */
import type { Way } from "../../content/ways.ts";

const months = [
  ...["Januar", "Februar", "März", "April", "Mai", "Juni"],
  ...["Juli", "August", "September", "Oktober", "November", "Dezember"],
];
const dateOf = (day: string): number => Number(day.slice(8));
const named = (month: string): [name: string, year: string] => [
  months[Number(month.slice(5, 7)) - 1] ?? "",
  month.slice(0, 4),
];

const ways: Record<Way, string> = {
  words: "liebe Worte",
  time: "Zeit zu zweit",
  hands: "helfende Hände",
  touch: "Berührung",
  gifts: "kleine Auf\u00ADmerksamkeiten",
  room: "Raum und Rückhalt für Ziele",
};
const became: Record<Way, string> = {
  words: "",
  time: "eine Einladung wurde angenommen",
  hands: "ein Versprechen wurde gehalten",
  touch: "eine Umarmung wurde geschenkt",
  gifts: "ein Geschenk wurde überreicht",
  room: "ein Versprechen wurde gehalten",
};

export const looking: typeof import("../en/looking.ts").looking = {
  lookingTitle: "Zurück\u00ADschauen",
  rangeTitle: "Wie weit zurück",
  ranges: { month: "Dieser Monat", year: "Dieses Jahr", all: "Alles" },
  lookingEmpty: "Sobald du etwas geschrieben hast, kannst du hier darauf zurückschauen.",
  rangeEmpty: "In dieser Zeit hast du nichts geschrieben. Das ist in Ordnung.",
  asTable: "Als Tabelle lesen",
  earlier: "Weiter zurück",
  print: "Diese Seite drucken",

  month: (month, thisYear) => {
    const [name, year] = named(month);
    return year === thisYear ? name : `${name} ${year}`;
  },
  week: (from, to) => `${dateOf(from)}.–${dateOf(to)}. ${named(from)[0]}`,
  weekdays: ["M", "D", "M", "D", "F", "S", "S"],

  tilesTitle: "Was wofür steht",
  noTile: "Ohne Kachel",

  wordsTitle: "Deine Wörter im Lauf der Zeit",
  wordsText: "Ein Fluss aus dem, wie du es genannt hast, das Neueste oben. Ein Wort ist größer, wo es wiederkam.",
  wordsEmpty: "Keine Gefühlswörter in dieser Zeit.",
  wordsCaption: "Deine Wörter im Lauf der Zeit",
  wordsDefined:
    "„Oft“ heißt: in vier oder mehr Notizen dieser Zeit, „manchmal“: in zwei oder drei; ein Wort ohne Zusatz war einmal da. „Das meiste“ ist mehr als die Hälfte der Wörter, „ein guter Teil“ mehr als ein Viertel.",
  often: { once: "", sometimes: " (manchmal)", often: " (oft)" },
  much: { most: "das meiste", much: "ein guter Teil", little: "ein wenig" },

  daysTitle: "Ein Kalender der Tage",
  daysText:
    "Jeder Tag, an dem du geschrieben hast, aus seinen Gefühlen gewebt. Ein Tag auf leerem Papier ist einfach ein Tag.",
  daysCaption: "Die Tage, an denen du geschrieben hast, und wie es dir ging",
  monthOpen: "Tippe auf einen Monat, um ihn zu öffnen, dann auf einen Tag, um ihn zu lesen.",

  helpedTitle: "Was geholfen hat",
  helpedText: "Worum du gebeten hast, und was dazu gesagt wurde. Die neuesten Worte stehen zuerst.",
  helpedEmpty: "Wenn etwas zu dem gesagt wird, worum du gebeten hast, steht es hier.",
  helpedCaption: "Worum du gebeten hast, und was dazu gesagt wurde",

  waysTitle: "Gegeben und bekommen",
  waysText: "Ein Blatt für jeden Weg, den es zwischen euch gab: die linke Hälfte für gegeben, die rechte für bekommen.",
  waysEmpty: "Wenn jemand von euch etwas Liebes sagt, wächst hier sein Blatt.",
  waysCaption: "Wege, die es zwischen euch gab",
  ways,
  became,
  given: "gegeben",
  received: "bekommen",

  twoTitle: "Ihr zwei",
  together: "Zusammen zurück\u00ADschauen",
  togetherText: (name) =>
    `Sobald ihr das beide eingeschaltet habt, seht ihr beide die Tage, an denen zwischen euch etwas gesagt wurde, und die Wörter, die ihr beide benutzt habt. Nur aus dem, was ihr geteilt habt. Du und ${name ?? "die andere Person"} könnt es jederzeit beenden, und dann ist es für beide weg.`,
  twoDaysTitle: "Tage, an denen etwas gesagt wurde",
  twoDaysText: "Egal von wem. Ein Tag auf leerem Papier ist einfach ein Tag.",
  twoDaysCaption: "Die Tage, an denen zwischen euch etwas gesagt wurde",
  twoEmpty: "In dieser Zeit wurde zwischen euch nichts gesagt. Das ist in Ordnung.",
  bothTitle: "Wörter, die ihr beide benutzt habt",
  bothText: "Ihr habt sie beide geschrieben.",
  bothEmpty: "Keine, die ihr in dieser Zeit beide benutzt habt.",
  bothCaption: "Wörter, die ihr beide benutzt habt",

  oldTitle: "Alte Notizen",
  oldTick: "Zeig mir ab und zu eine alte Notiz",
  oldText:
    "Unter „Nur für mich“: eine deiner eigenen von ungefähr diesem Tag in einem früheren Jahr oder von vor einem halben Jahr. Nie eine, die dir schwerfiel. Es endet, wenn du gehst.",
  oldYear: (day) => `Von ungefähr diesem Tag im Jahr ${day.slice(0, 4)}`,
  oldHalf: "Von vor einem halben Jahr",
  oldAway: "Diese nicht",
  oldGone: "Weggelegt. Sie kommt nicht wieder.",
};
