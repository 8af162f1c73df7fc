/** German for a second device of mine, new keys for the two of us, and a new start. Needs a native reader. */
const them = "dem Menschen, mit dem du hier bist,";

export const linking: typeof import("../en/linking.ts").linking = {
  addTitle: "Ein weiteres Gerät von mir",
  addText:
    "Für ein Handy oder einen Computer, den nur du benutzt. Dort ist dann alles zu lesen, was du hier hast, und was dort geschrieben wird, auch hier.",
  addHow:
    "Leg es neben dich. Öffne dort Unsaid, ohne dass jemand angemeldet ist, und scanne oder öffne, was dieses Gerät zeigt.",
  addGo: "Zeigen",
  addRow: "Ein Handy oder Computer, den nur du benutzt",
  addWaiting:
    "Es geht weiter, sobald dein anderes Gerät so weit ist. Du kannst das hier schließen; es bleibt zehn Minuten.",
  addBeside: "Richte die andere Kamera hierauf.",
  addAway: "Oder öffne dort diese Adresse. Schick sie niemandem.",
  addCopy: "Adresse kopieren",
  addQr: "Adresse für mein anderes Gerät als QR-Code",
  addUntil: "Sie gilt zehn Minuten lang.",
  addCancel: "Doch nicht hinzufügen",
  addCompareTitle: "Welche vier zeigt es?",
  addCompareText: "Sieh auf dein anderes Gerät. Wähle die vier Bilder, die dort stehen.",
  addDoneTitle: "Dein anderes Gerät hat, was es braucht",
  addDoneText: "Es macht sich jetzt einen eigenen Passkey. Danach steht es in der Liste deiner Geräte.",
  toDevices: "Meine Geräte ansehen",

  hereTitle: "Dieses Handy öffnet ein Konto, das es schon gibt",
  hereText:
    "Was hier geschrieben wird, ist auch auf den anderen Geräten des Kontos zu lesen. Mach nur weiter, wenn auch das andere Gerät dir gehört.",
  hereNotMine:
    "Hat dir jemand anderes das geschickt, dann schließ es. Es wäre ein fremdes Konto, und dort ließe sich lesen, was du schreibst.",
  hereGo: "Es ist meins, weiter",
  hereNo: "Nein, schließen",
  hereSignedIn:
    "Auf diesem Handy ist schon jemand angemeldet. Melde dich hier zuerst ab und öffne die Adresse dann noch einmal.",
  toSignOut: "Zum Abmelden",
  hereJoining: "Es geht weiter, sobald dein anderes Gerät so weit ist. Du kannst das hier schließen.",
  hereShowingTitle: "Deine vier Bilder",
  hereShowingText: "Wähle diese vier auf deinem anderen Gerät.",
  hereShowingWait: "Es geht weiter, sobald du dort gewählt hast.",
  hereStop: "Abbrechen",
  hereEnrolTitle: "Ein Passkey für dieses Handy",
  hereEnrolText: "Deine Notizen lassen sich hier öffnen. Mach einen Passkey für dieses Handy, und du bist drin.",
  hereEnrolGo: "Passkey machen",
  hereFailedTitle: "Das Gerät wurde nicht hinzugefügt",
  hereFailedText:
    "Etwas passte nicht zusammen, also wurde nichts geöffnet und nichts behalten. Fang auf dem angemeldeten noch einmal an.",

  twoTitle: "Neue Schlüssel für euch beide",
  twoText: (name) =>
    `Falls jemand gesehen haben könnte, was eure Notizen öffnet. Du brauchst ${name ?? them} und beide Handys. Was ihr bisher geschrieben habt, bleibt, wie es ist; was danach kommt, hat neue Schlüssel.`,
  twoGo: "Anfangen",
  twoAlone: "Gerade seid ihr hier nicht zu zweit.",
  twoWaiting: (name) => `Es geht weiter, sobald ${name ?? "das andere Handy"} das hier öffnet. Es bleibt zehn Minuten.`,
  twoBeside: "Die andere Kamera zeigt hierauf.",
  twoAway: "Oder öffnet dort diese Adresse.",
  twoQr: "Adresse für das andere Handy als QR-Code",
  twoCancel: "Abbrechen",
  twoJoinText: (name) =>
    `${name ?? "Der andere Mensch"} möchte neue Schlüssel für das, was ihr teilt. An dem, was du geschrieben hast, ändert sich nichts. Mach nur weiter, wenn ihr gerade miteinander sprecht.`,
  twoJoinGo: "Weiter",
  twoSignIn: "Melde dich zuerst mit deinem Passkey an; öffne die Adresse dann noch einmal.",
  twoDoneHostTitle: "Neue Schlüssel sind unterwegs",
  twoDoneHostText: "Sobald das andere Handy sie hat, hat alles, was ihr schreibt, neue Schlüssel.",
  twoDoneGuestTitle: "Eure Schlüssel sind neu",
  twoDoneGuestText: "Was ihr von jetzt an schreibt, hat neue Schlüssel.",
  twoFailedTitle: "Die Schlüssel bleiben, wie sie sind",
  twoFailedText:
    "Etwas passte nicht zusammen, oder jemand von euch hat abgebrochen. Nichts wurde geändert. Ihr könnt neu anfangen.",
  close: "In Ordnung",

  // When everything is lost
  anewTitle: "Ein neuer Anfang zu zweit",
  anewMine:
    "Du bekommst ein neues Konto, in dem nichts ist. Die verschlossenen Notizen bleiben verschlossen: Niemand kann sie dir öffnen. Wenn ein Passkey, ein Gerät oder dein Code noch auftauchen kann, warte.",
  anewTheirs:
    "Dein Gegenüber behält, was ihr zwei geteilt habt. Dort wird es zuerst verlassen und bleibt lesbar. Danach wirst du von dort eingeladen und kannst es wieder lesen, wenn dein Gegenüber das auswählt.",
  anewHere: "Auf diesem Handy",
  anewGo: "Neu anfangen",
  anewSure: "Loslassen, was auf diesem Handy ist?",
  anewGoes:
    "Was auf diesem Handy verschlossen ist, geht, auch was noch nicht gesendet wurde. Das alte Konto wird nicht gelöscht.",
  anewYes: "Loslassen und neu anfangen",
  anewStart: "Jetzt bekommst du einen Passkey für das neue Konto.",
  anewMake: "Mit einem Passkey beginnen",
};
