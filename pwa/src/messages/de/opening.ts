/** German for prompts that open, and for reminders inside the app. Needs a native reader. */
export const opening: typeof import("../en/opening.ts").opening = {
  // Prompts that open
  promptTitle: "Eine Frage für den Anfang",
  promptAnother: "Eine andere",
  promptAnotherHint: "Niemand sieht, welche du übergehst, und jede kommt einmal, bevor eine zum zweiten Mal kommt.",
  promptAnswer: "Deine Worte",
  promptNeedsText: "Schreib erst ein paar Worte.",

  // Reminders
  remindersTitle: "Erinne\u00ADrungen",
  remindersWhere:
    "Eine Erinnerung ist vorerst eine Zeile unter „Heute“, wenn du Unsaid öffnest. An dein Handy wird nichts geschickt. Was du hier wählst, gehört dir allein und gilt auf all deinen Geräten.",
  dailyTitle: "Eine eigene Zeit",
  daily: "Einmal am Tag",
  dailyHint: "Nur an Tagen, an denen du noch nichts geschrieben hast. Ein ausgelassener Tag hinterlässt keine Spur.",
  dailyAt: "Ab dieser Uhrzeit",
  dailyMoved: (time) => `Das liegt in deiner Ruhezeit, deshalb kommt sie um ${time}.`,
  remindKindTitle: "Etwas Liebes sagen",
  kindHint: "Ein kleiner Anstoß für dich selbst, wenn es eine Weile her ist. Nur tagsüber.",
  kindRhythms: { off: "Nicht erinnern", few_days: "Alle paar Tage", week: "Jede Woche" },
  backTitle: "Auf etwas zurück\u00ADkommen",
  back: "Wenn ich auf eine Notiz zurückkommen wollte",
  quietTitle: "Ruhezeit",
  quiet: "Keine Erinnerung in diesen Stunden",
  quietFrom: "Von",
  quietTo: "Bis",
  pauseTitle: "Pause",
  pauseHint:
    "Hält nur deine eigenen Erinnerungen an. Für niemanden sonst ändert sich etwas, und niemand erfährt davon.",
  pauseDay: "Einen Tag Pause",
  pauseOpen: "Pause, bis ich sie beende",
  pausedUntil: (when) => `Pause bis ${when}.`,
  pausedOpen: "Pause, bis du sie beendest.",
  pauseEnd: "Pause beenden",
  mute: "Neue Notizen stumm",
  muteHint:
    "Sie kommen an wie immer, und nichts weckt dich. Das gilt, sobald Unsaid etwas an dieses Handy schicken kann.",
  timeSame: "Diese Stunden brauchen einen Anfang und ein Ende.",
};
