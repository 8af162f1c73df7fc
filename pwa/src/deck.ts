/**
 * The questions as a deck of cards: shuffled once for this person, drawn from the front. What was answered or passed over goes to
 * the back, so that nothing comes again before all the others have, and then what was longest ago comes first. Pure.
 */
export interface Deck {
  /** Not seen yet. */
  rest: string[];
  /** Seen, the longest ago first. */
  seen: string[];
}

/** A whole number from 0 up to, not including, `below`. */
type Draw = (below: number) => number;

function shuffled(ids: readonly string[], draw: Draw): string[] {
  const cards = [...ids];
  for (let left = cards.length; left > 1; left -= 1) {
    const [at, last] = [draw(left), left - 1];
    [cards[at], cards[last]] = [cards[last] as string, cards[at] as string];
  }
  return cards;
}

/** The deck as it was kept, made to hold exactly the questions there are: one that is new is shuffled in behind those not seen yet. */
export function dealt(kept: unknown, ids: readonly string[], draw: Draw): Deck {
  const known = new Set(ids);
  const take = (name: keyof Deck): string[] => {
    const list = (kept as Partial<Record<keyof Deck, unknown>> | null | undefined)?.[name];
    // Deleting what was taken leaves each id in one place once.
    return Array.isArray(list) ? list.filter((id) => known.delete(id)) : [];
  };
  const deck = { seen: take("seen"), rest: take("rest") };
  return { seen: deck.seen, rest: [...deck.rest, ...shuffled([...known], draw)] };
}

/** The question in front. */
export const front = ({ rest, seen }: Deck): string | undefined => rest[0] ?? seen[0];

/** It was answered or passed over. */
export const passed = ({ rest, seen }: Deck, id: string): Deck => ({
  rest: rest.filter((one) => one !== id),
  seen: [...seen.filter((one) => one !== id), id],
});

/** Those that were answered on another phone count as seen too; `answered` oldest first. */
export const learned = ({ rest, seen }: Deck, answered: readonly string[]): Deck => {
  const news = [...new Set(answered)].filter((id) => rest.includes(id));
  return { rest: rest.filter((id) => !news.includes(id)), seen: [...seen, ...news] };
};
