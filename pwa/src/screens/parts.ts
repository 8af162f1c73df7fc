/** The app in parts: what is behind the first screen comes when it is asked for, each part with the sentences it says and its own look. */
import { loadAccess } from "../messages/access.ts";
import { loadGiving } from "../messages/giving.ts";
import { loadLater } from "../messages/later.ts";
import { loadLooking } from "../messages/looking.ts";
import { loadOnce } from "../messages/once.ts";
import { loadWelcome } from "../messages/welcome.ts";
import sheet from "../styles/apart.css?url";
import { wear } from "../ui/sheets.ts";

const withWords = async <Part>(part: Promise<Part>, ...words: Promise<void>[]): Promise<Part> => {
  await Promise.all(words);
  return part;
};

/** What someone who is not signed in sees first. */
export const welcome = () => withWords(import("./welcome.tsx"), loadWelcome());
/** The daily screens. */
export const later = () => withWords(import("./later.ts"), loadLater());
/** What most days do without. */
export const seldom = () => withWords(import("./seldom.ts"), loadLater());
/** Pages that most people see once or seldom: the start, becoming a pair, what stands under *You*. */
export const once = () => withWords(import("./once.ts"), wear(sheet), loadLater(), loadOnce());
/** *Something kind*, what lands with whom, prompts, reminders. */
export const giving = () => withWords(import("./giving.ts"), wear(sheet), loadLater(), loadGiving());
/** *Looking back*. */
export const looking = () => withWords(import("./looking.tsx"), wear(sheet), loadLater(), loadLooking());
/** Passkeys and devices, linking, the lock, new keys. */
export const access = () => withWords(import("./access.ts"), wear(sheet), loadLater(), loadOnce(), loadAccess());
