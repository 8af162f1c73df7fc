/** Which beginnings stand in front: those not said lately. A function of the notes and the day. */
import type { TimelineNote } from "../notes.ts";

/** So long a sentence that was said rests. */
const REST_DAYS = 120;
const MS_A_DAY = 86_400_000;

/** The places of `starters`, with what I said lately at the end, the longest ago first; whatever way it was said in. */
export function freshFirst(
  starters: readonly string[],
  notes: readonly TimelineNote[],
  today: string,
): readonly number[] {
  const from = new Date(Date.parse(today) - REST_DAYS * MS_A_DAY).toISOString().slice(0, 10);
  const said = new Map<string, number>();
  notes.forEach(({ mine, shared, day, content }, at) => {
    if (mine && shared && day >= from && content?.k === "affirm") said.set(content.text, at);
  });
  const when = (place: number): number => said.get(starters[place] ?? "") ?? -1;
  return [...starters.keys()].sort((a, b) => when(a) - when(b));
}
