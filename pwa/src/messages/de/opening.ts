/** German for prompts that open, and for reminders inside the app. Needs a native reader. */
export const opening: typeof import("../en/opening.ts").opening = {
  promptTitle: "Eine Frage für den Anfang",
};
