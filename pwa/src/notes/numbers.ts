/** Which numbers of which device were told of and never came: a gap in a row, or a head beyond what is held. */
import type { Opened } from "../reader.ts";
import { Layer } from "./order.ts";

/** A jump that is cheaper to look up number by number. */
const SHORT = 64;

export class Numbers {
  missing: number;
  private readonly told: Layer<number>;
  private readonly held = new Map<string, Set<number>>();
  private readonly below: Numbers | undefined;

  constructor(below?: Numbers) {
    this.below = below;
    this.missing = below?.missing ?? 0;
    this.told = new Layer(below?.told);
  }

  has(device: string, n: number): boolean {
    return this.held.get(device)?.has(n) || this.below?.has(device, n) || false;
  }

  add(one: Opened): void {
    if (one.device === null || !one.said) return;
    this.hold(one.device, one.device_seq);
    this.raise(one.device, one.device_seq);
    for (const [device, n] of Object.entries(one.said.heads)) this.raise(device, n);
    for (const n of one.said.gone) this.hold(one.device, n);
    // What was taken back comes without its numbers; the one who took it back names them.
    if (one.said.act?.k === "delete") this.hold(one.said.act.dev, one.said.act.n);
  }

  private hold(device: string, n: number): void {
    if (this.has(device, n)) return;
    const held = this.held.get(device) ?? new Set();
    this.held.set(device, held.add(n));
    if (n >= 1 && n <= (this.told.get(device) ?? 0)) this.missing -= 1;
  }

  private raise(device: string, n: number): void {
    const before = this.told.get(device) ?? 0;
    if (n <= before) return;
    this.told.set(device, n);
    this.missing += n - before - this.heldWithin(device, before, n);
  }

  private heldWithin(device: string, after: number, last: number): number {
    let count = 0;
    if (last - after <= SHORT) for (let n = after + 1; n <= last; n += 1) count += this.has(device, n) ? 1 : 0;
    else {
      for (const n of this.held.get(device) ?? []) count += n > after && n <= last ? 1 : 0;
      count += this.below?.heldWithin(device, after, last) ?? 0;
    }
    return count;
  }
}
