/** English, what the first screen needs. */
export { answers } from "./answers.ts";
export { feelings } from "./feelings.ts";
export { t } from "./frame.ts";
