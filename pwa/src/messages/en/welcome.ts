/** English for the first screen of someone who is not signed in. */
export const welcome = {
  slogan: "Leave nothing unsaid.",
  whatItIs:
    "A private place for two people who love each other. One says how they are really feeling; the other hears it.",
  start: "Start with a passkey",
  startHint: "No name, no e-mail.",
  haveCode: "I have a recovery code",
  safety: "Safety",
};
