/** English for beginnings of one's own answer: put into the field, never sent by themselves. */
import type { Starter } from "../../content/answers.ts";

export const beginnings: Record<Starter, string> = {
  reading: "When I read this, I …",
  didnt_know: "I didn't know that …",
  sense: "It makes sense to me, because …",
  like_most: "What I like most about it is …",
  could: "I could …",
  helped_me: "What helped me once was …",
};
