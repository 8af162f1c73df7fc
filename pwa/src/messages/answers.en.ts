/** English for what can be said to a note: the reader's own language says it, only its id travels. */
import type { Form, Starter } from "../content/answers.ts";

export const answers: Record<Form, string> = {
  hear: "I hear you",
  thanks: "Thank you for telling me",
  with_you: "I'm with you",
  more: "Tell me more",
  come_back: "I'll come back to this",
  everything: "Tell me everything",
  so_glad: "I'm so glad",
  celebrate: "How shall we celebrate?",
  smile: "That makes me smile",
  hold_you: "I want to hold you when I see you",
  not_strong: "With me you don't have to be strong",
  close_too: "I want to be close to you too",
  time_too: "I want time with you too",
  our_evening: "Let's keep an evening for us",
  all_the_time: "Take all the time you need. I'm here.",
  when_ready: "Come when you're ready",
  noted: "Noted, with love",
  not_knowing: "You don't have to know yet",
  means_a_lot: "That means a lot to me",
  needed_this: "I needed this today",
  love_too: "I love you too",
  hardest: "What was the hardest part?",
  understand: "What would you like me to understand?",
  how_long: "How long have you been carrying this?",
  now: "How is it now?",
  missed: "What have I missed?",
  reminds: "What does it remind you of?",
  best: "What was the best moment?",
  how_began: "How did it begin?",
  remember: "What do you want to remember of it?",
  more_of: "What would you like more of?",
  take_off: "What can I take off your hands?",
  begin_where: "I'll help. Where shall I begin?",
  through_it: "Shall we go through it together?",
  would_help: "What would help right now?",
  company: "Would you rather have company, or quiet?",
};

export const starters: Record<Starter, string> = {
  reading: "When I read this, I …",
  didnt_know: "I didn't know that …",
  sense: "It makes sense to me, because …",
  like_most: "What I like most about it is …",
  could: "I could …",
  helped_me: "What helped me once was …",
};

/** An answer's own words, by its id; null: one that only a newer version knows. */
export const answerName = (form: string): string | null =>
  Object.hasOwn(answers, form) ? answers[form as Form] : null;
