/** Which note I wanted to come back to and now might: a function of the notes and the day. */
import type { Back, Part } from "../kinds.ts";
import type { Answer, TimelineNote } from "../notes.ts";

export interface Reminder {
  note: TimelineNote;
  answer: Answer;
}
interface Now {
  day: string;
  part: Part;
}
const DAYS: Record<Back, number> = { later_today: 0, tomorrow: 1, few_days: 3 };
const MS_A_DAY = 86_400_000;
const daysSince = (day: string, today: string): number => (Date.parse(today) - Date.parse(day)) / MS_A_DAY;

/** Its time has come; from then on it waits, and never becomes overdue. */
function isDue({ day, part, back }: Answer, now: Now): boolean {
  const days = daysSince(day, now.day);
  return days === 0 ? back === "later_today" && now.part > part : days >= DAYS[back ?? "later_today"];
}

/** One at a time, the one said first. Whatever I said to the note afterwards was coming back to it. */
export function comingBack(
  notes: readonly TimelineNote[],
  space: string,
  cameBack: ReadonlySet<string>,
  now: Now,
): Reminder | null {
  let first: Reminder | null = null;
  for (const note of notes) {
    if (note.space !== space || note.answers.length === 0 || note.content === null) continue;
    const answer = note.answers.findLast((one) => one.mine);
    if (answer?.form !== "come_back" || cameBack.has(answer.msg_id) || !isDue(answer, now)) continue;
    if (!first || answer.day < first.answer.day) first = { note, answer };
  }
  return first;
}
