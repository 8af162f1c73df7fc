/**
 * After the end: what of mine was not sent any more, and what the other took back. Nothing can be written there, so no deletion says it:
 * the log is compared with what is held here once the end is known, and whenever it serves less than it did then.
 */
import { get, type History } from "./api.ts";
import { type Cursor, database, pageWith, type StoredItem, strictly } from "./database.ts";
import { change, type Keyring, type SpaceKeys } from "./keyring.ts";
import type { Timeline } from "./notes.ts";
import type { Opened } from "./reader.ts";

const PAGE = 1000;
const BETWEEN_LOOKS_MS = 600_000;
const flagOf = (space: string): string => `compared ${space}`;
const erasedFlag = (msg_id: string): string => `erased ${msg_id}`;
const looked = new WeakMap<SpaceKeys, number>();

const historyOf = (space: string, before: number, limit: number): Promise<History> =>
  get<History>(`/api/spaces/${space}/history?before=${before}&limit=${limit}`);
/** How much is gone, and by whom: what was compared, as long as it reads the same. */
const stateOf = ({ gone, left }: Pick<History, "gone" | "left">): string => `${gone} ${left}`;

/** One small question, once an opening: nothing stands below the first place, so no note comes with it. */
async function isDue(keys: SpaceKeys): Promise<boolean> {
  const compared = await (await database()).get("flags", flagOf(keys.id));
  if (compared === undefined) return true;
  if (Date.now() - (looked.get(keys) ?? 0) < BETWEEN_LOOKS_MS) return false;
  if (stateOf(await historyOf(keys.id, 1, 1)) !== compared) return true;
  looked.set(keys, Date.now());
  return false;
}

type Gone = Pick<StoredItem, "seq" | "slot" | "msg_id">;

/** What the server serves no bytes for, of people who let go; null: the log is another one by now, and is read anew anyway. */
async function goneIn({
  space,
  tail,
  incarnation,
}: Cursor): Promise<{ items: Gone[]; left: number[]; state: string } | null> {
  const gone: Gone[] = [];
  // Of the first page: what goes meanwhile makes it another state.
  let first: Pick<History, "gone" | "left"> | null = null;
  for (let before = tail + 1; before > 1; ) {
    const page = await historyOf(space, before, PAGE);
    if (page.incarnation !== incarnation) return null;
    first ??= page;
    gone.push(...page.items.filter(({ slot, bytes }) => bytes === null && page.left.includes(slot)));
    if (!page.more || page.items.length === 0) break;
    before = Math.min(...page.items.map(({ seq }) => seq));
  }
  const { left, gone: count } = first ?? { gone: 0, left: [] };
  return { items: gone, left, state: stateOf({ gone: count, left }) };
}

const nameOf = ({ slot, msg_id }: Gone): string => `${slot} ${msg_id}`;

/**
 * In an ended space, let go of the words of the other that they let go of. Without that, a server that serves nothing is only
 * withholding, and what is here stays; mine always does. Answers whether anything here changed. Throws `NoNetwork`, `Refusal`.
 */
export async function compareEnded(keys: SpaceKeys): Promise<boolean> {
  const { id, slot } = keys;
  const cursor = await (await database()).get("cursors", id);
  // Only what was pulled to its end since the end is known; keys of an invitation nobody took have no log at all.
  if (!cursor?.ended || cursor.incarnation === null || !(await isDue(keys))) return false;
  const found = await goneIn(cursor);
  if (!found) return false;
  const writing = await strictly("items", "pages", "flags", "cursors");
  const [items, cursors] = [writing.objectStore("items"), writing.objectStore("cursors")];
  // What was held before the server was restored stands once more below the first place.
  const names = new Set(found.items.map(nameOf));
  const below = await items.getAll(IDBKeyRange.bound([id, Number.MIN_SAFE_INTEGER], [id, 0]));
  let changed = false;
  for (const { seq } of [...found.items, ...below.filter((item) => names.has(nameOf(item)))]) {
    const item = await items.get([id, seq]);
    if (!item?.bytes || item.slot === slot) continue;
    await items.put({ ...item, bytes: null });
    await writing.objectStore("pages").delete(pageWith(id, seq));
    changed = true;
  }
  const now = await cursors.get(id);
  changed ||= `${now?.left ?? []}` !== `${found.left}`;
  if (now) await cursors.put({ ...now, left: found.left });
  await writing.objectStore("flags").put(found.state, flagOf(id));
  await writing.done;
  looked.set(keys, Date.now());
  return changed;
}

/**
 * Nothing goes any more where it ended: what another tab sealed for it is not sent. What was on its way at the end may have arrived all the
 * same; then it is in the log, under my own tag, and not on that list.
 */
export async function settleEnded(keys: Keyring, opened: readonly Opened[]): Promise<boolean> {
  const ofMine = ({ space, msg_id }: Pick<Opened, "space" | "msg_id">) => `${space} ${msg_id}`;
  const late = ({ space, waiting }: Opened) => waiting === "refused" || (waiting && keys.spaces.get(space)?.ended);
  const unsent = new Set(opened.filter(late).map(ofMine));
  if (unsent.size === 0) return false;
  const inLog = (one: Opened) => one.mine && one.said && one.seq !== null && one.seq > 0 && unsent.has(ofMine(one));
  const sent = new Set(opened.filter(inLog).map(ofMine));
  let changed = false;
  const writing = await strictly("outbox");
  for (const entry of (await writing.store.getAll()).filter((one) => unsent.has(ofMine(one)))) {
    const isSent = sent.has(ofMine(entry));
    if (isSent) await writing.store.delete(entry.n ?? -1);
    else if (entry.state !== "refused") await writing.store.put({ ...entry, state: "refused", problem: "space-ended" });
    changed ||= isSent || entry.state !== "refused";
  }
  await writing.done;
  return changed;
}

/**
 * Edits of a note that I took back hold its words, and one that my other device made meanwhile may stand. Nothing can be said about it any
 * more, but the server can still let go of its bytes: it is told once. One that waits here never went there. Answers whether there is something to tell.
 */
export async function eraseEdits(keys: Keyring, edits: Timeline["leftover"]): Promise<boolean> {
  const here = edits.filter(({ space }) => keys.spaces.get(space)?.ended);
  if (here.length === 0) return false;
  const look = (await database()).transaction(["outbox", "flags"]);
  const [waiting, flags] = await Promise.all([
    look.objectStore("outbox").getAll(),
    look.objectStore("flags").getAllKeys(),
  ]);
  const known = new Set([...waiting.map(({ msg_id }) => erasedFlag(msg_id)), ...flags]);
  const due = here.filter(({ msg_id }) => !known.has(erasedFlag(msg_id)));
  if (due.length === 0) return false;
  // First, so that no phone of mine ever sees the bytes gone without knowing why.
  await change((vault) => {
    for (const space of vault.spaces) {
      const erased = due.filter((edit) => edit.space === space.id).map(({ msg_id }) => msg_id);
      if (erased.length > 0) space.erased = [...new Set([...(space.erased ?? []), ...erased])].sort();
    }
  });
  const writing = await strictly("wishes", "flags");
  for (const { space, msg_id } of due) {
    await writing.objectStore("wishes").put({ msg_id, space, wish: "erase" });
    await writing.objectStore("flags").put("yes", erasedFlag(msg_id));
  }
  await writing.done;
  return true;
}
