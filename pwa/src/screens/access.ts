/** Passkeys and devices, linking one of my own, the lock, new keys, the end of an account: fetched when one of them is opened. */
export {};
