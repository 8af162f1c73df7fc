/** German for taking one's notes along as files, the page in such a file, and bringing notes back. */
export const along: typeof import("../en/along.ts").along = {
  title: "Mitnehmen",

  makeTitle: "Alles als Datei",
  makeText: "Das legt eine lesbare Datei auf dieses Gerät.",
  makePoints: [
    "Darin steht, was du geschrieben und was du bekommen hast: Notizen, Antworten, Liebes, Entwürfe, von jetzt und von früher, jeweils mit Tag und Tageszeit. Auch „Nur für mich“ steht darin, selbst wenn es verschlossen ist: Dein Passkey öffnet es dafür.",
    "Nicht darin stehen deine Schlüssel, alles, womit man sich anmelden könnte, und was zurückgenommen wurde.",
    "Wer die Datei findet, kann sie lesen. Nutzen andere dieses Gerät oder werden seine Dateien in eine Cloud oder auf einen gemeinsamen Computer kopiert, liegt sie auch dort. Bewahre sie auf, wo nur du nachsiehst.",
    "Dein Gegenüber erfährt nichts davon. Der Server prüft nur deinen Passkey, und es steht in keiner Liste.",
  ],
  make: "Dateien erstellen",
  asking: "Dein Passkey wird gebraucht …",
  opening: "Alle deine Notizen werden geöffnet …",
  writing: "Die Dateien werden geschrieben …",
  stop: "Anhalten",
  notMade: {
    stopped: "Angehalten. Es entstand keine Datei.",
    "needs-network":
      "Dafür braucht es eine Verbindung: Dein Passkey kann deine Notizen hier nicht allein öffnen, also muss ihn der Server prüfen.",
    failed: "Es entstand keine Datei.",
  },
  ready:
    "Die Dateien sind fertig. Speichere, was du behalten willst: Verlässt du diese Seite, sind sie von hier verschwunden.",
  savePage: "Seite zum Lesen oder Drucken speichern",
  saveNotes: "Datei speichern, die Unsaid lesen kann",
  notWhole: "Noch war nicht alles auf diesem Gerät angekommen. Was da noch fehlte, fehlt auch hier.",

  backTitle: "Zurückbringen",
  backText:
    "Unsaid kann seine eigene Datei wieder lesen, auch in einem neuen Konto. Alles kommt in „Nur für mich“ und sonst nirgendwohin: Deine Worte werden zu Notizen, die du behalten hast, die deines Gegenübers zu deiner Kopie davon, mit dem Namen, wie er in der Datei steht. Niemand erfährt davon.",
  backStays: "Entwürfe, und was bei wem ankommt, bleiben in der Datei.",
  backLocked: "„Nur für mich“ ist verschlossen. Öffne es, dann kannst du Notizen hineinbringen.",
  choose: "Datei auswählen",
  reading: "Die Datei wird gelesen …",
  refused: {
    foreign: "Das ist keine Datei, die Unsaid dafür gemacht hat, oder sie wurde verändert. Es wurde nichts übernommen.",
    newer:
      "Diese Datei stammt von einer neueren Version von Unsaid. Aktualisiere zuerst die App. Es wurde nichts übernommen.",
    large: "Das ist mehr, als Unsaid aus einer Datei übernimmt. Es wurde nichts übernommen.",
    cut: "Das Ende dieser Datei fehlt. Es wurde nichts übernommen.",
    unreadable: "Diese Datei ließ sich hier nicht lesen. Es wurde nichts übernommen.",
    stopped: "Angehalten. Es wurde nichts übernommen.",
  },
  holdsNone: "In dieser Datei steht keine Notiz, die übernommen werden kann.",
  holds: (first, last) =>
    first === last ? `Darin stehen Notizen vom ${first}.` : `Darin stehen Notizen vom ${first} bis zum ${last}.`,
  take: "Hereinholen",
  taking: "Sie werden hereingeholt …",
  ended: {
    all: "Sie stehen in „Nur für mich“.",
    stopped: "Angehalten. Was schon da ist, bleibt. Wähle die Datei noch einmal, um weiterzumachen.",
    failed: "Es ging nicht weiter. Was schon da ist, bleibt. Wähle die Datei noch einmal, um weiterzumachen.",
    busy: "Ein anderes Fenster holt gerade Notizen herein. Hier wurde nichts geändert.",
    "not-yet": "Ältere Notizen kommen noch auf diesem Gerät an. Versuch es wieder, wenn sie da sind.",
  },
  nothingNew: "Alles davon war schon da. Es wurde nichts geändert.",
  known: "Was schon da war, blieb, wie es ist.",
  odd: "Manches davon kann hier nicht als Notiz stehen und wurde ausgelassen. In der Datei steht es weiterhin.",
  draftsStay: "Die Entwürfe darin bleiben in der Datei.",

  nobody: "jemand",
  pageTitle: "Was gesagt und was behalten wurde",
  pageMade: (day) => `Mit Unsaid erstellt: ${day}.`,
  pageKeep: "Wer diese Datei hat, kann sie lesen. Bewahre sie auf, wo nur du nachsiehst.",
  pageEmpty: "Es gab noch nichts.",
  pageWith: (name) => `geteilt mit ${name}`,
  pageClosed: "seither geschlossen",
  pageUnverified: "ließ sich nicht prüfen",
  pageTalk: "zum Reden vorgemerkt",
  pageHeld: "für dich behalten",
  pageDrafts: "Entwürfe",
  pageDraftsText: "Begonnen und nie gesagt.",
  pageDraft: "Entwurf",
  pageLands: "Was ankommt",
  pageLandsMe: "Bei dir",
  pageLandsThem: (name) => `Bei ${name}`,
};
