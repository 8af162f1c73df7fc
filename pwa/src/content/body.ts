/**
 * For someone who has no word yet: what the body says, and which feelings often come with it. Suggestions to recognise oneself in or
 * not, never a finding. Sensations are kept in drafts only, so an id may go.
 */
import type { Quadrant } from "../kinds.ts";
import { FEELINGS, type FeelingId, QUADRANTS } from "./feelings.ts";

export const ENERGIES = ["lots", "some", "little"] as const;
export type Energy = (typeof ENERGIES)[number];
export const TONES = ["pleasant", "unpleasant", "both"] as const;
export type Tone = (typeof TONES)[number];

/** Each sensation with the feelings it often comes with, the nearest of each quadrant first and at most six of them; in an order that fills a line of chips. */
export const BODY = {
  tight_chest: [
    ...["anxious", "stressed", "overwhelmed", "panicky", "afraid", "defensive"],
    ...["hurt", "grieving", "lonely", "helpless"],
    ...["brave", "passionate"],
  ],
  heart: [
    ...["afraid", "angry", "panicky", "jealous", "shaken", "stressed"],
    ...["excited", "in_love", "eager", "alive", "brave", "desired"],
    ...["missing_you", "ashamed"],
  ],
  numb: [...["numb", "empty", "distant", "lost", "unseen", "drained"], ...["overwhelmed", "shaken"]],
  stomach: [
    ...["worried", "anxious", "insecure", "jealous", "torn", "afraid"],
    ...["guilty", "ashamed", "regretful", "disappointed", "missing_you"],
    ...["excited", "hopeful", "in_love"],
  ],
  hot_face: [
    ...["angry", "embarrassed", "defensive", "jealous", "annoyed", "frustrated"],
    ...["ashamed", "guilty", "hurt"],
    ...["desired", "passionate", "proud", "delighted", "in_love"],
  ],
  throat: [
    ...["hurt", "unseen", "sad", "lonely", "missing_you", "grieving"],
    ...["torn", "resentful", "shaken"],
    ...["touched", "tender", "grateful", "understood", "loved"],
    ...["proud", "amazed"],
  ],
  tears: [
    ...["sad", "hurt", "lonely", "grieving", "missing_you", "disappointed"],
    ...["overwhelmed", "shaken", "frustrated"],
    ...["touched", "relieved", "grateful", "tender", "comforted", "loved"],
    ...["glad", "amazed", "proud"],
  ],
  heavy: [
    ...["tired", "sad", "drained", "discouraged", "grieving", "empty"],
    ...["overwhelmed", "stressed"],
    ...["rested", "calm", "comforted"],
  ],
  light: [
    ...["happy", "playful", "hopeful", "delighted", "silly", "alive"],
    ...["free", "relieved", "rested", "accepted", "trusting", "grateful"],
  ],
  breath: [
    ...["panicky", "shaken", "afraid", "anxious", "overwhelmed", "worried"],
    ...["helpless", "discouraged"],
    ...["amazed", "excited", "brave", "passionate"],
  ],
  restless: [
    ...["restless", "impatient", "annoyed", "frustrated", "stressed", "torn"],
    ...["eager", "playful", "inspired", "curious", "excited", "silly"],
    ...["lost", "helpless"],
  ],
  warm: [
    ...["close", "loved", "safe", "tender", "at_home", "comforted"],
    ...["in_love", "happy", "glad", "confident", "desired", "passionate"],
    ...["embarrassed"],
  ],
  quiet: [
    ...["calm", "peaceful", "content", "safe", "steady", "at_home"],
    ...["confident", "curious", "inspired"],
    ...["distant", "lost", "empty", "regretful", "unseen"],
  ],
} as const satisfies Record<string, readonly FeelingId[]>;

export type Sensation = keyof typeof BODY;
export const SENSATIONS = Object.keys(BODY) as Sensation[];

/** What was answered so far; every part may be missing. */
export interface Sense {
  energy?: Energy | undefined;
  tone?: Tone | undefined;
  body: Sensation[];
}

const isHigh = (quadrant: Quadrant): boolean => quadrant.startsWith("high");
const isPleasant = (quadrant: Quadrant): boolean => !quadrant.endsWith("unpleasant");

/** How well a quadrant fits energy and tone. "Some" and "both" lean to neither side. */
function fit(quadrant: Quadrant, { energy, tone }: Sense): number {
  const leans = energy === "lots" || energy === "little";
  const colours = tone === "pleasant" || tone === "unpleasant";
  return (
    (leans && isHigh(quadrant) === (energy === "lots") ? 2 : 0) +
    (colours && isPleasant(quadrant) === (tone === "pleasant") ? 4 : 0)
  );
}

/** All feelings, the nearest to these answers first; among equals the sensation's own order, then the common ones. */
export function suggested(sense: Sense): FeelingId[] {
  const rows = QUADRANTS.flatMap((quadrant) =>
    FEELINGS[quadrant].map((word: FeelingId, common) => {
      const places = sense.body.map((one) => (BODY[one] as readonly FeelingId[] | undefined)?.indexOf(word) ?? -1);
      const named = places.filter((place) => place >= 0);
      return { word, score: fit(quadrant, sense) + 3 * named.length, near: Math.min(99, ...named), common };
    }),
  );
  return rows.sort((a, b) => b.score - a.score || a.near - b.near || a.common - b.common).map(({ word }) => word);
}

/** The quadrant these answers speak of, where they speak of one. */
export const leaningOf = (sense: Sense): Quadrant | undefined =>
  QUADRANTS.find((quadrant) => fit(quadrant, sense) === 6);

/** The quadrant a catalogue word belongs to. */
export const homeOf = (word: unknown): Quadrant | undefined =>
  QUADRANTS.find((quadrant) => (FEELINGS[quadrant] as readonly unknown[]).includes(word));
