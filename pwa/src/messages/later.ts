/** The sentences of the daily screens behind the first one; `parts.ts` fetches them with those screens. */
import { inLanguage } from "./language.ts";

type Later = typeof import("./en/later.ts");
export type PageMessages = Later["pages"];

export let pages: PageMessages;
export let beginnings: Later["beginnings"];
let meanings: Record<string, string>;

export async function loadLater(): Promise<void> {
  ({ pages, beginnings, meanings } = await inLanguage<Later>({
    en: () => import("./en/later.ts"),
    de: () => import("./de/later.ts"),
  }));
}

/** The one plain line of meaning of a catalogue word. */
export const meaning = (id: string): string => meanings[id] ?? "";
