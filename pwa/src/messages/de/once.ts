/** German for the pages that most people see once or seldom: the start, becoming a pair, what stands under *You*. Needs a native reader. */
export { emojiNames } from "./emoji.ts";
export { leaving } from "./leaving.ts";

/** Must stand wherever it is said who runs the server. */
const maybeClose = "Es kann der Mensch sein, mit dem du zusammen bist.";

export const once: typeof import("../en/once.ts").once = {
  // Welcome, sign-in, locked
  lockedTitle: "Deine Notizen sind ver\u00ADschlossen",
  locked: "Du bist angemeldet, aber dieses Handy kann deine Notizen noch nicht öffnen. Nichts ist verloren.",
  unlock: "Mit einem Passkey öffnen",
  unlockHint: "Nimm den Passkey, mit dem du begonnen hast, oder einen anderen von dir.",
  unlockTried: "Der öffnet sie nicht. Vielleicht ein anderer Passkey von dir, oder einer der Wege weiter unten.",
  unlockOther: "Einen anderen Passkey nehmen",
  lockedCode: "Mit deinem Wieder\u00ADher\u00ADstellungs\u00ADcode",
  lockedCodeText: "Die acht Gruppen, die du aufgeschrieben oder ausgedruckt hast.",
  lockedLink: "Von einem anderen Gerät von dir",
  lockedLinkText: "Ein Gerät, auf dem deine Notizen offen sind, kann sie auch hier öffnen.",
  lockedLinkGo: "Mein anderes Gerät benutzen",
  lockedLinkTitle: "Hier zuerst abmelden?",
  lockedLinkHow:
    "Auf dem anderen Gerät: Du, dann Passkeys und Geräte, dann Weiteres Gerät von mir hinzufügen. Öffne den Link hier, oder richte diese Kamera darauf. Was auf diesem Handy ist, bleibt bis dahin verschlossen darauf.",
  lockedLinkNow: "Hier abmelden und weiter",
  lockedAnew: "Wenn nichts davon mehr da ist",
  lockedAnewText:
    "Niemand sonst kann deine Notizen öffnen, auch nicht, wer diesen Server betreibt. Du kannst mit deinem Gegenüber neu anfangen. Was ihr zwei geteilt habt, bleibt dort erhalten.",
  lockedAnewGo: "Ein neuer Anfang zu zweit",
  useCode: "Meinen Wieder\u00ADher\u00ADstellungs\u00ADcode benutzen",
  recoverTitle: "Wieder\u00ADher\u00ADstellungs\u00ADcode benutzen",
  recoverText:
    "Gib die acht Gruppen ein. Großbuchstaben, Leerzeichen und Striche sind egal. Danach kommt ein neuer Passkey für dieses Gerät.",
  recoverLabel: "Wieder\u00ADher\u00ADstellungs\u00ADcode",
  recoverGo: "Meine Notizen öffnen",
  needCode: "Gib zuerst den Code ein.",

  // Just after the start
  beginTitle: "Das gehört jetzt dir",
  beginText: "Du kannst gleich schreiben, nur für dich. Das Einladen hat Zeit.",
  operatedBy: (name) =>
    `Dieser Server sagt, dass er von ${name} betrieben wird. Das können wir nicht prüfen. ${maybeClose}`,
  operatedUnasked: `Diesen Server hat jemand selbst eingerichtet. Wer, können wir nicht prüfen. ${maybeClose}`,
  operatedUnknown: `Dieser Server sagt nicht, wer ihn betreibt. ${maybeClose}`,
  seeAndNot: "Was dort zu sehen ist und was nicht",
  beginCodeRequired:
    "Bisher lassen sich deine Notizen nur auf diesem Handy öffnen. Erstelle vor der ersten Notiz einen Wiederherstellungscode; das dauert zwei Minuten.",
  beginCodeOffered:
    "Falls dieses Handy und sein Passkey einmal verloren gehen, ist ein Wiederherstellungscode der Weg zurück. Du kannst ihn jetzt oder später erstellen.",
  begin: "Beginnen",
  lookAround: "Erst einmal umsehen",

  // Recovery code
  codeTitle: "Dein Wieder\u00ADher\u00ADstellungs\u00ADcode",
  codeWhy:
    "Er öffnet deine Notizen, wenn kein Passkey zur Hand ist. Du siehst ihn nur einmal; halte Papier bereit oder einen Drucker.",
  codeWarning:
    "Wer diesen Code hat, kann alles öffnen, als wärst du es. Wenn ihn jemand gesehen hat, wechsle deine Schlüssel; was damit schon geöffnet wurde, bleibt bekannt.",
  codeCard: "Der Weg zurück zu meinen Notizen in Unsaid",
  codeWhere: (host) =>
    `So benutzt du ihn: Öffne ${host}, wähle „Ich habe einen Wiederherstellungscode“ und gib die acht Gruppen ein.`,
  codeNoPicture: "Bitte mach kein Foto davon: Fotosammlungen werden geteilt.",
  codeReplaces: "Du hast schon einen Code. Er gilt, bis der neue bestätigt ist.",
  codeDraw: "Code zeigen",
  codeGroups: "Acht Gruppen des Wiederherstellungscodes",
  codePrint: "Drucken",
  codeCopy: "Kopieren",
  codeWritten: "Ich habe ihn auf Papier",
  codeConfirmTitle: "Stimmt er auf dem Papier?",
  codeConfirm: (group) => `Tippe Gruppe ${group} von 8 von deinem Papier ab.`,
  codeGroup: (group) => `Gruppe ${group}`,
  codeCheck: "Bestätigen",
  codeAgain: "Code noch einmal zeigen",
  codeDone: "Dein Wieder\u00ADher\u00ADstellungs\u00ADcode ist bereit.",
  codeDoneText: "Bewahre das Papier dort auf, wo nur du nachsiehst.",
  goOn: "Weiter",

  // Becoming a pair
  inviteText: "Wähle den einen Menschen, mit dem du teilen möchtest. Zu sehen ist dort nur, was du von da an teilst.",
  handBack: "Hat die Person alles verloren?",
  handBackText:
    "Wenn es dieselbe Person ist und sie neu anfängt, kannst du ihr geben, was ihr beide hattet. Sie kann dann alles lesen, deines und ihres, und nichts daran ändern. Ausgewählt ist nur, was du auswählst.",
  handBackOne: (name, since) => `Was du mit ${name ?? "ihr"} geteilt hast, seit ${since}`,
  inviteMake: "Einladung erstellen",
  inviteHave: "Ich wurde eingeladen",
  inviteBeside: "Seid ihr beieinander? Richtet die andere Kamera hierauf.",
  inviteAway: "Weit voneinander? Schick sie auf einem Weg, den sonst niemand mitliest.",
  qrLabel: "Einladung als QR-Code",
  inviteShare: "Verschicken",
  inviteCopy: "Einladung kopieren",
  inviteWaiting: "Es geht weiter, sobald deine Einladung in Unsaid geöffnet wird. Du kannst das hier schließen.",
  inviteUntil: (when) =>
    `Sie gilt einmal, bis ${new Intl.DateTimeFormat("de-DE", { weekday: "long", hour: "numeric", minute: "2-digit" }).format(when)} Uhr.`,
  inviteCancel: "Einladung zurück\u00ADziehen",
  joiningTitle: "Fast so weit",
  joiningText: "Es geht weiter, sobald Unsaid auf dem anderen Handy geöffnet wird. Du kannst das hier schließen.",
  stopJoining: "Doch nicht annehmen",
  compareTitle: "Welche vier zeigt das andere Handy?",
  compareText:
    "Frag den Menschen, den du eingeladen hast, am Telefon oder von Angesicht zu Angesicht, welche vier Bilder dort zu sehen sind.",
  noneOfThese: "Keine davon",
  showingTitle: "Deine vier Bilder",
  showingText:
    "Nenne deinem Gegenüber diese vier, am Telefon oder von Angesicht zu Angesicht. Auf dem anderen Handy werden sie ausgewählt.",
  showingWait: "Es geht weiter, sobald sie dort ausgewählt sind. Du kannst das hier schließen.",
  namingTitle: "Wie nennst du dein Gegen\u00ADüber?",
  namingText: "Nur du siehst diesen Namen. Du kannst ihn jederzeit ändern.",
  namingLabel: "Name",
  namingDone: "Fertig",
  needName: "Gib zuerst einen Namen ein.",
  failedTitle: "Es wurde nichts geteilt",
  failedText:
    "Die Bilder passten nicht zusammen, oder eine Prüfung hat nicht geklappt. Vielleicht hatte noch jemand den Link. Erstelle eine neue Einladung und schick sie auf einem anderen Weg.",
  failedClose: "In Ordnung",

  // The page behind the link
  joinTitle: "Jemand möchte mit dir teilen",
  joinWhatTitle: "Was es ist",
  joinWhat:
    "Unsaid ist ein privater Ort für zwei. Ihr sagt, wie es euch wirklich geht und was helfen würde, und werdet gehört. Es ist kein Chat, und niemand zählt Punkte.",
  joinSeeTitle: "Was dein Gegenüber sieht",
  joinSee:
    "Nur das, was du von jetzt an teilst, und dass es ankam. Nie, was du für dich behältst, nie, wann du hier warst, nie, ob du etwas gelesen hast.",
  joinWhoTitle: "Wer den Server betreibt",
  joinWho:
    "Der Server kann eure Notizen nicht lesen. Er sieht, dass ihr hier zu zweit seid, wie viele Notizen es gibt und ungefähr, wann. Wer ihn betreibt, könnte eine veränderte App ausliefern, die alles liest.",
  joinOutTitle: "Wie du wieder gehst",
  joinOut: "Unter „Du“ auf „Gehen“ tippen. Allein, sofort, ohne Grund. Deine eigenen Notizen bleiben deine.",
  joinOnly:
    "Nimm nur an, wenn du es willst. Was du teilst, kann dein Gegenüber behalten. Du kannst allein gehen; es wird keine Nachricht gesendet, und dein Gegenüber findet es beim nächsten Öffnen geschlossen.",
  join: "Annehmen",
  joinStart: "Mit einem Passkey beginnen und annehmen",
  joinHave: "Ich nutze Unsaid schon",
  joinDecline: "Nein, danke",
  joinDeclinedTitle: "Es wurde nichts gesendet",
  joinDeclined: "Niemand erfährt davon. Du kannst diese Seite schließen.",
  joinCopy: "Ich habe die App schon: Einladung kopieren",
  joinNoPasskeys:
    "Dieser Browser kennt keine Passkeys. Kopiere die Einladung und öffne sie im eigenen Browser deines Handys.",
  joinCopyOnly: "Einladung kopieren",
  pasteTitle: "Wurdest du ein\u00ADgeladen?",
  pasteText: "Füge hier die ganze Einladung ein. Nichts wird gesendet, bevor du gelesen hast, was es ist.",
  pasteLabel: "Einladung",
  pasteOpen: "Einladung öffnen",
  needLink: "Füge zuerst die Einladung ein.",
  joinPaired:
    "Du bist hier schon mit jemandem zu zweit. Um eine andere Einladung anzunehmen, müsstest du dort zuerst gehen.",

  // You
  waysInTitle: "Wer hereinkommt",
  devices:
    "Alle, deren Gesicht, Finger oder PIN dieses Handy öffnet oder die deinen Passwortmanager mitbenutzen, können vielleicht auch Unsaid öffnen.",
  codeIsSet: "Dein Wiederherstellungscode ist bereit.",
  codeIsNot: "Es gibt noch keinen Wiederherstellungscode.",
  toLock: "App-Sperre",
  toLockSays: "Unsaid schließt sich von selbst, wenn es nicht zu sehen ist.",
  toDevices: "Passkeys und Geräte",
  toDevicesSays: "Was deine Notizen öffnet, und wo du angemeldet bist.",
  codeReplace: "Neuen Code erstellen",
  twoTitle: "Ihr beide",
  pairedWith: (name) => (name ? `Du bist hier mit ${name} zu zweit.` : "Ihr seid hier zu zweit."),
  notPaired: "Du bist hier allein für dich.",
  rename: "Namen ändern",
  toRenewTwo: "Neue Schlüssel für euch beide",
  toSafety: "Sicherheit",
  toSafetySays: "Jemand zum Reden, und was Unsaid verbergen kann und was nicht.",
  serverTitle: "Über diesen Server",
  revoked: (day) =>
    `Von denen, die diesen Server betreiben, wurdest du überall abgemeldet (${day}). Dabei wurde nichts geöffnet und nichts geändert. Wenn du nicht darum gebeten hast, sieh nach, wer hereinkommt.`,
  ownNumber: "Die Nummer deines Kontos",
  ownNumberText:
    "Wer diesen Server betreibt, kann dich überall abmelden, wenn du diese Nummer nennst; für den Fall, dass du es selbst nicht kannst. Sie öffnet nichts, und etwas anderes lässt sich mit ihr nicht tun. Sag sie sonst niemandem.",
  ownNumberCopy: "Nummer kopieren",
  alongTitle: "Deine Notizen",
  toAlong: "Mitnehmen",
  toAlongSays: "Als Dateien auf dieses Gerät, und aus einer zurück.",
  signOutTitle: "Abmelden",
  signOut: "Abmelden",
  signOutText: "Deine Notizen werden von diesem Handy entfernt. Wenn du dich wieder anmeldest, kommen sie zurück.",
  endAccount: "Mein Konto löschen",
  signOutNow: "Jetzt abmelden",
  signOutUnsent: {
    one: "Eine Notiz wurde noch nicht gesendet.",
    other: "{n} Notizen wurden noch nicht gesendet.",
  },
  signOutSend: "Senden, dann abmelden",
  signOutKeep: "Abmelden, hier verschlossen behalten",
  signOutDiscard: "Abmelden und verwerfen",

  // What it is
  aboutTitle: "Was Unsaid ist und was es nicht kann",
  aboutWhat: [
    "Ein privater Ort für zwei. Ihr sagt, wie es euch wirklich geht und was helfen würde, und werdet gehört.",
    "Deine Notizen werden auf deinem Handy versiegelt. Der Server bewahrt auf, was er nicht öffnen kann. Alles geht auch ohne Netz.",
    "Es gibt keine Tagesserien, keine Punkte, keine Lesebestätigung, kein „zuletzt online“, keine Werbung, und niemand zählt etwas.",
  ],
  aboutCannotTitle: "Was der Server nicht sehen kann",
  aboutCannot: [
    "Was du schreibst, welche Wörter du wählst, worum du bittest.",
    "Die Namen, die ihr einander gebt.",
    "Deinen Wiederherstellungscode und alles, was deine Notizen öffnet.",
  ],
  aboutCanTitle: "Was der Server sehen kann",
  aboutCan: [
    "Dass zwei Konten zusammengehören.",
    "Wie viele Notizen es gibt, ungefähr wie lang und ungefähr wann; auch bei denen, die du für dich behältst.",
    "Dass eine Notiz zurückgenommen wurde und welche Geräte sich verbinden.",
  ],
  aboutBeyondTitle: "Wovor wir nicht schützen können",
  aboutBeyond: [
    "Wer den Server betreibt, könnte eine veränderte App ausliefern, die alles liest.",
    "Wer dein entsperrtes Handy in der Hand hat oder deinen Passwortmanager mitbenutzt, kann mitlesen.",
    "Was dein Gegenüber gelesen, kopiert oder fotografiert hat, bleibt dort.",
  ],
  aboutOutTitle: "Wie du gehst",
  aboutOut: "Du kannst allein gehen, sofort, ohne Grund. Deine eigenen Notizen bleiben deine.",

  // Looking around without an account
  lookTitle: "Umsehen",
  lookText: "Hier wird nichts gespeichert oder gesendet. Tippe auf ein Feld, um seine Wörter zu sehen.",
  lookExampleTitle: "Was dein Gegenüber sieht",
  lookExample: "Am Telefon habe ich gesagt, es geht mir gut. Das stimmte nicht, und ich wusste nicht, wie anfangen.",
  lookExampleBy: "Eine Notiz, wie sie ankommt",

  // Choices, under You
  choicesTitle: "Wie sich Unsaid verhält",
  choiceLock: "Nach meinem Passkey fragen, bevor sich „Nur für mich“ öffnet",
  choiceLockHint:
    "Ein Vorhang in der offenen App, falls dein Handy in anderen Händen ist. Alles schließt die App-Sperre.",
  choiceHints: "Einen anderen Anfang vorschlagen, wenn ich „du … immer …“ schreibe",
  choiceHintsHint: "Das bemerkt nur dieses Handy, und es hält dich nie auf.",

  cardTitle: "Was bei mir ankommt",
  cardText: "Was dich erreicht und in welcher Reihenfolge. Lesen kann es der Mensch, mit dem du Unsaid teilst.",
  cardGo: "Ansehen oder ändern",
  languageTitle: "Sprache",
  languageHint: "Auf diesem Handy. Bis du wählst, ist es die deines Browsers.",

  // Bringing something along
  bringTitle: "Etwas mit\u00ADbringen?",
  bringText: (name) =>
    `Nichts ist ausgewählt. Was du auswählst, kann ${name ?? "dein Gegenüber"} von jetzt an lesen und behalten. Alles andere bleibt nur bei dir.`,
  bringList: "Was du für dich behalten hast",
  bringThese: "Diese zu „Wir“ mitbringen",
  bringNothing: "Vorerst nichts",
  bringNeedsOne: "Wähle zuerst eine aus, oder mach ohne weiter.",
  bringNone: "Du hast noch nichts für dich behalten, also gibt es nichts mitzubringen.",

  // Signing out
  signOutHere: "Notizen, die nur auf diesem Handy sind, wären dann weg: Kein Server hat sie.",
  signOutSendHere: "Den Rest senden, dann abmelden; diese sind weg",
  signOutGone: "Abmelden, sie dürfen weg sein",
};
