/** The acts of the ways in, which come with their pages. */
export { verified } from "./verifying.ts";
