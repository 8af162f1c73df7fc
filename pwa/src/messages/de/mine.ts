/** German for the writing sheet and *Just mine*. Needs a native reader. */
import type { Energy, Sensation, Tone } from "../../content/body.ts";
import type { HintPatterns } from "../../content/hints.ts";

const energies: Record<Energy, string> = { lots: "viel", some: "etwas", little: "kaum welche" };
const tones: Record<Tone, string> = { pleasant: "angenehm", unpleasant: "un\u00ADangenehm", both: "beides oder keins" };
const sensations: Record<Sensation, string> = {
  tight_chest: "enge Brust",
  stomach: "Knoten im Bauch",
  heavy: "schwere Arme und Beine",
  throat: "Kloß im Hals",
  hot_face: "heißes Gesicht",
  restless: "unruhige Hände",
  breath: "flacher Atem",
  heart: "Herz\u00ADklopfen",
  tears: "den Tränen nah",
  warm: "überall warm",
  light: "leicht",
  quiet: "innen still",
  numb: "wie taub",
};

// "für immer", "wie immer", "immer noch" and "immer mehr" say something else.
const often =
  "(?:(?<!für )(?<!wie )immer(?! (?:noch|mehr|weniger|öfter|besser|näher|wenn|dann)\\b)|nie|niemals|ständig|(?:an)?dauernd|jedes mal)\\b";
/** Up to so many words, none of which brings another person or another thought. */
const words = (most: number) =>
  `(?:(?!(?:ich|er|wir|ihr|man|dass|wenn|weil|ob|und|oder|haben|hatten|sind|waren)\\b)[^\\s,]+ ){0,${most}}`;
const hintPatterns: HintPatterns = {
  // As a conjunction "aber" follows a comma or precedes "du"; "du hörst aber nie zu" is one thought.
  ends: /[.!?;:\n]|,\s*(?:aber|doch|jedoch|obwohl|trotzdem|dennoch|nur)\s|\s(?:aber|doch|obwohl)\s(?=du\s)/i,
  charge: new RegExp(
    [
      `\\bdu ${words(4)}${often}`,
      `\\b${often} [^\\s,]*[sßxz]t (?:mich |mir |uns |es |das )?du\\b`,
      "\\b(?:du machst|machst du) mich\\b",
      `\\b(?:du hast|hast du) mich ${words(4)}gemacht\\b`,
      "\\b(?:du gibst|gibst du) mir das gefühl\\b",
      `\\b(?:du bringst|bringst du) mich ${words(2)}(?:zum (?:weinen|heulen|ausrasten|verzweifeln)|auf die palme|zur (?:weißglut|verzweiflung))`,
    ].join("|"),
    "i",
  ),
  kind: new RegExp(
    [
      // Thanks and love
      "\\b(?:danke|dankbar|fehlst (?:du )?mir|du mir fehlst|lieb von dir)\\b|\\bfehlt(?: mir)?,? wie\\b",
      "\\b(?:liebe|liebte|mag|schätze|bewundere|vermisse|genieße)(?: ich)?(?: so| sehr)*(?: (?:es|das|dich|an dir|dein[^\\s,]*)\\b(?! (?:gar |überhaupt )?nicht\\b)|,? (?:wie|dass)\\b)",
      "(?<!nicht )(?<!nicht so )(?<!nicht mehr )\\b(?:froh|glücklich|schön),? (?:dass|wie|weil)\\b",
      // Never something bad
      "\\bnie(?:mals)? (?:[^\\s,]+ ){0,3}(?:im stich|egal|aus dem kopf|weh|böse|laut (?:ge)?w[oi]r|hängen (?:ge)?lassen|fallen (?:ge)?lassen|allein ?(?:ge)?lassen|(?:ver)?urteil|vergess|vergiss|(?:be|an)?gelogen|(?:be)?lüg|aufgegeben|aufgibst|gedrängt|drängst|ausgelacht|auslachst|verletz|enttäusch|beschwer|angeschrien|(?:ge)?zweifel)",
      "\\b(?:vergisst|verurteilst|urteilst|lügst|belügst|drängst|verletzt|enttäuschst|beschwerst|zweifelst) (?:[^\\s,]+ ){0,3}nie(?:mals)?\\b",
      "\\blässt (?:du )?(?:mich|uns) nie(?:mals)? (?:allein|hängen|fallen)|\\bmich nie(?:mals)? (?:[^\\s,]+ )?(?:klein|wütend|traurig|lächerlich)",
      "\\bgibst (?:[^\\s,]+ ){0,2}nie auf\\b|\\blachst (?:mich|über [^\\s,]+) nie\\b|\\b(?:musst|brauchst) (?!du)(?:[^\\s,]+ )?nie\\b|\\bweißt (?:ja |halt )?nie\\b",
      // Always something good
      "\\bimmer (?:(?!nur )[^\\s,]+ )?(?:für [^\\s,]+ )?da(?:gewesen)?\\b|\\bimmer (?:so |sehr |ganz )?(?:lieb|liebevoll|geduldig|freundlich|zärtlich|aufmerksam|verständnisvoll|gut zu mir|ehrlich zu mir|willkommen)\\b",
      "(?<!nie )(?<!nie mehr )(?<!niemals )\\bzum (?:lachen|lächeln|strahlen)\\b",
      "\\bhörst (?:[^\\s,]+ ){0,2}immer (?:[^\\s,]+ )?zu\\b|\\bimmer (?:hörst du (?:[^\\s,]+ )?zu\\b|(?:[^\\s,]+ )?zu(?:gehört|hörst))",
      "\\b(?:hilfst|verstehst|unterstützt|tröstest|stärkst) (?:[^\\s,]+ ){0,2}immer\\b|\\bimmer (?:[^\\s,]+ ){0,3}(?:geholfen|hilfst|verstanden|verstehst|unterstützt|getröstet|tröstest|beigestanden|gestärkt)\\b",
      "\\bimmer (?:an (?:mich|uns|alles)|um (?:mich|uns|alles)|zu mir (?:hältst|gehalten|stehst|gestanden)|die richtigen worte|einen weg|zeit für)\\b|\\bglaubst (?:[^\\s,]+ )?immer an\\b|\\b(?:weißt|wusstest) (?:du )?immer,? (?:was|wie|wann)\\b",
      "\\b(?:kannst|darfst) (?:[^\\s,]+ )?immer (?:zu mir|mit mir|auf mich|kommen|anrufen)\\b",
      // What is made
      "\\bmachst (?:du )?mich (?:immer )?(?:so |sehr |ganz |noch )?(?:glücklich|froh|fröhlich|stolz|stark|stärker|mutig|ruhig|besser|lebendig|neugierig|heil)",
      "\\bmich (?:immer |darauf )?(?:so |sehr |ganz )?(?:glücklich|froh|fröhlich|stolz|stark|stärker|mutig|mutiger|ruhig|ruhiger|aufmerksam) gemacht\\b",
      "\\bdas gefühl,? (?:(?!nicht|nie|kein|un)[^\\s,]+ ){0,3}(?:geliebt|gesehen|gehört|geborgen|sicher|willkommen|wichtig|besonders|zu hause|gewollt|genug|schön|angenommen|dazugehöre)\\b",
      // Told of, not said
      "\\b(?:gesagt|sagte|behauptet|geschrien|gedacht|dachte|frage mich|gefragt),? (?:dass |ob |warum )?du\\b",
    ].join("|"),
    "i",
  ),
};

const otherOf = (name: string | null) => name ?? "deinem Gegenüber";

export const mine: typeof import("../en/mine.ts").mine = {
  // Not sure
  notSureTitle: "Noch nicht klar",
  energyTitle: "Wie viel Energie ist da?",
  energies,
  bodyTitle: "Wo spürst du es?",
  sensations,
  toneTitle: "Ist es …",
  tones,
  mightBe: "Vielleicht ist es eins davon.",
  mightBeHint: "Das weißt nur du. Bis zu drei.",
  tileInstead: "Lieber ein Feld wählen",

  // Another beginning
  hintPatterns,
  hint: "Vielleicht kommt es leichter an, wenn du von dir sprichst.",
  gentle: "Ich fühle mich …, wenn … Ich brauche …",
  hintAdd: "„Ich fühle mich …, wenn … Ich brauche …“ einfügen",
  hintStop: "Nicht mehr zeigen",
  hintsOff: "Das erscheint nicht mehr. Unter „Du“ kannst du es wieder einschalten.",

  // A little more
  keepTitle: "Wenn du es für dich behältst",
  onlyHere: "nur auf diesem Handy",
  onlyHereWhy:
    "Es geht an keinen Server, falls der Mensch, um den es geht, diesen hier betreibt. Kein anderes Gerät hat es: Geht dieses Handy verloren, ist auch die Notiz verloren.",
  hold: "ruhen lassen, bis ich entscheide",
  holdWhy: "Du wirst später nicht gefragt, was daraus werden soll.",
  audienceHere: "Nur du kannst es lesen, nur auf diesem Handy.",
  keepHere: "Auf diesem Handy behalten",
  shareAfterAll: (name) => `Doch mit ${otherOf(name)} teilen`,
  another: "Etwas Neues beginnen",
  anotherBegun: "Was du begonnen hattest, wartet in „Nur für mich“.",

  // Changing a note
  editTitle: "Notiz ändern",
  editText: "Deine Worte",
  editSave: "Änderung speichern",
  editShows: "Dann steht „geändert“ dabei.",
  editNeedsText: "Es stehen keine Worte mehr da. Um die Notiz zu entfernen, nimm sie zurück.",
  editGone: "Diese Notiz lässt sich nicht mehr ändern.",
  editBegun: "Diese Änderung hattest du begonnen.",
  editDrop: "So lassen, wie es war",

  // Just mine
  draftUnsure: "Noch nicht klar",
  draftEdits: "Eine Änderung an einer Notiz",
  draftDrop: "Loslassen",
  draftDropped: "Losgelassen.",
  putBack: "Zurück\u00ADholen",
  offerTitle: "Das hast du vor einer Weile für dich behalten",
  sayIt: (name) => `Es ${otherOf(name)} sagen`,
  keepIt: "Behalten",
  letItGo: "Loslassen",
  holdIt: "Ruhen lassen, bis ich entscheide",
  decided: {
    kept: "Behalten. Eine Weile wirst du nicht mehr danach gefragt.",
    held: "Ruht. Du wirst nicht mehr danach gefragt.",
    gone: "Losgelassen.",
  },
  mineLockedTitle: "„Nur für mich“ ist ver\u00ADschlossen",
  mineLockedText: "Was du für dich behältst, liegt hinter deinem Passkey.",
  mineOpen: "Mit meinem Passkey öffnen",
  mineLockNow: "Wieder ver\u00ADschließen",
  lookingBack: "Zurück\u00ADschauen",
};
