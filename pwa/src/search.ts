/** How words are found: without regard to case and accents, each by its beginning, in any order, all of them. */

/** What the thread that searches is told. */
export interface Asked {
  /** Notes that are new or changed, with their text. */
  put?: readonly (readonly [id: string, text: string])[];
  gone?: readonly string[];
  /** Answered with `n` and the ids of the notes that have these words. */
  find?: string;
  n?: number;
}

/** "Don't, Élodie!" → " DONT ELODIE": capitals, because ß and the Greek final sigma have only one. */
export const plain = (text: string): string =>
  ` ${text
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()}`;

export class Index {
  private readonly lines = new Map<string, string>();

  take({ put = [], gone = [] }: Asked): void {
    for (const [id, text] of put) this.lines.set(id, plain(text));
    for (const id of gone) this.lines.delete(id);
  }

  /** The notes in which every one of these words begins a word; all of them when there is no word. */
  find(words: string): string[] {
    const wanted = plain(words).match(/ [^ ]+/g) ?? [];
    const found: string[] = [];
    for (const [id, line] of this.lines) if (wanted.every((word) => line.includes(word))) found.push(id);
    return found;
  }
}
