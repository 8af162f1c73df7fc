/** Passkeys and devices, linking one of my own, the lock, new keys, the end of an account: fetched when one of them is opened. */
export { along } from "./along.ts";
export { default as Anew } from "./anew.tsx";
export { default as Devices } from "./devices.tsx";
export { default as EndAccount } from "./end_account.tsx";
export { default as Erase } from "./erase.tsx";
export { default as LinkDevice } from "./link_device.tsx";
export { default as LinkHere } from "./link_here.tsx";
export { default as Lock } from "./lock.tsx";
export { default as Renew } from "./renew.tsx";
export { default as RenewTwo } from "./renew_two.tsx";
export { default as Returned } from "./returned.tsx";
export { default as Unlock } from "./unlock.tsx";
