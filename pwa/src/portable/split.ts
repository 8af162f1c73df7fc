/** Cuts a JSON array into its objects while it comes in, so that no file, however large or deep, is ever held as one value. */
import { LONGEST_ELEMENT, MOST_ELEMENTS } from "./format.ts";

/** Why a file is not taken in: it is none of ours, from a newer app, too much, or not all there. */
export type Refused = "foreign" | "newer" | "large" | "cut";
export class NotTakenIn extends Error {
  readonly code: Refused;
  constructor(code: Refused) {
    super(code);
    this.code = code;
  }
}

const DEEPEST = 64;
const [QUOTE, BACKSLASH, OPEN, CLOSE, COMMA, BRACE, UNBRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x2c, 0x7b, 0x7d] as const;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

export class Splitter {
  /** What may come next between two objects. */
  private wants: "[" | "{" | "{ or ]" | ", or ]" | "nothing" = "[";
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private begun: Uint8Array[] = [];
  private length = 0;
  private count = 0;

  /** The objects that are whole with these bytes. */
  push(chunk: Uint8Array): Uint8Array[] {
    const whole: Uint8Array[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.depth === 0) {
        if (isSpace(byte)) continue;
        this.between(byte);
        start = at;
      } else if (this.inside(byte)) {
        whole.push(this.taken(chunk.subarray(start, at + 1)));
        this.wants = ", or ]";
      }
    }
    if (this.depth > 0) this.keep(chunk.slice(start));
    return whole;
  }

  /** Nothing more comes. */
  end(): void {
    if (this.wants !== "nothing") throw new NotTakenIn(this.wants === "[" ? "foreign" : "cut");
  }

  private between(byte: number): void {
    const { wants } = this;
    if (byte === OPEN && wants === "[") this.wants = "{ or ]";
    else if (byte === COMMA && wants === ", or ]") this.wants = "{";
    else if (byte === CLOSE && (wants === ", or ]" || wants === "{ or ]")) this.wants = "nothing";
    else if (byte === BRACE && (wants === "{" || wants === "{ or ]")) this.begin();
    else throw new NotTakenIn("foreign");
  }

  private begin(): void {
    this.count += 1;
    if (this.count > MOST_ELEMENTS) throw new NotTakenIn("large");
    this.depth = 1;
  }

  /** True: this byte ends the object. */
  private inside(byte: number): boolean {
    if (this.escaped) this.escaped = false;
    else if (this.quoted) {
      if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.quoted = false;
    } else if (byte === QUOTE) this.quoted = true;
    else if (byte === BRACE || byte === OPEN) {
      this.depth += 1;
      if (this.depth > DEEPEST) throw new NotTakenIn("foreign");
    } else if (byte === UNBRACE || byte === CLOSE) {
      this.depth -= 1;
      return this.depth === 0;
    }
    return false;
  }

  private keep(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.length > LONGEST_ELEMENT) throw new NotTakenIn("large");
    this.begun.push(bytes);
  }

  private taken(last: Uint8Array): Uint8Array {
    this.keep(last);
    const [only] = this.begun;
    const joined = this.begun.length === 1 && only ? only : new Uint8Array(this.length);
    let at = 0;
    if (joined !== only)
      for (const bytes of this.begun) {
        joined.set(bytes, at);
        at += bytes.length;
      }
    [this.begun, this.length] = [[], 0];
    return joined;
  }
}
