/** The four emoji two people compare, and the two wrong sets A has to tell them from: picking is checked, tapping "yes" is not. */
import { type Bytes, random } from "./bytes.ts";

/** Three bytes as four 6-bit numbers, most significant bits first. */
export function sasIndices(sas: Uint8Array): number[] {
  if (sas.length !== 3) throw new RangeError("sas has 3 bytes");
  const [first, second, third] = sas as unknown as [number, number, number];
  return [first >> 2, ((first & 3) << 4) | (second >> 4), ((second & 15) << 2) | (third >> 6), third & 63];
}

export interface Choice {
  /** Three sets of four indices, shuffled. */
  sets: number[][];
  /** Which of them is the right one. */
  right: number;
}

/**
 * The right set among two decoys; any two of the three share at most one emoji, wherever it stands. Draw once and keep the result
 * with the invite: drawn anew on every visit, the set that stays would give itself away.
 */
export function decoys(indices: readonly number[], draw: (length: number) => Bytes = random): Choice {
  const sets = [[...indices]];
  while (sets.length < 3) {
    const set = sasIndices(draw(3));
    if (sets.every((other) => alike(other, set) <= 1)) sets.push(set);
  }
  const right = below(3, draw);
  [sets[0], sets[right]] = [sets[right] as number[], sets[0] as number[]];
  return { sets, right };
}

function alike(left: readonly number[], right: readonly number[]): number {
  const rest = [...left];
  return right.filter((index) => {
    const at = rest.indexOf(index);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
}

/** Even for a limit that does not divide 256. */
function below(limit: number, draw: (length: number) => Bytes): number {
  for (;;) {
    const byte = draw(1)[0] as number;
    if (byte < 256 - (256 % limit)) return byte % limit;
  }
}
