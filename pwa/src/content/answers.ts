/**
 * What can be said to a note with one tap: shaped by what was asked for, and by whether the news is hard or glad. What only
 * acknowledges comes first. Ids are written into notes and therefore never change or go; their words live in the catalogues.
 */
import type { Content, Feeling, Help } from "../kinds.ts";
import { FEELINGS } from "./feelings.ts";

/** Sayings and questions that leave everything as it is, and where it is: with the one who wrote. */
export const GENTLE = [
  // To anyone
  ...(["hear", "thanks", "with_you", "more", "come_back"] as const),
  // Glad news
  ...(["everything", "so_glad", "celebrate", "smile"] as const),
  // By what was asked for
  ...([
    "hold_you",
    "not_strong",
    "close_too",
    "time_too",
    "our_evening",
    "all_the_time",
    "when_ready",
    "noted",
  ] as const),
  "not_knowing",
  // Something kind was said
  ...(["means_a_lot", "needed_this", "love_too"] as const),
  // Questions, hard
  ...(["hardest", "understand", "how_long", "now", "missed", "reminds"] as const),
  // Questions, glad
  ...(["best", "how_began", "remember", "more_of"] as const),
] as const;
/** Help, suggestions, anything that begins to mend. Never offered to someone who did not ask for it. */
export const ADVICE = ["take_off", "begin_where", "through_it", "would_help", "company"] as const;
/** Beginnings for words of one's own; they are put into the field and never sent by themselves. */
export const STARTERS = ["reading", "didnt_know", "sense", "like_most"] as const;
export const ADVICE_STARTERS = ["could", "helped_me"] as const;

export type Gentle = (typeof GENTLE)[number];
export type Advice = (typeof ADVICE)[number];
export type Form = Gentle | Advice;
export type Starter = (typeof STARTERS)[number] | (typeof ADVICE_STARTERS)[number];

export interface Offer<Said extends string = Form, Begun extends string = Starter> {
  /** In this order; Today has room for the first three. */
  answers: readonly Said[];
  questions: readonly Said[];
  starters: readonly Begun[];
}
/** For asks that want no help, a row with advice in it does not compile. */
type Unhelped = Offer<Gentle, (typeof STARTERS)[number]>;
export type Ask = Help | "none";
export type News = "hard" | "glad";

const HARD_QUESTIONS = ["hardest", "understand", "how_long", "now"] as const;
const GLAD_QUESTIONS = ["best", "how_began", "remember"] as const;
const HARD_STARTERS = ["reading", "didnt_know", "sense"] as const;
const GLAD_STARTERS = ["like_most", "reading"] as const;
const HARD = {
  answers: ["hear", "thanks", "with_you", "more", "come_back"],
  questions: HARD_QUESTIONS,
  starters: HARD_STARTERS,
} as const;
const GLAD = {
  answers: ["everything", "so_glad", "celebrate", "thanks", "come_back"],
  questions: GLAD_QUESTIONS,
  starters: GLAD_STARTERS,
} as const;

/** By what was asked for. "Just listen", "space" and "nothing" ask for no help, and are offered none. */
export const ANSWERS: Record<"listen" | "space" | "nothing", Record<News, Unhelped>> &
  Record<Ask, Record<News, Offer>> = {
  listen: {
    hard: HARD,
    glad: { ...GLAD, answers: ["everything", "so_glad", "thanks", "smile", "come_back"] },
  },
  comfort: {
    hard: { ...HARD, answers: ["with_you", "hold_you", "hear", "not_strong", "come_back"] },
    glad: { ...GLAD, answers: ["so_glad", "hold_you", "everything", "smile", "come_back"] },
  },
  closeness: {
    hard: {
      ...HARD,
      answers: ["hold_you", "hear", "close_too", "thanks", "come_back"],
      questions: ["understand", "missed", "reminds"],
    },
    glad: {
      ...GLAD,
      answers: ["so_glad", "close_too", "hold_you", "everything", "come_back"],
      questions: ["more_of", "best", "remember"],
    },
  },
  time: {
    hard: {
      ...HARD,
      answers: ["hear", "our_evening", "time_too", "thanks", "come_back"],
      questions: ["understand", "missed", "more_of"],
    },
    glad: {
      ...GLAD,
      answers: ["so_glad", "time_too", "our_evening", "celebrate", "come_back"],
      questions: ["more_of", "best", "remember"],
    },
  },
  practical: {
    hard: {
      answers: ["hear", "take_off", "begin_where", "through_it", "come_back"],
      questions: ["would_help", "hardest", "how_long"],
      starters: ["could", "helped_me", "reading"],
    },
    glad: {
      ...GLAD,
      answers: ["so_glad", "take_off", "everything", "begin_where", "come_back"],
      starters: ["could", "like_most"],
    },
  },
  space: {
    hard: { answers: ["all_the_time", "hear", "when_ready", "thanks"], questions: [], starters: [] },
    glad: { answers: ["so_glad", "all_the_time", "smile", "thanks"], questions: [], starters: [] },
  },
  nothing: {
    hard: { answers: ["noted", "hear", "thanks", "with_you"], questions: [], starters: ["reading"] },
    glad: { answers: ["so_glad", "smile", "noted", "thanks"], questions: [], starters: ["like_most"] },
  },
  unsure: {
    hard: {
      ...HARD,
      answers: ["hear", "not_knowing", "with_you", "more", "come_back"],
      questions: ["understand", "now", "company", "would_help"],
    },
    glad: GLAD,
  },
  none: {
    hard: { ...HARD, questions: [...HARD_QUESTIONS, "would_help"] },
    glad: GLAD,
  },
};

/** Something kind asks for nothing; a thank-you is enough. */
const KIND: Offer = {
  answers: ["means_a_lot", "needed_this", "love_too", "smile"],
  questions: [],
  starters: ["like_most"],
};

const pleasant = new Set<unknown>([...FEELINGS.high_pleasant, ...FEELINGS.low_pleasant]);

/** Glad only where it clearly is: beside one hard word, or with words nobody knows, gladness would not have heard. */
export function newsOf({ quadrant, words }: Feeling): News {
  const isGlad = quadrant ? !quadrant.endsWith("unpleasant") : words.every((word) => pleasant.has(word));
  return isGlad ? "glad" : "hard";
}

/** What is offered for a note; null where there is nothing that can be answered. */
export function offerFor(content: Content | null): Offer | null {
  switch (content?.k) {
    case "feeling":
      return ANSWERS[content.help ?? "none"][newsOf(content)];
    case "thought":
      return ANSWERS.none.hard;
    case "affirm":
      return KIND;
    default:
      return null;
  }
}
