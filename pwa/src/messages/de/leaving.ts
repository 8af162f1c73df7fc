/** German for leaving, for what becomes of what was shared, and for what could not be sent. Needs a native reader. */
import type { leaving as english } from "../en/leaving.ts";

export const leaving: typeof english = {
  leave: "Gehen",
  title: "Möchtest du gehen?",
  text: "Es gilt sofort. Es wird keine Nachricht gesendet; dein Gegenüber findet es beim nächsten Öffnen geschlossen. Was du später schreibst, kommt dort nicht mehr an.",
  afraid: {
    before: "Wenn du Angst vor der Reaktion hast, möchtest du vielleicht ",
    link: "zuerst mit einem Menschen sprechen, bei dem du sicher bist",
    after: ".",
  },
  offline: "Gerade gibt es keine Verbindung. Sobald dieses Handy den Server erreicht, bist du gegangen.",
  untold: "Sobald dieses Handy den Server erreicht, bist du gegangen.",
  now: "Jetzt gehen",

  notesTitle: "Was du geteilt hast",
  stay: "Dort lassen",
  stayHint: "Dein Gegenüber kann es weiter lesen.",
  takeBack: "Zurücknehmen",
  takeBackHint:
    "Wir entfernen es jetzt vom Server und aus der anderen App, sobald sie sich wieder verbindet. Was gelesen, kopiert oder fotografiert wurde, bleibt dort. Wenn du es später brauchen könntest, sichere vorher eine Kopie an einem sicheren Ort.",
  before: (name, since) => `Was du seit ${since} ${name ? `mit ${name} ` : ""}geteilt hast`,
  letGo: "Zurücknehmen, was ich geteilt hatte",
  letGoTitle: "Alles davon zurücknehmen?",
  letGoStays: "In deiner eigenen Zeitleiste bleibt es. Was dein Gegenüber geteilt hat, bleibt dir auch.",
  letGoNow: "Jetzt zurücknehmen",
  letGoUntold: "Es wird zurückgenommen, sobald dieses Handy den Server erreicht.",
  wasLetGo: "Du hast zurückgenommen, was du geteilt hattest.",

  unsentTitle: "Nicht gesendet",
  unsentList: "Was nicht gesendet wurde",
  unsentText: "Das hier wurde nicht gesendet. Auf diesem Handy ist es sicher und bleibt, bis du entscheidest.",
  unsentNone: "Alles wurde gesendet.",
  unsentClosed: "Was ihr geteilt habt, ist geschlossen. Darum lässt sich das nicht mehr senden.",
  unsentOther: "Der Server hat das nicht angenommen.",
  unsentAnswer: "Deine Antwort",
  unsentEdit: "Andere Worte für eine Notiz",
  unsentSmall: "Etwas ohne Worte, zum Beispiel ein Zeichen an einer Notiz",
  tryAgain: "Noch einmal versuchen",
  keepForMe: "Für mich behalten",
  discard: "Verwerfen",
  discardTitle: "Verwerfen?",
  discardText: "Es ist nur auf diesem Handy. Danach ist es weg.",
  discardNow: "Jetzt verwerfen",
};
