/** What only the set can show about an envelope: who speaks, in which order, and whether they said two things at once. */
import type { Opened } from "../reader.ts";
import { byRank, Layer } from "./order.ts";

/** An envelope and every stored copy of it. */
export interface Checked {
  one: Opened;
  raw: readonly Opened[];
}

const inTrouble = (one: Opened, trouble: string): Opened => ({ ...one, said: null, trouble });

/** Two speak in a shared space, and in a private one only I do. */
const isStranger = (one: Opened): boolean => one.slot > 1 || (!one.shared && !one.mine);
/** A copy is for its keeper alone: nobody puts words into the other's mouth by "copying" them. */
const isSharedCopy = ({ shared, said }: Opened): boolean =>
  shared && (said?.content ?? (said?.act?.k === "edit" ? said.act.content : null))?.k === "copy";

/** Along the log: a device speaks for one slot for ever, and epochs never decrease. */
export class Checks {
  private readonly slots: Layer<number>;
  private newest: number;

  constructor(below?: Checks) {
    this.slots = new Layer(below?.slots);
    this.newest = below?.newest ?? 0;
  }

  pass(one: Opened): Opened {
    if (!one.said || one.device === null) return one;
    if (isStranger(one)) return inTrouble(one, "slot");
    if ((this.slots.get(one.device) ?? one.slot) !== one.slot) return inTrouble(one, "device");
    this.slots.set(one.device, one.slot);
    if (one.seq !== null && one.seq > 0) {
      if (one.epoch < this.newest) return inTrouble(one, "epoch-order");
      this.newest = one.epoch;
    }
    return isSharedCopy(one) ? inTrouble(one, "content") : one;
  }
}

/** Which of two envelopes of one note counts: one that could be verified, the highest epoch, the lowest digest, then its place. */
function better(a: Opened, b: Opened): Opened {
  if ((a.said === null) !== (b.said === null)) return a.said ? a : b;
  if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a : b;
  if (a.digest !== b.digest) return a.digest < b.digest ? a : b;
  const placed = (one: Opened) => (one.seq === null ? 1 : one.seq < 0 ? 0 : 2);
  if (placed(a) !== placed(b)) return placed(a) > placed(b) ? a : b;
  return byRank(a, b) <= 0 ? a : b;
}

/** One envelope for each note, in the order of the log. */
export function onePerNote(all: readonly Checked[]): Checked[] {
  const chosen = new Map<string, Checked>();
  for (const each of all) {
    const id = `${each.one.slot} ${each.one.msg_id}`;
    const other = chosen.get(id);
    if (!other) chosen.set(id, each);
    else {
      const [best, rest] = better(each.one, other.one) === each.one ? [each.one, other.one] : [other.one, each.one];
      // The server took the bytes away but a copy is here: the copy stays, in the place the log gives it.
      const seq =
        best.seq !== null && best.seq > 0 ? best.seq : rest.seq !== null && rest.seq > 0 ? rest.seq : best.seq;
      const one = { ...best, seq, withheld: best.withheld || rest.withheld };
      chosen.set(id, { one, raw: [...other.raw, ...each.raw] });
    }
  }
  return [...chosen.values()].sort((a, b) => byRank(a.one, b.one));
}

/** The same numbers under two ids: its device says two things at once, and neither is believed. */
export function equivocation(all: readonly Checked[]): Checked[] {
  const ids = new Map<string, Set<string>>();
  const number = ({ device, device_seq }: Opened): string => `${device} ${device_seq}`;
  for (const { one } of all) if (one.said) ids.set(number(one), (ids.get(number(one)) ?? new Set()).add(one.msg_id));
  return all.map((each) =>
    each.one.said && (ids.get(number(each.one))?.size ?? 0) > 1
      ? { ...each, one: inTrouble(each.one, "equivocation") }
      : each,
  );
}
