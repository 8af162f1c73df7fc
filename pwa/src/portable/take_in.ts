/**
 * Notes of a file become kept notes of one's own private space, a handful in each transaction. What was taken in once carries the
 * name it had in the file, sealed with it, and is left out the next time.
 */
import { strictly } from "../database.ts";
import type { Keyring } from "../keyring.ts";
import { type OnlyHere, sealOnlyHere } from "../only_here.ts";
import { enqueueAll, newMsgId, openSpace, type Saying } from "../outbox.ts";
import type { Incoming } from "./read.ts";

/** So many envelopes go into one transaction: a frame or two of sealing on a slow phone. */
const HANDFUL = 50;

type Sealable = Omit<Saying, "keys">;

function sayingsOf({ id, content, day, part, answers, settled }: Incoming): Sealable[] {
  const msg_id = newMsgId();
  const said = settled && { k: "step", to: msg_id, step: settled.step, day: settled.day, part: 0 };
  return [
    { msg_id, content: { ...content, day, part, from: id } },
    ...answers.map((answer) => ({ content: { ...answer, to: msg_id } })),
    ...(said ? [{ content: said }] : []),
  ];
}

async function keepHere(keys: Keyring, notes: readonly Incoming[]): Promise<void> {
  const rows = notes.map(
    ({ id, content, settled, day, part }): OnlyHere => ({
      ...{ id: newMsgId(), from: id, content, day, part },
      ...(settled ? { settled } : {}),
    }),
  );
  const sealed = await Promise.all(rows.map((row) => sealOnlyHere(keys.local, row)));
  const writing = await strictly("only_here");
  await Promise.all([...sealed.map((row) => writing.store.put(row)), writing.done]);
}

/** These, and with each all that was said about it, in one transaction. */
async function keepSome(keys: Keyring, notes: readonly Incoming[]): Promise<void> {
  const here = notes.filter((note) => note.only_here);
  if (here.length > 0) await keepHere(keys, here);
  const space = openSpace(keys, "private");
  const sayings = notes.filter((note) => !note.only_here).flatMap(sayingsOf);
  if (sayings.length > 0) await enqueueAll(sayings.map((saying) => ({ keys: space, ...saying })));
}

/** The notes in handfuls, none apart from what was said about it. */
function* handfuls(notes: readonly Incoming[]): Generator<Incoming[]> {
  let some: Incoming[] = [];
  let size = 0;
  for (const note of notes) {
    some.push(note);
    size += 1 + note.answers.length;
    if (size < HANDFUL) continue;
    yield some;
    [some, size] = [[], 0];
  }
  if (some.length > 0) yield some;
}

/**
 * Take these in, in their order. `keys` answers the open keys each time anew: they may be renewed, or forgotten, meanwhile. `kept` is
 * told how many are in so far, awaited, and may throw to stop: what is in stays.
 */
export async function takeIn(
  notes: readonly Incoming[],
  keys: () => Keyring,
  kept: (sofar: number) => Promise<void>,
): Promise<void> {
  let sofar = 0;
  for (const some of handfuls(notes)) {
    await keepSome(keys(), some);
    sofar += some.length;
    await kept(sofar);
  }
}
