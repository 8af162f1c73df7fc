/**
 * What one does to a note that stands: changed, taken back, put back, answered, moved to the two of us. Each is sealed and queued in
 * one transaction with everything it brings along, so that a phone that dies meanwhile did all of it or nothing.
 */
import { momentOf } from "./calendar.ts";
import { database, type Wish } from "./database.ts";
import type { Keyring, SpaceKeys } from "./keyring.ts";
import type { Content, Moment } from "./kinds.ts";
import { openOnlyHere } from "./only_here.ts";
import { type Along, enqueueAll, openSpace, type Saying } from "./outbox.ts";
import type { Opened } from "./reader.ts";
import { CannotSeal, type Plaintext } from "./sealing.ts";
import { isUnsaid } from "./unsaying.ts";

/** What a deletion must name of an envelope of mine. */
export interface Target {
  space: string;
  msg_id: string;
  device: string | null;
  device_seq: number;
}
/** A note or an act of mine with what I said about it: its words are in the edits as well. */
export interface Whole extends Target {
  /** And the answers that were taken in with a kept note. */
  edits: readonly Target[];
  /** The msg_ids of everything else of mine about it. */
  others: readonly string[];
}
/** A kept note with its words. */
export interface Kept extends Whole, Moment {
  content: Content;
  only_here: boolean;
}

const targetOf = ({ space, msg_id, device, device_seq }: Target): Target => ({ space, msg_id, device, device_seq });

/** A note of mine with what this device has opened about it. All that was said about a note stands after it in the log. */
export function wholeOf(target: Target, opened: readonly Opened[]): Whole {
  const about = opened.filter(
    ({ mine, space, said }) =>
      mine && space === target.space && said?.act && "to" in said.act && said.act.to === target.msg_id,
  );
  // An answer in the private space was taken in with its note, and goes and comes back with it.
  const isPart = ({ said, shared }: Opened) => said?.act?.k === "edit" || (said?.act?.k === "answer" && !shared);
  return {
    ...targetOf(target),
    edits: about.filter(isPart).map(targetOf),
    others: about.filter((one) => !isPart(one)).map((one) => one.msg_id),
  };
}

/** A note of mine as it reads now; null where there are no words of mine to move. */
export function keptOf(
  note: Target & Moment & { content: Content | null; only_here: boolean },
  opened: readonly Opened[],
): Kept | null {
  const { content, day, part, only_here } = note;
  if (content?.k !== "feeling" && content?.k !== "thought" && content?.k !== "affirm") return null;
  return { ...wholeOf(note, opened), content, day, part, only_here };
}

function spaceOf(keys: Keyring, id: string): SpaceKeys {
  const found = keys.spaces.get(id);
  if (!found) throw new CannotSeal();
  return found;
}

/** Say something about a note, now. */
export const act = async (
  keys: Keyring,
  space: string,
  content: { k: string } & Record<string, unknown>,
): Promise<boolean> =>
  (await enqueueAll([{ keys: spaceOf(keys, space), content: { ...content, ...momentOf() } }])) !== null;

/** `act`: it is no note · `moved`: it was shared instead · `was`: where it stood, for who never had it. */
interface More {
  act?: true;
  moved?: true;
  was?: Moment;
}
const deletion = (keys: SpaceKeys, { msg_id, device, device_seq }: Target, more: More): Saying => ({
  keys,
  content: { k: "delete", to: msg_id, dev: device, n: device_seq, ...more, ...momentOf() },
});
const wishFor = ({ msg_id, space }: Pick<Target, "msg_id" | "space">, wish: Wish["wish"]): Wish => ({
  msg_id,
  space,
  wish,
});

interface Removal {
  sayings: Saying[];
  along: Along;
}

/** Which of these nobody but this device has. In a space of my own nobody could see a trace, and there it can be put back. */
async function unsaidOf(space: SpaceKeys, ids: readonly string[]): Promise<Set<string>> {
  if (space.kind === "private") return new Set();
  const entries = (await (await database()).getAll("outbox")).filter((entry) => entry.space === space.id);
  return new Set(entries.filter((entry) => isUnsaid(entry) && ids.includes(entry.msg_id)).map((entry) => entry.msg_id));
}

/**
 * How a note or an act goes: without a trace while nobody but this device has it; with a deletion and the wish that its bytes go too
 * once it was handed over.
 */
async function removalOf(keys: Keyring, whole: Whole, more: More): Promise<Removal> {
  const space = spaceOf(keys, whole.space);
  const unsaid = await unsaidOf(space, [whole, ...whole.edits].map((one) => one.msg_id).concat(whole.others));
  // What I said about a note that never left goes with it; of one that stands, only its other words do.
  if (!unsaid.has(whole.msg_id)) for (const other of whole.others) unsaid.delete(other);
  const said = [whole, ...whole.edits].filter((one) => !unsaid.has(one.msg_id) && one.device !== null);
  const sayings = said.map((one) => deletion(space, one, one === whole ? more : { act: true }));
  return { sayings, along: { unsay: [...unsaid], wishes: said.map((one) => wishFor(one, "erase")) } };
}

/** Do something that takes a note away, with what goes before it; looked at again if an entry was handed over meanwhile. */
async function removing(
  keys: Keyring,
  removal: () => Promise<Removal>,
  before: readonly Saying[] = [],
  along: Along = {},
): Promise<boolean> {
  for (let tries = 0; tries < 3; tries += 1) {
    const { sayings, along: its } = await removal();
    if (await enqueueAll([...before, ...sayings], { ...its, ...along }, keys.spaces)) return true;
  }
  return false;
}

/** Take back a note, which stood at `was`, or an answer. */
export const takeBack = (keys: Keyring, whole: Whole, more: { act: true } | { was: Moment }): Promise<boolean> =>
  removing(keys, () => removalOf(keys, whole, more));

/** Take back the edits that still stand on a note I took back: another device of mine made them meanwhile. */
export async function takeBackEdits(keys: Keyring, edits: readonly Target[]): Promise<boolean> {
  const open = edits.flatMap((edit) => {
    const space = keys.spaces.get(edit.space);
    return space && !space.ended && edit.device !== null ? [{ edit, space }] : [];
  });
  const sayings = open.map(({ edit, space }) => deletion(space, edit, { act: true }));
  const wishes = open.map(({ edit }) => wishFor(edit, "erase"));
  return open.length > 0 && (await enqueueAll(sayings, { wishes })) !== null;
}

/** Say again of these what I once said when I took them back: the server could not put them back any more. */
export async function deleteAgain(keys: Keyring, late: readonly Wish[], opened: readonly Opened[]): Promise<boolean> {
  let said = false;
  for (const { msg_id, space: id } of late) {
    const space = keys.spaces.get(id);
    const mine = opened.map((one) => (one.mine && one.space === id ? one.said?.act : null));
    const first = mine.find((act) => act?.k === "delete" && act.to === msg_id);
    if (!space || space.ended || !first) continue;
    const again = { keys: space, content: { ...first, ...momentOf() } };
    said = (await enqueueAll([again], { wishes: [wishFor({ msg_id, space: id }, "erase")] })) !== null || said;
  }
  return said;
}

/** Put back a note of mine that I took back, as it last read. */
export async function putBack(keys: Keyring, whole: Whole): Promise<boolean> {
  const space = spaceOf(keys, whole.space);
  const back = [whole, ...whole.edits];
  const sayings = back.map(({ msg_id: to }) => ({ keys: space, content: { k: "restore", to, ...momentOf() } }));
  return (await enqueueAll(sayings, { wishes: back.map((one) => wishFor(one, "restore")) })) !== null;
}

const wordsOf = ({ content, day, part }: Kept): Plaintext => ({ ...content, day, part });

/** The note of a file that one on this phone only was taken in from goes with it to my other devices, and to nobody else. */
async function originOf(keys: Keyring, { msg_id, only_here }: Kept, to: SpaceKeys): Promise<{ from?: string }> {
  if (!only_here || to.kind !== "private") return {};
  const stored = await (await database()).get("only_here", msg_id);
  const from = stored && (await openOnlyHere(keys.local, stored)).from;
  return from ? { from } : {};
}

/** Put a kept note into a space, with its own day, and take it away where it stood. `draft`: the ten seconds it comes from. */
export async function move(keys: Keyring, note: Kept, to: SpaceKeys, draft: string | null = null): Promise<boolean> {
  const was = { day: note.day, part: note.part };
  // A private space has one slot: what was on this phone only stays the same note there.
  const same = note.only_here && to.kind === "private" ? { msg_id: note.msg_id } : {};
  const removal = async (): Promise<Removal> =>
    note.only_here ? { sayings: [], along: { dropHere: note.msg_id } } : removalOf(keys, note, { moved: true, was });
  const content = { ...wordsOf(note), ...(await originOf(keys, note, to)) };
  return removing(keys, removal, [{ keys: to, content, ...same }], { draft });
}

/** Keep the words of an entry that a closed space did not take any more. */
export const keepInstead = async (keys: Keyring, id: string, words: Content & Moment): Promise<boolean> => {
  const saying = { keys: openSpace(keys, "private"), content: { ...words } };
  return (await enqueueAll([saying], { unsay: [id] }, keys.spaces)) !== null;
};

/** An entry that can't be sent goes from this device: nobody else has it. */
export const discard = async (keys: Keyring, id: string): Promise<boolean> =>
  (await enqueueAll([], { unsay: [id] }, keys.spaces)) !== null;
