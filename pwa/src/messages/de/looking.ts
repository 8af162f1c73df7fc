/** German for looking back. Needs a native reader. */
export const looking: typeof import("../en/looking.ts").looking = {
  lookingTitle: "Zurück\u00ADschauen",
};
