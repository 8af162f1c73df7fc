/** English, what the daily screens behind the first one need. */
import { find } from "./find.ts";
import { heard } from "./heard.ts";
import { lines } from "./lines.ts";
import { mine } from "./mine.ts";
import { pages as common } from "./pages.ts";

export { beginnings } from "./beginnings.ts";
export { meanings } from "./meanings.ts";
export const pages = { ...common, ...heard, ...mine, ...find, ...lines };
