/** English for looking back. */
export const looking = {
  lookingTitle: "Looking back",
};
