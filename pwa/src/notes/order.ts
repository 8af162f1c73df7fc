/** Places: in the log, among the days, and the layers in which a fold keeps what it found. */
import type { Moment } from "../kinds.ts";
import type { Opened } from "../reader.ts";

export const WAITING = Number.MAX_SAFE_INTEGER;
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Total, so that nothing depends on what came first: whatever still ties is the same bytes. */
const tie = (one: Opened): string =>
  `${one.device} ${one.slot} ${one.msg_id} ${one.digest} ${one.epoch} ${one.waiting} ${one.trouble}`;
/** Where it stands in the log: items from before a restore first, then by seq, waiting ones last by their number. */
export const byRank = (a: Opened, b: Opened): number =>
  (a.seq ?? WAITING) - (b.seq ?? WAITING) ||
  (a.seq === null ? a.device_seq - b.device_seq : 0) ||
  byText(tie(a), tie(b));

const DAY_MS = 86_400_000;
export const daysAfter = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** A part of a day, and the number it sorts by. */
export interface Place extends Moment {
  at: number;
}
export const placeOf = ({ day, part }: Moment): Place => ({
  day,
  part,
  at: Number(day.replaceAll("-", "")) * 4 + part,
});

/** One envelope in its place: `n`-th of its log, and every stored copy of it. */
export interface Held extends Place {
  one: Opened;
  raw: readonly Opened[];
  n: number;
  /** It came after others of a later part of the day. */
  late: boolean;
}

/** A map laid over another one, which stays as it is. */
export class Layer<Value> {
  readonly own = new Map<string, Value>();
  readonly below: Layer<Value> | undefined;

  constructor(below?: Layer<Value>) {
    this.below = below;
  }

  get(key: string): Value | undefined {
    return this.own.get(key) ?? this.below?.get(key);
  }

  set(key: string, value: Value): void {
    this.own.set(key, value);
  }

  *values(): Generator<Value> {
    yield* this.own.values();
    for (const [key, value] of this.below?.own ?? []) if (!this.own.has(key)) yield value;
  }
}

/** Put one more at the end of a list that the layer below may hold. */
export function append<Value>(layer: Layer<Value[]>, key: string, value: Value): void {
  const own = layer.own.get(key);
  if (own) own.push(value);
  else layer.set(key, [...(layer.below?.get(key) ?? []), value]);
}
