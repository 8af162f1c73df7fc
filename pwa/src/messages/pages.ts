/** The second half of the catalogue: only screens that are themselves fetched later may import it. */
import { pages as en } from "./en.pages.ts";

export type PageMessages = typeof en;
export const pages: PageMessages = en;
