/** The second half of the catalogue: only screens that are themselves fetched later may import it. */
import { pages as en } from "./en.pages.ts";
import { meanings } from "./meanings.en.ts";

export type PageMessages = typeof en;
export const pages: PageMessages = en;

/** The one plain line of meaning of a catalogue word. */
export const meaning = (id: string): string => (meanings as Record<string, string>)[id] ?? "";
