/** The sentences of the ways in, as one part. */
export { devices } from "./devices.ts";
export { linking } from "./linking.ts";
export { locking } from "./locking.ts";
