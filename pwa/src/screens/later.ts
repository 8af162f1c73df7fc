/** The daily screens behind the first one, in one file: fetched once right after the first paint, and smaller than many small ones. */
export { Arrivals } from "./arrivals.tsx";
export { Lines } from "./lines.tsx";
export { default as Mine } from "./mine.tsx";
export { default as NoteScreen } from "./note.tsx";
export { Notice } from "./notice.tsx";
export { UndoBar } from "./undo.tsx";
export { default as Us } from "./us.tsx";
export { default as Write } from "./write.tsx";
