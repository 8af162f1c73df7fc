/**
 * Whether something changed about who can get in that this device did not do: then it says so, so that a way in that is not mine is
 * noticed on all that are. What was seen is kept per device, with what this device itself has done since.
 */
import { get } from "../api.ts";
import { database, strictly } from "../database.ts";
import { keyring } from "../keyring.ts";
import { observe } from "./saying.ts";

/** One change of the list that only I can read: its number, what it was, and the day. */
export interface Change {
  n: number;
  what: string;
  on: string;
}
/** What there is to say. `strange`: something this device did not do · `codeUsed`: the recovery code was used, and no new one made. */
export interface News {
  strange: boolean;
  codeUsed: boolean;
}

/** `seen`: the newest number looked at · `session`: the one this browser had then · `mine`: what this device did since. */
export interface Known {
  seen: number;
  session: string;
  mine: readonly string[];
}

const FLAG = "access";
const OF_CODE: readonly string[] = ["recovery_made", "recovery_used", "keys_renewed"];
const newestOf = (changes: readonly Change[]): number => Math.max(0, ...changes.map(({ n }) => n));

/** The changes past what was seen that this device's own acts don't account for, one act for one change. */
export function strangeTo(known: Known, session: string, changes: readonly Change[]): Change[] {
  const mine = [...known.mine];
  // A session of another name was begun here since: with a passkey that was there, or with one that was made for it.
  if (session !== known.session && !mine.includes("passkey_added")) mine.push("signed_in");
  return changes.filter(({ n, what }) => {
    if (n <= known.seen) return false;
    const at = mine.indexOf(what);
    if (at >= 0) mine.splice(at, 1);
    return at < 0;
  });
}

/** Whether the code that was typed somewhere is still the one that opens. `changes` newest first. */
export const isCodeUsed = (changes: readonly Change[]): boolean =>
  changes.find(({ what }) => OF_CODE.includes(what))?.what === "recovery_used";

async function known(): Promise<Known | null> {
  const kept = await (await database()).get("flags", FLAG);
  return kept === undefined ? null : (JSON.parse(kept) as Known);
}

async function keep(next: Known): Promise<void> {
  const transaction = await strictly("flags");
  await Promise.all([transaction.store.put(JSON.stringify(next), FLAG), transaction.done]);
}

const here = async (): Promise<string> => {
  const { sessions } = await get<{ sessions: { id: string; current: boolean }[] }>("/api/sessions");
  return sessions.find(({ current }) => current)?.id ?? "";
};

/** This device did this itself, so its own banner has nothing to say about it. Before the first look there is nothing to keep. */
export async function didHere(...what: string[]): Promise<void> {
  const before = await known();
  if (before) await keep({ ...before, mine: [...before.mine, ...what] });
}

/** The person looked at these. `session`: the one of this browser. */
export async function sawAccess(changes: readonly Change[], session: string): Promise<void> {
  await keep({ seen: newestOf(changes), session, mine: [] });
}

/** Look, without a word where the server can't be reached. Null: nothing can be said. */
export async function lookAtAccess(): Promise<News | null> {
  if (!keyring()) return null;
  try {
    const { activity } = await get<{ activity: Change[] }>("/api/activity");
    const before = await known();
    const codeUsed = isCodeUsed(activity);
    if (before && newestOf(activity) <= before.seen) return { strange: false, codeUsed };
    const session = await here();
    const strange = before !== null && strangeTo(before, session, activity).length > 0;
    // What this device did itself was looked at when it was done; a device that is new here begins with what there is.
    if (!strange) await sawAccess(activity, session);
    return { strange, codeUsed };
  } catch (error) {
    observe(error);
    return null;
  }
}
