/** German for the page on safety. Needs a native reader. */
import type { safety as english } from "../en/safety.ts";

export const safety: typeof english = {
  title: "Sicherheit",
  lead: "Aufregung vor einem wahren Satz kennen viele. Angst vor dem Menschen an deiner Seite: Sprich mit jemandem, bei dem du sicher bist.",

  // The quick way out
  exit: "Schnell weg",
  exitSays:
    "„Schnell weg“ schließt diese Seite. Es verbirgt nicht, dass Unsaid hier ist, und dein Browser merkt sich den Besuch vielleicht.",
  exitKey: "Zweimal Escape drücken bewirkt dasselbe.",

  // Someone to talk to
  talkTitle: "Jemand zum Reden",
  talkText:
    "Du musst dir nicht sicher sein und nichts entscheiden. Du kannst auch anrufen, wenn du dir um jemanden Sorgen machst.",
  country: "Land",
  countryChoose: "Land wählen",
  danger: "Wenn du gerade in Gefahr bist",
  whom: {
    everyone: "Für alle",
    women: "Für Frauen",
    men: "Für Männer",
    lgbtq: "Für queere Menschen",
  },
  regions: {
    england: "in England",
    scotland: "in Schottland",
    wales: "in Wales",
    northern_ireland: "in Nordirland",
    ontario: "in Ontario",
    quebec: "in Québec",
    british_columbia: "in British Columbia",
  },
  always: "Tag und Nacht",
  speaks: { fr: "auf Französisch", nl: "auf Niederländisch" },
  press: (digit) => `dann die ${digit} drücken`,
  notListed:
    "Für dein Land steht in dieser Liste noch keine Nummer. In einer Arztpraxis, bei der Polizei oder im Freundeskreis kann man dir eine nennen. Überall in der Europäischen Union gilt der Notruf 112.",
  traces: "Ein Anruf bleibt in der Anrufliste dieses Handys und steht vielleicht auf der Rechnung.",
  checked: (day) =>
    `Diese Liste gehört zur App und wurde zuletzt am ${new Intl.DateTimeFormat("de-DE", { dateStyle: "long" }).format(day)} geprüft. Nummern ändern sich: Wenn niemand abnimmt, versuch eine andere. Welches Land du wählst, wird nicht gespeichert und niemandem gesagt.`,
  added: "Hinzugefügt von denen, die diesen Server betreiben. Das können wir nicht prüfen.",

  // Signs
  signsTitle: "Was niemand hinnehmen muss",
  signs: [
    "Angst davor, was nach einem Nein passiert.",
    "Nachrichten, Passwörter oder den eigenen Standort zeigen müssen.",
    "Sich rechtfertigen müssen: für Treffen, für Ausgaben, für Kleidung.",
    "Von Freunden, Familie, Arbeit oder eigenem Geld ferngehalten werden.",
    "Drohungen, auch gegen Kinder und Tiere, oder sich selbst etwas anzutun, wenn du gehst.",
    "Gestoßen, festgehalten, geschlagen oder gegen den eigenen Willen berührt werden, auch nur ein einziges Mal.",
    "Hören, man sei selbst schuld daran.",
  ],
  signsText: "Eines davon ist Grund genug, mit jemandem zu sprechen.",

  // What Unsaid can hide, and what it can't
  hideTitle: "Was Unsaid für sich behält",
  hide: [
    "Was du für dich behältst, und dass es so etwas gibt.",
    "Wann du hier warst, und ob du etwas gelesen hast.",
    "Dass du etwas pausiert oder stumm geschaltet hast.",
    "Dass du diese Seite geöffnet hast.",
  ],
  cannotTitle: "Was Unsaid nicht verbergen kann",
  cannot: [
    "Alles, vor jemandem, der die PIN dieses Handys kennt oder es mit Gesicht oder Finger öffnet.",
    "Alles, vor jemandem, der deinen Passwortmanager mitbenutzt: So kommt man als du herein, auf einem eigenen Handy.",
    "Vor denen, die diesen Server betreiben: dass ihr hier zu zweit seid, wie viele Notizen es gibt und ungefähr, wann; auch die, die du für dich behältst. Sie könnten auch eine veränderte App ausliefern, die alles liest. Es kann der Mensch sein, mit dem du zusammen bist.",
    "Dass Unsaid auf diesem Handy ist und welche Seiten dieser Browser geöffnet hat.",
  ],

  // What can be done
  deviceTitle: "Nimm ein sichereres Gerät",
  deviceText:
    "Wenn jemand in dieses Handy schauen könnte, such dir Hilfe auf einem anderen: bei Freunden, bei der Arbeit, in einer Bibliothek. Ein neuer Passkey, ein abgemeldetes Gerät oder eine neue Sperre kann auffallen. Wenn das etwas schlimmer machen könnte, sprich zuerst mit jemandem, bei dem du sicher bist.",
  whoTitle: "Nachsehen, wer hereinkommt",
  whoText: "Unter „Du“ bei „Passkeys und Geräte“: alles, was deine Notizen öffnet, und wo du angemeldet bist.",
  whoGo: "Passkeys und Geräte",
  leaveTitle: "Wie du gehst",
  leaveText:
    "Unter „Du“ auf „Gehen“ tippen. Du kannst es allein, sofort und ohne Grund. Es wird keine Nachricht gesendet; dein Gegenüber findet es beim nächsten Öffnen geschlossen.",
  leaveAfraid: "Wenn du Angst vor der Reaktion hast, sprich zuerst mit jemandem, bei dem du sicher bist.",
  leaveGo: "Zu „Du“",
  staysTitle: "Was auf dem anderen Handy bleibt",
  staysText:
    "Was du geteilt hast und was dort gelesen, kopiert oder fotografiert wurde, bleibt dort. Du kannst eine Notiz zurücknehmen: Sie verschwindet sofort vom Server und aus der anderen App, sobald sie sich wieder verbindet. Wenn du sie später brauchen könntest, sichere dir zuerst eine Kopie an einem sicheren Ort.",
};
