/** English for prompts that open, and for reminders inside the app. */
export const opening = {
  // Prompts that open
  promptTitle: "A question to begin with",
  promptAnother: "Another one",
  promptAnotherHint: "Nobody sees which ones you pass over, and each comes once before any comes again.",
  promptAnswer: "Your words",
  promptNeedsText: "Write a few words first.",

  // Reminders
  remindersTitle: "Reminders",
  remindersWhere:
    "For now a reminder is one line on Today, there when you open Unsaid. Nothing is sent to your phone. What you choose here is yours alone, and the same on all your devices.",
  dailyTitle: "A time of your own",
  daily: "Once a day",
  dailyHint: "Only on days you haven't written. A day you skip leaves no trace.",
  dailyAt: "From this time",
  dailyMoved: (time: string) => `That is inside your quiet hours, so it comes at ${time}.`,
  remindKindTitle: "Say something kind",
  kindHint: "A small nudge to yourself when it has been a while. By day only.",
  kindRhythms: { off: "Don't remind me", few_days: "Every few days", week: "Every week" },
  backTitle: "Coming back to something",
  back: "When I said I'd come back to a note",
  quietTitle: "Quiet hours",
  quiet: "No reminder in these hours",
  quietFrom: "From",
  quietTo: "Until",
  pauseTitle: "Pause",
  pauseHint: "Stops your own reminders only. Nothing changes for anyone else, and nobody is told.",
  pauseDay: "Pause for a day",
  pauseOpen: "Pause until I end it",
  pausedUntil: (when: string) => `Paused until ${when}.`,
  pausedOpen: "Paused until you end it.",
  pauseEnd: "End the pause",
  mute: "Mute new notes",
  muteHint: "They arrive as always, and nothing wakes you. It will count once Unsaid can send something to this phone.",
  timeSame: "These hours need a beginning and an end.",
};
