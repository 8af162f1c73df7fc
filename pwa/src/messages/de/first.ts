/** German, what the first screen needs. Needs a native reader. */
export { answers } from "./answers.ts";
export { feelings } from "./feelings.ts";
export { t } from "./frame.ts";
