/** *Looking back*: whether the two of us do it together, and old notes that should not come up again. */
import { act } from "../acts.ts";
import { momentOf } from "../calendar.ts";
import type { TimelineNote } from "../notes.ts";
import { openSpace } from "../outbox.ts";
import { doing } from "./doing.ts";
import { openedSoFar } from "./running.ts";

/** Look back together, or not any more. It needs both; either ends it. */
export const lookTogether = (on: boolean): Promise<boolean> =>
  doing((keys) => act(keys, openSpace(keys, "shared").id, { k: "joint", on }));

/** Not this one. Only my own devices know. */
export const putAway = (note: TimelineNote): Promise<boolean> =>
  doing((keys) => act(keys, openSpace(keys, "private").id, { k: "step", to: note.msg_id, step: "put_away" }));

/** What I put away, and whether that was today: then nothing more comes up. */
export function wasPutAway(): { notes: ReadonlySet<string>; today: boolean } {
  const notes = new Set<string>();
  let today = false;
  for (const { mine, shared, said } of openedSoFar()) {
    if (!mine || shared || said?.act?.k !== "step" || said.act.step !== "put_away") continue;
    notes.add(said.act.to);
    today ||= said.day === momentOf().day;
  }
  return { notes, today };
}
