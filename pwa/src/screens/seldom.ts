/** Daily pages that most days do without, and the panel of *Find*: in one file, fetched when one of them is opened. */
export { default as Edit } from "./edit.tsx";
export { Panel } from "./find_panel.tsx";
export { default as Missing } from "./missing.tsx";
export { default as NotSure } from "./not_sure.tsx";
export { default as Talk } from "./talk.tsx";
