/** The sentences of *Looking back*; `parts.ts` fetches them with it. */
import { inLanguage } from "./language.ts";

type Looking = typeof import("./en/looking.ts");

export let looking: Looking["looking"];

export async function loadLooking(): Promise<void> {
  ({ looking } = await inLanguage<Looking>({
    en: () => import("./en/looking.ts"),
    de: () => import("./de/looking.ts"),
  }));
}
