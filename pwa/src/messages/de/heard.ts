/** German for reading a note, answering it, and what can be done with it. Needs a native reader. */
import type { KindForm } from "../../content/ways.ts";

/** What the one it was for can say came true. */
const cameTrue: Record<KindForm, string> = {
  words: "",
  invitation: "Ja, gern",
  promise: "Du hast es gehalten",
  hug: "Es ist gegeben",
  gift: "Es ist gegeben",
};

export const heard: typeof import("../en/heard.ts").heard = {
  noteFrom: (name) => (name ? `Von ${name}` : "Von deinem Gegenüber"),
  noteMine: "Deine Notiz",
  noteKept: "Für dich behalten",
  noteCopy: "Deine Kopie",
  noteGone: "Diese Notiz ist nicht hier",
  noteGoneText: "Vielleicht wurde sie zurückgenommen, oder sie ist auf diesem Handy noch nicht angekommen.",
  noteMoved: "Du hast sie geteilt. Sie steht jetzt bei euch beiden.",
  toUs: "Zu „Wir“",

  // Answering
  saySomething: "Was möchtest du sagen?",
  sayMore: "Noch etwas sagen",
  sayBack: "Etwas darauf sagen",
  questionsTitle: "Behutsam fragen",
  reply: "In deinen eigenen Worten",
  replySend: "Antworten",
  replyEmpty: "Schreib zuerst ein paar Worte.",
  startersTitle: "Ein Anfang",
  takeBackAnswer: "Diese Antwort zurück\u00ADnehmen",
  takeBackThat: (says) => `„${says}“ zurück\u00ADnehmen`,

  cameTrue,
  cameTrueBack: "Das zurücknehmen",

  // With the two of you
  withNote: "Mit dieser Notiz",
  talk: "Lass uns darüber reden",
  talked: "Wir haben darüber geredet",
  talkAgain: "Wieder auf die Liste setzen",
  onTalk: "Steht auf der Liste zum Reden.",
  talkTitle: "Zum Reden",
  talkText: "Ihr seht diese Liste beide.",
  talkNone: "Gerade steht hier nichts. „Lass uns darüber reden“ findest du unter jeder Notiz.",
  keepCopy: "Eine Kopie für mich behalten",

  // Mine
  toUnsent: "Sehen, was sich tun lässt",
  takeBack: "Zurück\u00ADnehmen",
  takeBackTitle: "Zurück\u00ADnehmen?",
  takeBackText:
    "Wir entfernen sie jetzt vom Server und aus der App deines Gegenübers, sobald die sich das nächste Mal verbindet. Was gelesen, kopiert oder fotografiert wurde, bleibt deinem Gegenüber. Wenn du sie später vielleicht brauchst, leg vorher eine Kopie an einem sicheren Ort ab.",
  takeBackNow: "Jetzt zurück\u00ADnehmen",
  putItBack: "Zurück\u00ADholen",
  eraseNow: "Jetzt endgültig löschen",
  putBackUntil: (day) => `Du kannst sie zurückholen. Letzter Tag: ${day}.`,
  shareText: (name) => `Wenn du sie teilst, kann auch ${name ?? "dein Gegenüber"} sie lesen und behalten.`,
  holdOff: "Nicht länger ruhen lassen",
  held: "Ruht, bis du entscheidest. Du wirst nicht danach gefragt.",
  notOnlyHere: "Auch zu meinen anderen Notizen legen",
};
