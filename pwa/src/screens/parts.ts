/** The app in parts: what is behind the first screen comes when it is asked for, each part with the sentences it says and its own look. */
import { loadAccess } from "../messages/access.ts";
import { loadGiving } from "../messages/giving.ts";
import { loadLater } from "../messages/later.ts";
import { loadLooking } from "../messages/looking.ts";
import { loadOnce } from "../messages/once.ts";
import { loadWelcome } from "../messages/welcome.ts";

const withWords = async <Part>(part: Promise<Part>, ...words: Promise<void>[]): Promise<Part> => {
  await Promise.all(words);
  return part;
};

const apart = () => import("../ui/sheets.ts").then(({ wearApart }) => wearApart());

/** What someone who is not signed in sees first. */
export const welcome = () => withWords(import("./welcome.tsx"), loadWelcome());
/** The daily screens. */
export const later = () => withWords(import("./later.ts"), loadLater());
/** What most days do without. */
export const seldom = () => withWords(import("./seldom.ts"), loadLater());
/** Pages that most people see once or seldom: the start, becoming a pair, what stands under *You*. */
export const once = () => withWords(import("./once.ts"), apart(), loadLater(), loadOnce());
/** *Something kind*, what lands with whom, prompts, reminders. */
export const giving = () => withWords(import("./giving.ts"), apart(), loadLater(), loadGiving());
/** *Looking back*. */
export const looking = () => withWords(import("./looking.tsx"), apart(), loadLater(), loadLooking());
/** Passkeys and devices, linking, the lock, new keys. */
export const access = () => withWords(import("./access.ts"), apart(), loadLater(), loadOnce(), loadAccess());
