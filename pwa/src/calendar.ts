/** The only room that reads the clock for a note: a calendar day and a quarter of it, never anything finer. */
import type { Part } from "./kinds.ts";

/** The writer's day and part of day at `now`, in the phone's own zone. */
export function momentOf(now: Date = new Date()): { day: string; part: Part } {
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    day: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    part: Math.floor(now.getHours() / 6) as Part,
  };
}
