/** Every screen behind the first one, in one file: fetched once right after the first paint, and smaller than twenty small ones. */
export { default as About } from "./about.tsx";
export { default as Begin } from "./begin.tsx";
export { default as Code } from "./code.tsx";
export { default as Invite } from "./invite.tsx";
export { default as Join } from "./join.tsx";
export { default as Locked } from "./locked.tsx";
export { default as Look } from "./look.tsx";
export { default as Mine } from "./mine.tsx";
export { default as Missing } from "./missing.tsx";
export { default as Recover } from "./recover.tsx";
export { default as Unsent } from "./unsent.tsx";
export { default as Us } from "./us.tsx";
export { default as Write } from "./write.tsx";
export { default as You } from "./you.tsx";
