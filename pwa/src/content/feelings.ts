/**
 * The feelings a person can choose from: 18 in each quadrant, the common ones first. An id is written into notes and
 * therefore never changes or goes; names and meanings live in the message catalogues.
 */
import type { Quadrant } from "../kinds.ts";

/** Rows are energy, columns pleasantness, the way the tiles stand on Today. */
export const QUADRANTS = ["high_unpleasant", "high_pleasant", "low_unpleasant", "low_pleasant"] as const;

export const FEELINGS = {
  high_pleasant: [
    "happy",
    "excited",
    "glad",
    "hopeful",
    "proud",
    "in_love",
    "playful",
    "inspired",
    "curious",
    "alive",
    "delighted",
    "confident",
    "desired",
    "eager",
    "brave",
    "amazed",
    "passionate",
    "silly",
  ],
  high_unpleasant: [
    "stressed",
    "angry",
    "anxious",
    "worried",
    "overwhelmed",
    "frustrated",
    "annoyed",
    "afraid",
    "jealous",
    "restless",
    "insecure",
    "resentful",
    "impatient",
    "embarrassed",
    "torn",
    "defensive",
    "shaken",
    "panicky",
  ],
  low_unpleasant: [
    "sad",
    "lonely",
    "tired",
    "hurt",
    "disappointed",
    "unseen",
    "distant",
    "guilty",
    "drained",
    "discouraged",
    "missing_you",
    "ashamed",
    "numb",
    "helpless",
    "empty",
    "lost",
    "grieving",
    "regretful",
  ],
  low_pleasant: [
    "calm",
    "content",
    "grateful",
    "loved",
    "close",
    "relieved",
    "safe",
    "understood",
    "tender",
    "peaceful",
    "touched",
    "rested",
    "trusting",
    "accepted",
    "comforted",
    "at_home",
    "free",
    "steady",
  ],
} as const satisfies Record<Quadrant, readonly string[]>;

export type FeelingId = (typeof FEELINGS)[Quadrant][number];

/** How many words show before "more words". */
export const FIRST_WORDS = 6;
/** How many words one note may carry. */
export const MOST_WORDS = 3;

const SLUGS: Record<Quadrant, string> = {
  high_pleasant: "lit-up",
  high_unpleasant: "stirred-up",
  low_unpleasant: "weighed-down",
  low_pleasant: "at-ease",
};

/** The part of the address that stands for a quadrant. */
export const slugOf = (quadrant: Quadrant): string => SLUGS[quadrant];
/** The quadrant an address names, if it names one. */
export const quadrantOf = (slug: string | undefined): Quadrant | undefined =>
  QUADRANTS.find((quadrant) => SLUGS[quadrant] === slug);

const known = new Set<string>(Object.values(FEELINGS).flat());
/** True when this version has a name for the word; a newer one may know more. */
export const isFeeling = (id: string): id is FeelingId => known.has(id);
