/** German for the lock of the app, and new keys after a theft. */
export const locking = {};
