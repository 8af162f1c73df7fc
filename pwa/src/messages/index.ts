/**
 * The sentences of the first screen, in the language in use; there once `loadMessages` is. Every sentence on a screen comes from here or from a
 * neighbour of this room (`later`, `giving`, `once`, `looking`), never from the screen itself.
 */
import type { FeelingId } from "../content/feelings.ts";
import { inLanguage } from "./language.ts";

type First = typeof import("./en/first.ts");
export type Messages = First["t"];

export let t: Messages;
let feelings: First["feelings"];
let answers: First["answers"];

/** Must have come before anything is drawn. */
export async function loadMessages(): Promise<void> {
  ({ t, feelings, answers } = await inLanguage<First>({
    en: () => import("./en/first.ts"),
    de: () => import("./de/first.ts"),
  }));
}

/** The name of a chosen word: from the catalogue, the person's own, or the plain id of a word newer than this version. */
export function wordName(word: string | { own: string }): string {
  if (typeof word !== "string") return word.own;
  // Another person's app wrote the id: "constructor" is a word too.
  return Object.hasOwn(feelings, word) ? feelings[word as FeelingId] : word.replaceAll("_", " ");
}

/** What an answer says, by its id; null: one that only a newer version knows. */
export const answerName = (form: string): string | null =>
  Object.hasOwn(answers, form) ? answers[form as keyof typeof answers] : null;

/** The form of a sentence that fits `count`. */
export const counted = (count: number, forms: { one: string; other: string }): string =>
  forms[new Intl.PluralRules(t.lang).select(count) === "one" ? "one" : "other"].replace("{n}", String(count));
