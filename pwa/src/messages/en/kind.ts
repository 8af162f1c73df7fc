/** English for something kind, and for what lands with whom. */
export const kind = {
  kindTitle: "Something kind",
};
