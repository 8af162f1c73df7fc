/** A day as it stands inside a sentence. */
import { t } from "../messages/index.ts";
import { dayName } from "./days.ts";

/** "today", "yesterday", "Friday 20 November". */
export function dayWithin(day: string): string {
  const name = dayName(day);
  return name === t.today || name === t.yesterday ? name.toLocaleLowerCase(t.lang) : name;
}
