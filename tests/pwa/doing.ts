/** What a person does to a note, as the screens offer it: one of those it can be done to, and only what the app itself would do. */
import * as acts from "../../pwa/src/acts.ts";
import { momentOf } from "../../pwa/src/calendar.ts";
import type { Keyring } from "../../pwa/src/keyring.ts";
import type { Timeline, TimelineNote } from "../../pwa/src/notes.ts";
import { changeOnlyHere, sealOnlyHere } from "../../pwa/src/only_here.ts";
import { enqueueAll, newMsgId, openSpace } from "../../pwa/src/outbox.ts";
import type { Opened } from "../../pwa/src/reader.ts";

interface Wanted {
  /** The first of these that can be done to anything. */
  names: readonly string[];
  which: number;
  text: string;
}
type Doing = (note: TimelineNote, keys: Keyring, opened: readonly Opened[], wanted: Wanted) => Promise<boolean>;
interface Deed {
  can(note: TimelineNote): boolean;
  does: Doing;
}

const stands = (note: TimelineNote): boolean => note.content !== null;
const mine = (note: TimelineNote): boolean => note.mine && stands(note);
const kept = (note: TimelineNote): boolean => mine(note) && !note.shared;
const theirs = (note: TimelineNote): boolean => !note.mine && note.shared && stands(note);
const words = (note: TimelineNote): boolean => note.content?.k === "thought";
const mineOf = (note: TimelineNote) => note.answers.findLast((answer) => answer.mine);
const thought = (text: string) => ({ k: "thought" as const, text });
const placeOf = ({ day, part }: TimelineNote) => ({ day, part });

const step =
  (name: string): Doing =>
  (note, keys) =>
    acts.act(keys, note.space, { k: "step", to: note.msg_id, step: name });

const move =
  (kind: "private" | "shared"): Doing =>
  async (note, keys, opened) => {
    const whole = acts.keptOf(note, opened);
    return whole !== null && acts.move(keys, whole, openSpace(keys, kind));
  };

const DEEDS: Record<string, Deed> = {
  edit: {
    can: (note) => mine(note) && words(note),
    does: (note, keys, _, { text }) =>
      note.only_here
        ? changeOnlyHere(keys.local, note.msg_id, (row) => ({ ...row, content: thought(text), edited: true }))
        : acts.act(keys, note.space, { k: "edit", to: note.msg_id, content: thought(text) }),
  },
  take_back: {
    can: mine,
    does: (note, keys, opened) =>
      note.only_here
        ? changeOnlyHere(keys.local, note.msg_id, (row) => ({ ...row, gone: momentOf().day }))
        : acts.takeBack(keys, acts.wholeOf(note, opened), { was: placeOf(note) }),
  },
  put_back: {
    can: (note) => note.restorable !== null,
    does: (note, keys, opened) =>
      note.only_here
        ? changeOnlyHere(keys.local, note.msg_id, ({ gone: _, ...row }) => row)
        : acts.putBack(keys, acts.wholeOf(note, opened)),
  },
  answer: {
    can: (note) => note.shared && stands(note),
    does: (note, keys, _, { text, which }) =>
      acts.act(keys, note.space, {
        k: "answer",
        to: note.msg_id,
        ...(which % 2 ? { form: "come_back", back: "tomorrow" } : { form: "own", text }),
      }),
  },
  take_back_answer: {
    can: (note) => mineOf(note) !== undefined,
    does: async (note, keys, opened) => {
      const answer = mineOf(note);
      const whole = answer && acts.wholeOf({ ...answer, space: note.space }, opened);
      return whole ? acts.takeBack(keys, whole, { act: true }) : false;
    },
  },
  came_back: {
    can: (note) => mineOf(note)?.form === "come_back",
    does: (note, keys) =>
      acts.act(keys, openSpace(keys, "private").id, { k: "step", to: mineOf(note)?.msg_id, step: "came_back" }),
  },
  talk: { can: (note) => note.shared && stands(note), does: step("talk") },
  talked: { can: (note) => note.talk, does: step("talked") },
  keep: { can: (note) => kept(note) && !note.only_here, does: step("keep") },
  hold: { can: (note) => kept(note) && !note.only_here, does: step("hold") },
  open: { can: (note) => note.settled !== null && !note.only_here, does: step("open") },
  copy: {
    can: (note) => theirs(note) && words(note),
    does: async (note, keys) => {
      const copy = { k: "copy", of: note.content, ...placeOf(note) };
      return (await enqueueAll([{ keys: openSpace(keys, "private"), content: copy }])) !== null;
    },
  },
  share: { can: (note) => kept(note) && words(note), does: move("shared") },
  keep_on_server: { can: (note) => note.only_here && stands(note), does: move("private") },
};

async function keepHere(keys: Keyring, text: string): Promise<boolean> {
  const row = await sealOnlyHere(keys.local, { id: newMsgId(), content: thought(text), ...momentOf() });
  return (await enqueueAll([], { keepHere: row })) !== null;
}

/** Do it to the `which`-th note that allows it. Answers what was done; null: nothing could be. */
export async function doTo(
  keys: Keyring,
  { notes }: Timeline,
  opened: readonly Opened[],
  wanted: Wanted,
): Promise<string | null> {
  for (const name of wanted.names) {
    if (name === "keep_here") return (await keepHere(keys, wanted.text)) ? name : null;
    const deed = DEEDS[name];
    const able = notes.filter((note) => deed?.can(note));
    const note = able[wanted.which % Math.max(1, able.length)];
    if (deed && note && (await deed.does(note, keys, opened, wanted))) return name;
  }
  return null;
}
