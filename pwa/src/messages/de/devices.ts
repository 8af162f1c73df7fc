/** German for passkeys, devices, and what changed about who can get in. Needs a native reader. */
export const devices: typeof import("../en/devices.ts").devices = {
  title: "Passkeys und Geräte",
  notRead: "Diese Liste kommt vom Server, und der ist gerade nicht erreichbar. Deine Notizen betrifft das nicht.",
  readAgain: "Noch einmal versuchen",
  reading: "Der Server wird gefragt …",

  // Passkeys
  passkeysTitle: "Deine Passkeys",
  passkeysText: "Jeder davon lässt jemanden als dich herein. Entferne, was du nicht kennst oder nicht mehr hast.",
  passkey: "Passkey",
  from: (provider) => `Von ${provider}`,
  hereNow: "Mit diesem bist du hereingekommen",
  kept: {
    backed_up: "Beim Anbieter gesichert und auf deinen anderen Geräten mit demselben Anbieter",
    not_yet: "Bisher auf einem Gerät; der Anbieter kann ihn sichern",
    one_device: "Nur auf einem Gerät",
  },
  opens: {
    yes: "Öffnet deine Notizen",
    untried: "Meldet dich an; ob er deine Notizen öffnet, wurde noch nicht ausprobiert",
    no: "Meldet dich an, öffnet deine Notizen aber nicht allein",
  },
  days: (since, used) => `Seit ${since}, benutzt: ${used}`,
  sameDay: (day) => `Seit ${day}`,
  rename: "Benennen",
  renameOf: (name) => `${name} benennen`,
  renameLabel: "Wie du ihn nennst",
  renameDone: "Fertig",
  renamed: "Der Name ist geändert.",
  needName: "Gib zuerst einen Namen ein.",
  remove: "Entfernen",
  removeOf: (name) => `${name} entfernen`,
  removeTitle: (name) => `${name} entfernen?`,
  removeText: "Er lässt dann niemanden mehr herein, und jedes Gerät, das mit ihm hereinkam, wird abgemeldet.",
  removeHere:
    "Mit diesem bist du hereingekommen. Dieses Handy fragt deshalb nach einem anderen Passkey. Was du inzwischen schreibst, bleibt erhalten.",
  removeNow: "Jetzt entfernen",
  removeNeeds: "Du wirst noch einmal nach deinem Passkey gefragt.",
  add: "Weiteren Passkey hinzufügen",
  addText: "Für einen anderen Passwortmanager oder einen Sicherheitsschlüssel, den du sicher verwahrst.",
  added: "Der Passkey ist hinzugefügt.",
  removed: "Der Passkey ist entfernt.",
  once: "Noch einmal, damit er deine Notizen öffnen kann.",

  // Devices
  devicesTitle: "Wo du angemeldet bist",
  unknownDevice: "Ein Gerät unbekannter Art",
  thisDevice: "Dieses hier",
  cameWith: (name) => `Mit ${name}`,
  signOut: "Abmelden",
  signOutOf: (device) => `Abmelden: ${device}`,
  signOutTitle: (device) => `${device} abmelden?`,
  signOutText:
    "Es bekommt dann nichts Neues mehr. Was schon darauf ist, bleibt darauf: Ist es in fremden Händen, erstelle auch neue Schlüssel.",
  signOutNow: "Jetzt abmelden",
  others: "Alle anderen abmelden",
  othersTitle: "Alle anderen abmelden?",
  othersText:
    "Sie bekommen dann nichts Neues mehr. Was schon darauf ist, bleibt darauf: Ist eines in fremden Händen, erstelle auch neue Schlüssel.",
  othersNow: "Jetzt alle abmelden",
  signedOut: "Abgemeldet.",
  link: "Weiteres Gerät von mir hinzufügen",
  linkText: "Ein neues Handy oder ein Computer, mit diesem hier daneben.",

  // What changed
  changesTitle: "Was sich geändert hat",
  changesText: "Daran, wer hereinkommt, nur für dich. Niemand kann etwas aus dieser Liste nehmen.",
  changes: {
    account_created: "Du hast hier angefangen",
    signed_in: "Ein Gerät hat sich angemeldet",
    signed_out_other: "Ein Gerät wurde abgemeldet",
    passkey_added: "Ein Passkey kam dazu",
    passkey_removed: "Ein Passkey wurde entfernt",
    recovery_made: "Ein Wiederherstellungscode wurde erstellt",
    recovery_used: "Der Wiederherstellungscode wurde benutzt",
    device_linked: "Ein Gerät kam neben einem anderen dazu",
    keys_renewed: "Neue Schlüssel wurden erstellt",
    restored: "Der Server wurde aus einer älteren Kopie wiederhergestellt",
  },
  changedOtherwise: "Etwas, das erst eine neuere Version benennen kann",
  notMine:
    "Wenn etwas davon nicht von dir war: Entferne den Passkey, melde das Gerät ab und erstelle einen neuen Wiederherstellungscode.",

  // Back again with the code
  returnedTitle: "Du bist wieder da",
  returnedText:
    "Deine Notizen sind wieder offen. Der Code, den du eingegeben hast, gilt noch, auch für alle, die ihn finden oder gesehen haben.",
  returnedNew: "Erstelle deshalb jetzt einen neuen. Der alte gilt, bis der neue bestätigt ist.",
  returnedTold: "Deine anderen Geräte sagen, dass der Code benutzt wurde.",
  returnedGo: "Neuen Code erstellen",
  returnedLook: "Nachsehen, wer noch hereinkommt",
  returnedLater: "Später",

  // The end
  endTitle: "Mein Konto löschen",
  endGoesTitle: "Was geht",
  endGoes: [
    "Was du für dich behalten hast, auf dem Server und auf diesem Handy.",
    "Deine Passkeys hier, dein Wiederherstellungscode und jede Anmeldung auf deinen Geräten.",
  ],
  endGoesTwo: "Was ihr zwei teilt, wird sofort geschlossen. Es geht keine Nachricht hinaus.",
  endStaysTitle: "Was bleibt",
  endStays: ["Was auf deinen anderen Geräten noch liegt, bis du es dort entfernst."],
  endStaysTwo: "Was dein Gegenüber gelesen, kopiert oder fotografiert hat.",
  endNotesTitle: "Was du geteilt hast",
  endStay: "Dort lassen",
  endStayHint: "Dein Gegenüber kann es weiter lesen.",
  endTakeBack: "Zurücknehmen",
  endTakeBackHint:
    "Wir entfernen es jetzt vom Server und aus der anderen App, sobald sie sich wieder verbindet. Was gelesen, kopiert oder fotografiert wurde, bleibt dort. Wenn du es später brauchen könntest, sichere vorher eine Kopie an einem sicheren Ort.",
  endNoReturnTitle: "Es gibt kein Zurück",
  endNoReturn: "Niemand kann es zurückholen, weder du noch, wer diesen Server betreibt.",
  endGo: "Mein Konto löschen",
  endSure: "Alles löschen?",
  endNow: "Jetzt löschen",
  endUnsent: "Einiges, was du geschrieben hast, ist noch nicht gesendet. Auch das geht.",
};
