/** The sentences of the pages that most people see once or seldom; `parts.ts` fetches them with those pages. */
import { inLanguage } from "./language.ts";

type Once = typeof import("./en/once.ts");

export let once: Once["once"];
export let leaving: Once["leaving"];
export let emojiNames: Once["emojiNames"];

export async function loadOnce(): Promise<void> {
  ({ once, leaving, emojiNames } = await inLanguage<Once>({
    en: () => import("./en/once.ts"),
    de: () => import("./de/once.ts"),
  }));
}
