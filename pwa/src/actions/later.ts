/** The acts of the screens that are fetched after the first one. */
export { createAccount, onlyHereCount, signIn, signOut, unlock, unsentCount } from "./account.ts";
export { edit, keepInstead, putBack, takeBack } from "./changing.ts";
export { beginCode, confirmCode, unlockWithCode } from "./code.ts";
export { cameBackTo, keepCopy, takeBackAnswer, talkAbout } from "./doing.ts";
export { contentOf, type Draft, dropDraft, loadDraft, loadDrafts, newDraftId, saveDraft } from "./drafts.ts";
export { readySearch, search } from "./finding.ts";
export { bringAlong, keepOnServerToo, lockMine, setSetting, settle, shareKept, unlockMine } from "./mine.ts";
export {
  askOperator,
  cancelInvite,
  chooseEmoji,
  closePairing,
  declineInvitation,
  invite,
  join,
  leave,
  namePartner,
  openInvitation,
  pasteInvitation,
} from "./pairs.ts";
export { copyText, shareLink } from "./sharing.ts";
export { commit, tryAgain } from "./writing.ts";
