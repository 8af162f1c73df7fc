/** The second half of the catalogue: only screens that are themselves fetched later may import it. */
import { find } from "./en.find.ts";
import { heard } from "./en.heard.ts";
import { mine } from "./en.mine.ts";
import { pages as en } from "./en.pages.ts";
import { meanings } from "./meanings.en.ts";

const all = { ...en, ...heard, ...mine, ...find };
export type PageMessages = typeof all;
export const pages: PageMessages = all;

/** The one plain line of meaning of a catalogue word. */
export const meaning = (id: string): string => (meanings as Record<string, string>)[id] ?? "";
