/** Every act a screen can ask for. Each writes on this device first; the network is something `sync` does later. */
export { createAccount, signIn, signIn as signInAgain, signOut, unlock, unsentCount } from "./actions/account.ts";
export { beginCode, confirmCode, unlockWithCode } from "./actions/code.ts";
export { dismissInstall, promptInstall } from "./actions/installing.ts";
export {
  askOperator,
  cancelInvite,
  chooseEmoji,
  closePairing,
  declineInvitation,
  invite,
  join,
  namePartner,
  openInvitation,
  pasteInvitation,
} from "./actions/pairs.ts";
export { leave } from "./actions/running.ts";
export { applyUpdate, copyText, shareLink } from "./actions/sharing.ts";
export { start } from "./actions/starting.ts";
export {
  commit,
  type Draft,
  dropDraft,
  loadDraft,
  newDraftId,
  saveDraft,
  sendNow,
  tryAgain,
  undoNow,
} from "./actions/writing.ts";
