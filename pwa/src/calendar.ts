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

const EVENING_BEGINS = 21;
const EVENING_ENDS = 6;
/** From nine in the evening nothing is offered that can wait until the morning. */
export function isEvening(now: Date = new Date()): boolean {
  const hour = now.getHours();
  return hour >= EVENING_BEGINS || hour < EVENING_ENDS;
}
