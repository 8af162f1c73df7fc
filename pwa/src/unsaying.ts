/**
 * Taking out of the outbox what never left this device. Nobody else will ever see these numbers, so somebody must say that they will
 * not come: an envelope sealed in the same transaction, else one that waits behind them, else the next one.
 */
import { jsonBytes, strictJson } from "./crypto/bytes.ts";
import { database, type OutboxEntry, type strictly } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";
import { deviceOf, flagsOf, plaintextOf, sealAt } from "./sealing.ts";

/** An entry that nobody but this device has: it was never handed to the network, or the server would not have it. */
export const isUnsaid = (entry: OutboxEntry): boolean => !entry.tried || entry.state === "refused";

export interface Unsaying {
  out: OutboxEntry[];
  /** The numbers that will not come, by space: what these would have announced themselves among them. */
  gone: Map<string, number[]>;
  /** Entries behind them, sealed again with what they now say. */
  heirs: OutboxEntry[];
  /** Spaces in which nobody says it yet. */
  left: Set<string>;
}

const goneIn = (json: Uint8Array): number[] => {
  const told = strictJson(json)["gone"];
  return Array.isArray(told) ? (told as number[]) : [];
};

/** How these can be taken out; `saying`: the spaces in which something is sealed along with it. Null: one of them is not there, or left. */
export async function unsaying(
  unsay: readonly string[],
  spaces: ReadonlyMap<string, SpaceKeys>,
  saying: ReadonlySet<string>,
): Promise<Unsaying | null> {
  const found: Unsaying = { out: [], gone: new Map(), heirs: [], left: new Set() };
  if (unsay.length === 0) return found;
  const entries = await (await database()).getAll("outbox");
  found.out = entries.filter((entry) => unsay.includes(entry.msg_id) && isUnsaid(entry));
  if (found.out.length < unsay.length) return null;
  for (const id of new Set(found.out.map((entry) => entry.space))) {
    const keys = spaces.get(id);
    const { device_id } = await deviceOf(id);
    if (!keys) return null;
    const ours = found.out.filter((entry) => entry.space === id && entry.device_id === device_id);
    const told = await Promise.all(ours.map(async (entry) => goneIn(await plaintextOf(keys, entry))));
    const gone = [...ours.map((entry) => entry.device_seq), ...told.flat()].sort((a, b) => a - b);
    found.gone.set(id, gone);
    // Where it ended nobody waits for these numbers, and nothing is sealed any more.
    if (saying.has(id) || keys.ended) continue;
    const behind = (entry: OutboxEntry) =>
      entry.space === id && entry.device_id === device_id && !entry.tried && !unsay.includes(entry.msg_id);
    const heir = entries.find((entry) => behind(entry) && entry.device_seq > (ours[0]?.device_seq ?? Infinity));
    if (heir) found.heirs.push(await inheriting(keys, heir, gone));
    else found.left.add(id);
  }
  return found;
}

async function inheriting(keys: SpaceKeys, heir: OutboxEntry, gone: readonly number[]): Promise<OutboxEntry> {
  const json = await plaintextOf(keys, heir);
  const words = jsonBytes({ ...strictJson(json), gone: [...goneIn(json), ...gone].sort((a, b) => a - b) });
  const bytes = await sealAt(keys, heir, heir.device_seq, heir.msg_id, words, flagsOf(heir));
  return { ...heir, bytes, epoch: keys.epoch };
}

type Writing = Awaited<ReturnType<typeof strictly<["devices", "outbox", "drafts", "wishes", "only_here"]>>>;

/** Do it. Answers false, and touches nothing, if something about these entries changed meanwhile. */
export async function takeOut(writing: Writing, { out, gone, heirs, left }: Unsaying): Promise<boolean> {
  const [outbox, devices] = [writing.objectStore("outbox"), writing.objectStore("devices")];
  for (const entry of [...out, ...heirs]) {
    const now = await outbox.get(entry.n ?? -1);
    if (
      !now ||
      !isUnsaid(now) ||
      now.tried !== entry.tried ||
      now.device_id !== entry.device_id ||
      now.device_seq !== entry.device_seq
    )
      return false;
  }
  for (const entry of out) await outbox.delete(entry.n ?? -1);
  for (const heir of heirs) await outbox.put(heir);
  for (const space of left) {
    const device = await devices.get(space);
    // Whatever heads they told of are told again.
    if (device) await devices.put({ ...device, gone: [...device.gone, ...(gone.get(space) ?? [])], told: {} });
  }
  return true;
}
