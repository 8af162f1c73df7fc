/** What lands with me, said to the two of us; and what became of something kind, said by whom it was for. */
import { act, takeBack, wholeOf } from "../acts.ts";
import type { KindStep, Way } from "../content/ways.ts";
import type { TimelineNote } from "../notes.ts";
import { openSpace } from "../outbox.ts";
import { doing } from "./doing.ts";
import { openedSoFar } from "./running.ts";

/** Set my card: these land with me, in this order; what is left out is not for now. */
export const setCard = (ways: readonly Way[]): Promise<boolean> =>
  doing((keys) => act(keys, openSpace(keys, "shared").id, { k: "card", ways }));

/** It came true. */
export const cameTrue = (note: TimelineNote, step: KindStep): Promise<boolean> =>
  doing((keys) => act(keys, note.space, { k: "step", to: note.msg_id, step }));

/** Not after all. */
export const notCameTrue = (note: TimelineNote): Promise<boolean> =>
  doing(async (keys) => {
    const { became, space } = note;
    return became !== null && (await takeBack(keys, wholeOf({ ...became, space }, openedSoFar()), { act: true }));
  });
