/** The acts of the ways in, which come with their pages. */
export {
  type Access,
  addPasskey,
  type Device,
  type Passkey,
  readAccess,
  removePasskey,
  renamePasskey,
  signOutDevice,
  signOutOthers,
} from "./devices.ts";
export { endAccount, keepAccount, lookAtEnding, type When } from "./ending.ts";
export { beginLinking, beginRenewingTwo, closeLinking, finishLinking } from "./linking.ts";
export { LOCK_AFTER, type Lock, type LockAfter, openCurtain, readLock, setLock } from "./locking.ts";
export { eraseNow } from "./purging.ts";
export { beginRenewal, otherBrowsers, renew } from "./renewing.ts";
export { verified } from "./verifying.ts";
