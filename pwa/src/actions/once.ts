/** The acts of the pages that most people see once or seldom: the account, the recovery code, becoming a pair and leaving. */
export { createAccount, onlyHereCount, signIn, signOut, unlock, unsentCount } from "./account.ts";
export { beginCode, confirmCode, unlockWithCode } from "./code.ts";
export { type Before, isUntold, leave, letGo, type Notes, sharedBefore } from "./leaving.ts";
export { lookAtAccess, type News } from "./noticing.ts";
export {
  askOperator,
  cancelInvite,
  chooseEmoji,
  closePairing,
  declineInvitation,
  endedPairs,
  invite,
  join,
  namePartner,
  openInvitation,
  pasteInvitation,
  resumeLinking,
} from "./pairs.ts";
export { readRevoked } from "./revoked.ts";
export { speakIn } from "./speaking.ts";
export { closedTo, discard, keepInstead, tryAgain, wordsOf } from "./unsent.ts";
