/** German for a second device of mine, new keys for the two of us, and a new start. */
export const linking = {};
