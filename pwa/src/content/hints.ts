/**
 * Notices "you always", "you never", "you make me", so that the sheet can offer another beginning. It reads only what is in the
 * field, on this phone, keeps nothing, and would rather miss one than scold a thank-you. The patterns belong to a language.
 */
import type { Quadrant } from "../kinds.ts";

export interface HintPatterns {
  /** Where one thought ends and the next begins. */
  ends: RegExp;
  /** Reads as a charge against the other. */
  charge: RegExp;
  /** Said in the same breath, it is thanks, love or play, or not about the other at all. */
  kind: RegExp;
}

/** True when something in `text` may land as blame. Under a pleasant tile nothing does. */
export function mayLandHard(
  text: string,
  quadrant: Quadrant | undefined,
  { ends, charge, kind }: HintPatterns,
): boolean {
  if (quadrant === "high_pleasant" || quadrant === "low_pleasant") return false;
  return text
    .replaceAll("’", "'")
    .split(ends)
    .some((thought) => charge.test(thought) && !kind.test(thought));
}
