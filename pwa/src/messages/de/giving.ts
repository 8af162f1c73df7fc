/** German for what is given: something kind, what lands, prompts, reminders. Needs a native reader. */
import { kind } from "./kind.ts";
import { opening } from "./opening.ts";

export { prompts } from "./prompts.ts";
export { kindStarters } from "./starters.ts";
export const giving = { ...kind, ...opening };
