/** A note is handed over: shared, kept, or kept on this phone only. */
import { codeRequired } from "../state.ts";
import { type Draft, handedOver, isWhole, newDraftId, saved } from "./drafts.ts";
import { pend, sendNow } from "./pending.ts";
import { attempt } from "./saying.ts";

/** Share or keep: from here it can be called back for ten seconds, and is on the disk. */
export const commit = (draft: Draft, audience: "share" | "keep"): Promise<boolean> =>
  attempt(async () => {
    if (codeRequired.value || !isWhole(draft)) return false;
    await sendNow();
    await saved();
    const id = (await handedOver(draft.id)) ? newDraftId() : draft.id;
    await pend(structuredClone({ ...draft, id }), audience, "note");
    return true;
  }, false);
