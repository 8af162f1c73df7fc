/** German for the first screen of someone who is not signed in. Needs a native reader. */
export const welcome: typeof import("../en/welcome.ts").welcome = {
  slogan: "Lass nichts ungesagt.",
  whatItIs:
    "Ein privater Ort für zwei Menschen, die sich lieben. Hier könnt ihr sagen, wie es euch wirklich geht, und werdet gehört.",
  start: "Mit einem Passkey beginnen",
  startHint: "Kein Name, keine E-Mail.",
  haveCode: "Ich habe einen Wieder\u00ADher\u00ADstellungs\u00ADcode",
  safety: "Sicherheit",
};
