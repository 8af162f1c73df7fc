/** Which numbers of which device were told of and never came: a gap in a row, or a head beyond what is held. */
import type { Opened } from "../reader.ts";
import { Layer } from "./order.ts";

/** More than an outbox ever holds: so far before its turn may a number be named. What is further off is nobody's. */
const FURTHEST = 10_000;

export class Numbers {
  missing: number;
  private readonly told: Layer<number>;
  private readonly slots: Layer<number>;
  private readonly held = new Map<string, Set<number>>();
  /** Of those, what was held before anybody told of it. They are few, whatever anybody writes: every jump looks at them. */
  private readonly early = new Map<string, Set<number>>();
  private readonly below: Numbers | undefined;

  constructor(below?: Numbers) {
    this.below = below;
    this.missing = below?.missing ?? 0;
    this.told = new Layer(below?.told);
    this.slots = new Layer(below?.slots);
  }

  has(device: string, n: number): boolean {
    return this.held.get(device)?.has(n) || this.below?.has(device, n) || false;
  }

  add(one: Opened): void {
    if (one.device === null || !one.said) return;
    if (this.slots.get(one.device) === undefined) this.slots.set(one.device, one.slot);
    this.raise(one.device, one.device_seq);
    this.hold(one.device, one.device_seq);
    for (const [device, n] of Object.entries(one.said.heads)) this.raise(device, n);
    for (const n of one.said.gone) this.hold(one.device, n);
    // What was taken back comes without its numbers; the one who took it back names them. Nobody closes a gap of the other's.
    const act = one.said.act?.k === "delete" ? one.said.act : null;
    if (act && (this.slots.get(act.dev) ?? one.slot) === one.slot) this.hold(act.dev, act.n);
  }

  private hold(device: string, n: number): void {
    const told = this.told.get(device) ?? 0;
    if (n > told + FURTHEST || this.has(device, n)) return;
    put(this.held, device, n);
    if (n > told) put(this.early, device, n);
    else if (n >= 1) this.missing -= 1;
  }

  private raise(device: string, n: number): void {
    const before = this.told.get(device) ?? 0;
    if (n <= before) return;
    this.told.set(device, n);
    this.missing += n - before - this.heldWithin(device, before, n);
    const early = this.early.get(device);
    for (const one of early ?? []) if (one <= n) early?.delete(one);
  }

  private heldWithin(device: string, after: number, last: number): number {
    let count = this.below?.heldWithin(device, after, last) ?? 0;
    for (const n of this.early.get(device) ?? []) if (n > after && n <= last) count += 1;
    return count;
  }
}

const put = (sets: Map<string, Set<number>>, key: string, n: number) =>
  sets.set(key, (sets.get(key) ?? new Set()).add(n));
