/** German for something kind, and for what lands with whom. Needs a native reader. */
export const kind: typeof import("../en/kind.ts").kind = {
  kindTitle: "Etwas Liebes",
};
