/** The sentences of taking one's notes along and bringing them back; they come with that page. */
import { inLanguage } from "./language.ts";

type Along = typeof import("./en/along.ts");

export let along: Along["along"];

export async function loadAlong(): Promise<void> {
  ({ along } = await inLanguage<Along>({
    en: () => import("./en/along.ts"),
    de: () => import("./de/along.ts"),
  }));
}
