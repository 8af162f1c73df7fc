/** German for what waits quietly on Today, and for the ten seconds of undo. Needs a native reader. */
export const lines: typeof import("../en/lines.ts").lines = {
  // Welcome, sign-in, locked
  invited: "Deine Einladung ist noch da.",

  // What came while the app was open
  arrived: (name) => (name ? `Etwas Neues von ${name}.` : "Etwas Neues für dich."),
  answered: (name) => (name ? `${name} hat geantwortet.` : "Du hast eine Antwort bekommen."),

  // Being heard
  comeBackNow: "Darauf wolltest du zurückkommen.",
  cameBack: "Erledigt",

  // Reminders; none says that anyone waits
  remindDaily: "Das ist die Zeit, die du dir gewählt hast.",
  remindKind: "Du wolltest ab und zu etwas Liebes sagen.",
  remindWrite: "Schreiben",
  remindAsk: "Eine Frage",
  remindGive: "Etwas Liebes",
  remindLater: "Später",
  remindLaters: { hour: "In einer Stunde", evening: "Heute Abend", tomorrow: "Morgen" },
  remindersTitle: "Erinne\u00ADrungen",
  toReminders: "Erinnerungen wählen",
  toQuestion: "Eine Frage für den Anfang",
  remindLetBe: "Heute nicht",
  remindLetKindBe: "Nicht jetzt",
  remindPutOff: {
    hour: "In einer Stunde kommt sie wieder.",
    evening: "Heute Abend kommt sie wieder.",
    tomorrow: "Morgen kommt sie wieder.",
  },
  remindLeft: "In Ordnung.",
  answering: (says, name, seconds) =>
    `${says ? `„${says}“` : "Deine Antwort"} an ${name ?? "dein Gegenüber"} in ${seconds} s`,
  answeringSoon: (name) =>
    `Deine Antwort geht in zehn Sekunden an ${name ?? "dein Gegenüber"}. Du kannst es rückgängig machen.`,

  // Writing
  sharing: (name, seconds) => (name ? `Wird in ${seconds} s mit ${name} geteilt` : `Wird in ${seconds} s geteilt`),
  keeping: (seconds) => `Wird in ${seconds} s für dich behalten`,
  sharingSoon: (name) =>
    name
      ? `Wird in zehn Sekunden mit ${name} geteilt. Du kannst es rückgängig machen.`
      : "Wird in zehn Sekunden geteilt. Du kannst es rückgängig machen.",
  keepingSoon: "Wird in zehn Sekunden für dich behalten. Du kannst es rückgängig machen.",
  undo: "Rück\u00ADgängig",
  sendNow: "Jetzt senden",
  keepNow: "Jetzt behalten",

  // Could not be sent
  accountEnds: (day) => `Dein Konto endet. Du kannst es noch behalten, bis ${day}.`,
  unsentLine: {
    one: "Eine Notiz konnte nicht gesendet werden.",
    other: "{n} Notizen konnten nicht gesendet werden.",
  },
  look: "Ansehen",
  toPairing: "Weiter",

  // Lines that wait quietly on Today
  updateReady: "Eine neue Version von Unsaid ist bereit.",
  updateUse: "Jetzt nutzen",
  accessChanged: "Etwas hat sich daran geändert, wer deine Notizen öffnen kann.",
  accessLook: "Nachsehen",
  codeUsed: "Dein Wiederherstellungscode wurde benutzt. Wer ihn gesehen hat, kann ihn auch benutzen.",
  codeNew: "Neuen erstellen",
  sessionEnded: "Der Server fragt wieder nach deinem Passkey. Du kannst weiterschreiben.",
  sessionAgain: "Passkey benutzen",
  installOffer: "Unsaid kann auf deinem Startbildschirm liegen.",
  installIos:
    "So kommt Unsaid auf deinen Home-Bildschirm: Tippe auf „Teilen“, dann auf „Zum Home-Bildschirm“. Öffne es dort und benutze deinen Passkey.",
  installMenu:
    "So kommt Unsaid auf deinen Startbildschirm: Öffne das Menü des Browsers, dann „Installieren“ oder „Zum Startbildschirm hinzufügen“.",
  install: "Dorthin legen",
  notNow: "Nicht jetzt",

  // Becoming a pair
  pairWaiting: "Deine Einladung wartet auf eine Antwort.",
  pairCompare: "Die Antwort ist da. Vergleicht jetzt vier Bilder.",
  pairJoining: "Du hast angenommen. Es geht weiter, sobald Unsaid auf dem anderen Handy geöffnet wird.",
  pairShowing: "Ihr seid beide da. Nenne deinem Gegenüber deine vier Bilder.",
  pairNaming: "Ihr seid zu zweit. Wie nennst du dein Gegenüber?",
  pairFailed: "Mit der Einladung stimmte etwas nicht.",
  pairEnrol: "Dieses Handy braucht noch einen eigenen Passkey.",
  pairDone: "Es ist geschafft.",
  addingDevice: "Du hast begonnen, ein Gerät hinzuzufügen.",
  renewingTwo: "Ihr habt begonnen, neue Schlüssel zu machen.",
};
