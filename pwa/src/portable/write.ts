/** From what the screens know to what is taken along. What was taken back, numbers of devices and places in a log stay behind. */
import type { TimelineNote } from "../notes.ts";
import type { Opened } from "../reader.ts";
import {
  FORMAT,
  isWordless,
  LONGEST_NAME,
  legible,
  type Portable,
  type PortableNote,
  type PortableSpace,
  VERSION,
  type Wordless,
} from "./format.ts";

const NOT_HERE = ["unverified", "waiting_for_key", "restoring"] as const;

function noted(note: TimelineNote, space: number, id: string): PortableNote | Wordless | null {
  const { mine, day, part, content } = note;
  const state = NOT_HERE.find((known) => known === note.state);
  if (state) return { space, mine, day, part, state };
  if (!content) return null;
  if (content.k === "unknown") return { space, mine, day, part, state: "newer" };
  return {
    ...{ id, space, mine, day, part, content },
    ...(note.edited ? { edited: true } : {}),
    ...(note.only_here ? { only_here: true } : {}),
    ...(note.talk ? { talk: true } : {}),
    ...(note.settled ? { settled: note.settled } : {}),
    ...(note.became ? { became: note.became.step } : {}),
    ...(note.answers.length > 0 ? { answers: note.answers.map(answered) } : {}),
  };
}

const answered = ({ mine, by, day, part, form, text, back }: TimelineNote["answers"][number]) => ({
  ...{ mine, day, part, form },
  ...(by ? { by } : {}),
  ...(text ? { text } : {}),
  ...(back ? { back } : {}),
});

/**
 * The notes as they go along. `spaces` names each space's number; a note that was taken in from a file keeps the name it had there, so
 * that it stays one note however often it travels.
 */
export function gather(
  notes: readonly TimelineNote[],
  spaces: ReadonlyMap<string, number>,
  origins: ReadonlyMap<string, string>,
): (PortableNote | Wordless)[] {
  const own = spaces.get("") ?? 0;
  const taken = new Set<string>();
  /** Whoever wrote it chose its id: in two spaces it may be the same. */
  const nameOf = (note: TimelineNote, space: number): string => {
    const name = origins.get(note.id) ?? note.id;
    const free = taken.has(name) ? `${name}.${space}` : name;
    taken.add(free);
    return free;
  };
  return notes
    .map((note) => {
      const space = spaces.get(note.space) ?? own;
      return noted(note, space, nameOf(note, space));
    })
    .filter((note) => note !== null);
}

/** Which of these were taken in, and from which note of a file. */
export const originsOf = (opened: readonly Opened[], here: readonly { id: string; from?: string }[]) =>
  new Map([
    ...opened.flatMap(({ said, msg_id, slot, shared }): [string, string][] =>
      said?.from && !shared ? [[`${msg_id}.${slot}`, said.from]] : [],
    ),
    ...here.flatMap(({ id, from }): [string, string][] => (from ? [[`${id}.0`, from]] : [])),
  ]);

const spaceLine = ({ n, kind, since, ended, name, lands }: PortableSpace) => ({
  ...{ line: "space", n, kind, since },
  ...(ended ? { ended } : {}),
  ...(name ? { name: name.slice(0, LONGEST_NAME) } : {}),
  ...(lands ? { lands } : {}),
});

/** The file, piece by piece. */
export function* pieces({ made, whole, spaces, notes, drafts }: Portable): Generator<string> {
  const line = (object: object) => JSON.stringify(legible(object));
  yield `[\n${line({ unsaid: FORMAT, version: VERSION, made, whole })}`;
  for (const space of spaces) yield `,\n${line(spaceLine(space))}`;
  for (const note of notes) if (!isWordless(note)) yield `,\n${line({ line: "note", ...note })}`;
  for (const draft of drafts) yield `,\n${line({ line: "draft", ...draft })}`;
  yield `,\n${line({ line: "end" })}\n]\n`;
}
