/** The sentences of the safety page and of the quick way out: they come with the page, and on other pages after it. */
import { inLanguage } from "./language.ts";

type Safety = typeof import("./en/safety.ts");

export let safety: Safety["safety"];

export async function loadSafety(): Promise<void> {
  ({ safety } = await inLanguage<Safety>({
    en: () => import("./en/safety.ts"),
    de: () => import("./de/safety.ts"),
  }));
}
