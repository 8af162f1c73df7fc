/** The acts of the daily screens, which come with them. */
export { answer } from "./answering.ts";
export { edit, putBack, takeBack } from "./changing.ts";
export { cameBackTo, keepCopy, takeBackAnswer, talkAbout } from "./doing.ts";
export { contentOf, type Draft, dropDraft, isWhole, loadDraft, loadDrafts, newDraftId, saveDraft } from "./drafts.ts";
export { cameTrue, notCameTrue } from "./giving.ts";
export { bringAlong, keepOnServerToo, lockMine, setSetting, settle, shareKept, unlockMine } from "./mine.ts";
export { dismissInstall, promptInstall } from "./offering.ts";
export { sendNow, undoNow } from "./pending.ts";
export { applyUpdate, copyText, shareLink } from "./sharing.ts";
export { commit } from "./writing.ts";
