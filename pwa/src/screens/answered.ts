/** Which questions I answered, as far as the notes on this phone tell. Pure. */
import type { TimelineNote } from "../notes.ts";

/** Their ids, the longest ago first. */
export const answered = (notes: readonly TimelineNote[]): string[] =>
  notes.flatMap(({ mine, content }) => (mine && content?.k === "thought" && content.prompt ? [content.prompt] : []));
