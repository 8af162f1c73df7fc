/** What one does to a note that stands besides answering it: *to talk about*, coming back to it, a copy, taking an answer back. */
import { act, takeBack, wholeOf } from "../acts.ts";
import { type Keyring, keyring } from "../keyring.ts";
import type { Answer, TimelineNote } from "../notes.ts";
import { enqueueAll, openSpace } from "../outbox.ts";
import { CannotSeal } from "../sealing.ts";
import { codeRequired, notice } from "../state.ts";
import { openedSoFar } from "./running.ts";
import { attempt } from "./saying.ts";
import { afterWriting } from "./syncing.ts";

/** Do one thing to a note, then show and send it. False when another tab was quicker, or the person must first make a code. */
export const doing = (work: (keys: Keyring) => Promise<boolean>): Promise<boolean> =>
  attempt(async () => {
    const keys = keyring();
    if (!keys || codeRequired.value || !(await work(keys))) return false;
    await afterWriting();
    return true;
  }, false);

/** Take back what I answered. */
export const takeBackAnswer = (note: TimelineNote, mine: Answer): Promise<boolean> =>
  doing((keys) => takeBack(keys, wholeOf({ ...mine, space: note.space }, openedSoFar()), { act: true }));

/** Put a note on *To talk about*, or off it. */
export const talkAbout = (note: TimelineNote, on: boolean): Promise<boolean> =>
  doing((keys) => act(keys, note.space, { k: "step", to: note.msg_id, step: on ? "talk" : "talked" }));

/** I came back to what I had said I would come back to. Only my own devices know. */
export const cameBackTo = (mine: Answer): Promise<boolean> =>
  doing((keys) => act(keys, openSpace(keys, "private").id, { k: "step", to: mine.msg_id, step: "came_back" }));

/** Keep a copy of what the other wrote; nobody is told. */
export const keepCopy = async (note: TimelineNote): Promise<boolean> => {
  const kept = await doing(async (keys) => {
    const { content: of, day, part } = note;
    if (!of || of.k === "copy" || of.k === "unknown") throw new CannotSeal();
    const copy = { keys: openSpace(keys, "private"), content: { k: "copy", of, day, part } };
    return (await enqueueAll([copy])) !== null;
  });
  if (kept) notice.value = "copyKept";
  return kept;
};
