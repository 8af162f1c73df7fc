/** The catalogue in use. Every sentence on a screen comes from here or from `pages.ts`, never from the screen itself. */
import type { FeelingId } from "../content/feelings.ts";
import { en } from "./en.ts";
import { feelings } from "./feelings.en.ts";

export type Messages = typeof en;
export const t: Messages = en;

/** The name of a chosen word: from the catalogue, the person's own, or the plain id of a word newer than this version. */
export function wordName(word: string | { own: string }): string {
  if (typeof word !== "string") return word.own;
  // Another person's app wrote the id: "constructor" is a word too.
  return Object.hasOwn(feelings, word) ? feelings[word as FeelingId] : word.replaceAll("_", " ");
}
