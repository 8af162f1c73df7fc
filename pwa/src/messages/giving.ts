/** The sentences of *something kind*, the card, prompts and reminders; `parts.ts` fetches them with those screens. */
import { inLanguage } from "./language.ts";

type Giving = typeof import("./en/giving.ts");

export let giving: Giving["giving"];
export let kindStarters: Giving["kindStarters"];
export let prompts: Giving["prompts"];

export async function loadGiving(): Promise<void> {
  ({ giving, kindStarters, prompts } = await inLanguage<Giving>({
    en: () => import("./en/giving.ts"),
    de: () => import("./de/giving.ts"),
  }));
}
