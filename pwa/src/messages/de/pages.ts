/** German for the pages that are fetched when they are needed. Needs a native reader. */
import type { NoticeKey } from "../../state.ts";

const notices: Record<NoticeKey, string> = {
  passkeyCancelled: "Das wurde vorher abgebrochen. Nichts hat sich geändert. Du kannst es noch einmal versuchen.",
  passkeyFailed: "Mit dem Passkey hat es diesmal nicht geklappt. Bitte versuch es noch einmal.",
  passkeyUnknown:
    "Dieser Server kennt diesen Passkey nicht. Versuch es mit einem anderen oder mit deinem Wiederherstellungscode.",
  passkeyUnsupported: "Dieser Browser kennt keine Passkeys. Bitte öffne Unsaid im eigenen Browser deines Handys.",
  passkeyDuplicate: "Dieses Gerät hat hier schon einen Passkey. Melde dich einfach damit an.",
  offlineNow: "Der Server ist gerade nicht erreichbar. Bitte versuch es noch einmal, wenn du Verbindung hast.",
  tooQuick: "Das war viel auf einmal. Bitte warte eine Minute und versuch es dann noch einmal.",
  serverTrouble:
    "Beim Server ging etwas schief. Nichts von dem, was du geschrieben hast, ist verloren. Bitte versuch es später noch einmal.",
  codeWrong: "Eines der Zeichen stimmt nicht. Bitte vergleiche den Code noch einmal.",
  codeRefused: "Dieser Code öffnet hier nichts. Falls du einen neueren erstellt hast, gilt nur der neuere.",
  codeGroupWrong: "Das ist nicht die Gruppe, nach der wir gefragt haben. Bitte schau noch einmal nach.",
  inviteGone: "Diese Einladung ist nicht mehr offen. Lass dir eine neue schicken.",
  inviteFailed: "Etwas an dieser Einladung stimmte nicht, deshalb wurde nichts geteilt. Bitte erstelle eine neue.",
  inviteOwn: "Das ist deine eigene Einladung. Schick sie dem Menschen, für den sie ist.",
  alreadyPaired: "Du bist hier schon mit jemandem zu zweit, oder die andere Person ist es.",
  linkBroken: "Diese Einladung ist nicht vollständig. Kopiere den ganzen Link und versuch es noch einmal.",
  savedHere: "Auf diesem Handy gespeichert.",
  notSaved: "Das ließ sich nicht speichern. Deine Worte sind noch da. Bitte versuch es noch einmal.",
  storageFull: "Dieses Handy ist voll. Mach etwas Platz und versuch es dann noch einmal. Deine Worte sind noch da.",
  copied: "Kopiert.",
  copyKept: "Liegt jetzt in „Nur für mich“. Niemand erfährt davon.",
  keptForAnother:
    "Auf diesem Handy warten noch Notizen einer anderen Person. Sie muss sich zuerst anmelden und die Notizen senden.",
  vaultRolledBack:
    "Der Server hat einen älteren Stand geschickt, als dieses Handy schon kennt. Er wurde nicht verwendet. Sei vorsichtig mit diesem Server.",
  headWentBack: "Der Server hat anscheinend Notizen verloren, die er schon hatte. Dieses Handy behält seine eigenen.",
  keysDiffer:
    "Etwas, das immer gleich bleiben sollte, war anders. Es wurde nicht verwendet. Sei vorsichtig mit diesem Server.",
  lastWayIn: "Das ist der letzte Weg zu deinen Notizen. Füge erst einen weiteren hinzu, oder erstelle einen Code.",
  leftQueued: "Sobald dieses Handy den Server erreicht, bist du gegangen.",
  signInAgain: "Bitte benutze noch einmal deinen Passkey. Du kannst inzwischen weiterschreiben.",
  undone: "Nicht gesendet. Es ist wieder offen.",
};

export const pages: typeof import("../en/pages.ts").pages = {
  notices,

  // Us, Just mine, and what stands on several pages
  close: "Schließen",
  missing: "Eine Notiz, die hier sein sollte, ist noch nicht angekommen.",
  usAlone: "Diese Seite ist für zwei. Lade jemanden ein, wenn du möchtest.",
  usEmpty: "Hier steht noch nichts. Ein Wort genügt.",
  mineEmpty: "Was du für dich behältst, ist hier. Deinem Gegenüber wird es nicht gezeigt.",
  opening: "Deine Notizen werden geöffnet …",
  filling: "Ältere Notizen kommen noch an.",
  unreachable: "Gerade keine Verbindung. Was du schreibst, wartet auf diesem Handy.",
  closedHere:
    "Was ihr geteilt habt, ist geschlossen. Was hier steht, kannst du weiter lesen; Neues lässt sich nicht mehr teilen.",
  unfinished: "Du hast etwas begonnen",
  unfinishedGo: "Weiter\u00ADschreiben",
  inviteTitle: "Jemanden einladen",

  // Just after the start
  makeCode: "Wieder\u00ADher\u00ADstellungs\u00ADcode erstellen",

  // Recovery code
  codeFirstTitle: "Zuerst ein Weg zurück",
  codeFirst:
    "Bisher kann nur dieses Handy deine Notizen öffnen. Ginge es verloren, wären auch sie verloren. Erstelle einmal einen Wiederherstellungscode, dann schreibst du. Was du begonnen hast, bleibt erhalten.",

  // Writing
  writeTitle: "Wie es mir wirklich geht",
  pickTile: "Was trifft es am ehesten?",
  toPrompt: "Mit einer Frage beginnen",
  otherTile: "Anderes Feld",
  wordsTitle: "Welche Wörter passen? Bis zu drei.",
  moreWords: "Mehr Wörter",
  fewerWords: "Weniger Wörter",
  ownWord: "Mein eigenes Wort",
  ownWordLabel: "Dein eigenes Wort",
  ownWordAdd: "Hinzu\u00ADfügen",
  threeIsEnough: "Drei genügen. Tippe zuerst auf eins, um es herauszunehmen.",
  becauseLabel: "weil …",
  becauseHint: "Wenn du magst. Niemand kann Gedanken lesen.",
  helpTitle: "Was würde helfen?",
  moreTitle: "Noch etwas mehr, wenn du magst",
  topicsTitle: "Es geht um",
  marksTitle: "Und",
  keep: "Für mich behalten",
  shareWith: (name) => `Mit ${name ?? "deinem Gegenüber"} teilen`,
  audienceShare: (name) =>
    `Behältst du es, kannst nur du es lesen. Teilst du es, kann auch ${name ?? "dein Gegenüber"} es lesen und behalten.`,
  audienceAlone: "Nur du kannst es lesen.",
  inviteToShare: "Zum Teilen jemanden einladen",
  audienceTitle: "Wer es lesen kann",
  needWord: "Wähle zuerst ein Wort. Eins genügt.",
  begun: "Das hattest du begonnen.",

  // Could not be sent
  copyText: "Text kopieren",

  // You
  cancel: "Abbrechen",

  // Looking around without an account
  missingTitle: "Hier ist nichts",
  missingText: "Diese Adresse führt in Unsaid nirgendwohin.",
  missingGo: "Zu „Heute“",
};
