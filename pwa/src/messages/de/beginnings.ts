/** German for beginnings of one's own answer: put into the field, never sent by themselves. Needs a native reader. */
import type { Starter } from "../../content/answers.ts";

export const beginnings: Record<Starter, string> = {
  reading: "Wenn ich das lese, …",
  didnt_know: "Ich wusste nicht, dass …",
  sense: "Ich kann das verstehen, weil …",
  like_most: "Am schönsten daran finde ich …",
  could: "Ich könnte …",
  helped_me: "Mir hat einmal geholfen, …",
};
