/** English for passkeys, devices, and what changed about who can get in. */
export const devices = {};
