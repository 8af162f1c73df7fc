/** Answering a note of the other's. */
import type { Back } from "../kinds.ts";
import type { TimelineNote } from "../notes.ts";
import { codeRequired } from "../state.ts";
import { newDraftId } from "./drafts.ts";
import { pend } from "./pending.ts";
import { attempt } from "./saying.ts";

/** Answer a note; it can be called back for ten seconds. */
export const answer = (note: TimelineNote, form: string, more: { text?: string; back?: Back } = {}): Promise<boolean> =>
  attempt(async () => {
    if (codeRequired.value) return false;
    const said = { k: "answer" as const, to: note.msg_id, form, ...more };
    await pend({ id: newDraftId(), space: note.space, answer: said }, "share", "answer");
    return true;
  }, false);
