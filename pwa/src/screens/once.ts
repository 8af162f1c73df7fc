/** Pages that most people see once or seldom, in one file, fetched when one of them is opened. */
export { default as About } from "./about.tsx";
export { default as Begin } from "./begin.tsx";
export { default as Bring } from "./bring.tsx";
export { default as Code } from "./code.tsx";
export { default as Invite } from "./invite.tsx";
export { default as Join } from "./join.tsx";
export { default as Locked } from "./locked.tsx";
export { default as Look } from "./look.tsx";
export { default as Recover } from "./recover.tsx";
export { default as Unsent } from "./unsent.tsx";
export { default as You } from "./you.tsx";
