/** Erasing for good, before its seven days are over, what I took back: on the server and on this device. */
import { wholeOf } from "../acts.ts";
import { post } from "../api.ts";
import { dropWords } from "../carrying.ts";
import { database } from "../database.ts";
import { keyring } from "../keyring.ts";
import type { TimelineNote } from "../notes.ts";
import { enqueueAll } from "../outbox.ts";
import { notice } from "../state.ts";
import { openedSoFar, refreshNotes, tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";
import { syncSoon } from "./syncing.ts";
import { verified } from "./verifying.ts";

/** `note`: one of mine that stands taken back. Its words are in the edits too. */
export const eraseNow = (note: TimelineNote): Promise<boolean> =>
  attempt(async () => {
    if (!keyring() || note.state !== "taken_back") return false;
    if (note.only_here) await enqueueAll([], { dropHere: note.msg_id });
    else {
      const whole = wholeOf(note, openedSoFar());
      const ids = [whole, ...whole.edits].map(({ msg_id }) => msg_id);
      // The server erases only what it knows to be taken back.
      await syncSoon();
      const untold = (await (await database()).getAll("wishes")).some(
        (wish) => !wish.told && ids.includes(wish.msg_id),
      );
      if (untold) {
        notice.value = "offlineNow";
        return false;
      }
      await verified("purge", () => post("/api/purge", { msg_ids: ids }));
      const mine = openedSoFar().filter(({ mine, msg_id }) => mine && ids.includes(msg_id));
      await dropWords(mine.flatMap(({ space, seq }) => (seq === null ? [] : [{ space, seq }])));
    }
    tellTabs("notes");
    await refreshNotes();
    return true;
  }, false);
