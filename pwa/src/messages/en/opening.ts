/** English for prompts that open, and for reminders inside the app. */
export const opening = {
  promptTitle: "A question to begin with",
};
