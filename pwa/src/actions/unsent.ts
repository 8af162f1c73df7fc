/** What could not be sent: tried again, kept for me, or discarded. Nothing of it goes by itself. */
import * as acts from "../acts.ts";
import { database } from "../database.ts";
import type { Content } from "../kinds.ts";
import { retry } from "../outbox.ts";
import type { Opened } from "../reader.ts";
import { doing } from "./doing.ts";
import { attempt } from "./saying.ts";
import { afterWriting } from "./syncing.ts";

/** Send what was refused once more. */
export const tryAgain = (id: string): Promise<boolean> =>
  attempt(async () => {
    await retry(id);
    await afterWriting();
    return true;
  }, false);

/** The ids of those that what closed did not take any more. */
export const closedTo = async (): Promise<ReadonlySet<string>> => {
  const entries = await (await database()).getAll("outbox");
  return new Set(entries.filter(({ problem }) => problem === "space-ended").map(({ msg_id }) => msg_id));
};

/** Words that can be kept: a note's, an answer's own, those of an edit; null where there are none. */
export function wordsOf({ said }: Opened): Content | null {
  const act = said?.act;
  if (act?.k === "answer") return act.text ? { k: "thought", text: act.text } : null;
  const content = act?.k === "edit" ? act.content : said?.content;
  return !content || content.k === "unknown" || content.k === "copy" ? null : content;
}

/** What a closed space did not take any more becomes a kept note. */
export const keepInstead = (one: Opened): Promise<boolean> =>
  doing(async (keys) => {
    const words = wordsOf(one);
    if (!words || !one.said) return false;
    return acts.keepInstead(keys, one.msg_id, { ...words, day: one.said.day, part: one.said.part });
  });

/** Let it be gone. */
export const discard = (id: string): Promise<boolean> => doing((keys) => acts.discard(keys, id));
