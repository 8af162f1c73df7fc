/**
 * The six ways in which something kind is said, and what becomes of it: words stand for themselves; an invitation can be accepted, a
 * promise kept, a hug or a gift given. Only what was accepted, kept or given ever shows; what is open is nobody's debt.
 * Ids are written into notes and therefore never change or go; their words live in the catalogues.
 */
export const WAYS = ["words", "time", "hands", "touch", "gifts", "room"] as const;
export type Way = (typeof WAYS)[number];

export const FORMS = ["words", "invitation", "promise", "hug", "gift"] as const;
export type KindForm = (typeof FORMS)[number];
export type KindStep = "accepted" | "kept" | "given";

export const FORM_OF: Record<Way, KindForm> = {
  words: "words",
  time: "invitation",
  hands: "promise",
  touch: "hug",
  gifts: "gift",
  room: "promise",
};

/** An own property only: another person's app wrote it. */
export const formOf = (form: string): KindForm | null => FORMS.find((known) => known === form) ?? null;
export const wayOf = (way: string | undefined): Way | null => WAYS.find((known) => known === way) ?? null;

/** The ways that are offered to someone with this card, in their order: none that they left out, none that this version doesn't know. */
export const offeredWays = (card: readonly string[] | null): readonly Way[] =>
  card ? card.map(wayOf).filter((way) => way !== null) : WAYS;

/** What can be said to have happened to it; null: it is whole as it was said. An invitation is the receiver's to accept, the rest too. */
export const STEP_OF: Record<KindForm, KindStep | null> = {
  words: null,
  invitation: "accepted",
  promise: "kept",
  hug: "given",
  gift: "given",
};
