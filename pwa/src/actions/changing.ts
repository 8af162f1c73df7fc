/** Changing a note of one's own: other words, taken back, put back. */
import * as acts from "../acts.ts";
import { momentOf } from "../calendar.ts";
import type { Content } from "../kinds.ts";
import type { TimelineNote } from "../notes.ts";
import { changeOnlyHere } from "../only_here.ts";
import { doing } from "./doing.ts";
import { openedSoFar } from "./running.ts";

/** Other words for a note of mine, at once. It says "edited" from then on. */
export const edit = (note: TimelineNote, content: Content): Promise<boolean> =>
  doing((keys) =>
    note.only_here
      ? changeOnlyHere(keys.local, note.msg_id, (row) => ({ ...row, content, edited: true }))
      : acts.act(keys, note.space, { k: "edit", to: note.msg_id, content }),
  );

/** Take a note of mine back. It can be put back for seven days; one that nobody else has yet is simply gone. */
export const takeBack = (note: TimelineNote): Promise<boolean> =>
  doing((keys) =>
    note.only_here
      ? changeOnlyHere(keys.local, note.msg_id, (row) => ({ ...row, gone: momentOf().day }))
      : acts.takeBack(keys, acts.wholeOf(note, openedSoFar()), { was: { day: note.day, part: note.part } }),
  );

/** Put it back as it last read. */
export const putBack = (note: TimelineNote): Promise<boolean> =>
  doing((keys) =>
    note.only_here
      ? changeOnlyHere(keys.local, note.msg_id, ({ gone: _, ...row }) => row)
      : acts.putBack(keys, acts.wholeOf(note, openedSoFar())),
  );
