/** Opens what is stored and checks what one envelope alone can show; what only the whole set can show is `notes.ts`. */
import { sha256, toBase64url, toHex } from "./crypto/bytes.ts";
import { EnvelopeError, open, parseHeader, selfTagMatches } from "./crypto/envelope.ts";
import type { JsonObject } from "./crypto/json.ts";
import type { Bytes, OutboxEntry, StoredItem } from "./database.ts";
import type { SpaceKeys } from "./keyring.ts";
import { NotANote, read, type Said } from "./kinds.ts";

/** One item of the log or the outbox, opened as far as it can be. `trouble`: why it cannot be shown as words. */
export interface Opened {
  space: string;
  shared: boolean;
  mine: boolean;
  /** null while it waits; negative: from before the server was restored. */
  seq: number | null;
  slot: number;
  msg_id: string;
  device: string | null;
  device_seq: number;
  epoch: number;
  said: Said | null;
  trouble: string | null;
  /** The server served no bytes: its author took it back, or so the server says. */
  withheld: boolean;
  waiting: OutboxEntry["state"] | null;
  /** SHA-256 of the envelope in hex: decides between two envelopes of one note. */
  digest: string;
}

/** An envelope that opened and passed every check it can pass alone: all that has to be kept to show it again. */
export interface Proven {
  seq: number;
  slot: number;
  msg_id: string;
  device: string;
  device_seq: number;
  epoch: number;
  digest: string;
  json: JsonObject;
}

const text = (id: Uint8Array): string => toBase64url(id as Bytes);

type Source = Pick<Opened, "space" | "seq" | "slot" | "msg_id" | "waiting">;

const unopened = (source: Source, keys: SpaceKeys): Opened => ({
  space: source.space,
  seq: source.seq,
  slot: source.slot,
  msg_id: source.msg_id,
  waiting: source.waiting,
  shared: keys.kind === "shared",
  mine: source.slot === keys.slot,
  device: null,
  device_seq: 0,
  epoch: 0,
  said: null,
  trouble: null,
  withheld: false,
  digest: "",
});

/** The words of what was proven, as this version of the app reads them. */
function understood(opened: Opened, json: JsonObject): Opened {
  try {
    return { ...opened, said: read(json) };
  } catch (error) {
    if (error instanceof NotANote) return { ...opened, trouble: "content" };
    throw error;
  }
}

/** What was proven at an earlier visit, without opening its envelope again. */
export const again = ({ json, ...proven }: Proven, keys: SpaceKeys): Opened =>
  understood({ ...unopened({ space: keys.id, waiting: null, ...proven }, keys), ...proven }, json);

async function look(source: Source, bytes: Bytes | null, keys: SpaceKeys): Promise<[Opened, JsonObject | null]> {
  let found = unopened(source, keys);
  if (!bytes) return [{ ...found, withheld: true }, null];
  const refused = (trouble: string): [Opened, null] => [{ ...found, trouble }, null];
  try {
    found.digest = toHex(await sha256(bytes));
    const header = parseHeader(bytes);
    found = { ...found, device: text(header.device), device_seq: header.seq, epoch: header.epoch };
    const epoch = keys.epochs.get(header.epoch);
    if (text(header.space) !== source.space || text(header.msgId) !== source.msg_id) return refused("place");
    if (!epoch) return refused("waiting_for_key");
    const opened = await open(bytes, epoch.space);
    if (header.slot !== source.slot) return refused("slot");
    // The partner knows the space key; only my own devices know the self key. This is what keeps others from writing as me.
    if (found.mine && !keys.archived && !(await selfTagMatches(opened, epoch.self))) return refused("self-tag");
    return [understood(found, opened.content), opened.content];
  } catch (error) {
    if (error instanceof EnvelopeError) return refused(error.code);
    throw error;
  }
}

/** Open one item of the log. `proven` null: nothing of it may be kept but the envelope itself. */
export async function openItem(item: StoredItem, keys: SpaceKeys): Promise<{ opened: Opened; proven: Proven | null }> {
  const [opened, json] = await look({ ...item, waiting: null }, item.bytes, keys);
  const { slot, msg_id, device, device_seq, epoch, digest } = opened;
  const proven = json && device ? { seq: item.seq, slot, msg_id, device, device_seq, epoch, digest, json } : null;
  return { opened, proven };
}

/** Ten thousand can wait, after a file was taken in: a tap between them is answered, where the browser knows how. */
const A_BREATH = 50;
const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
const breath = () => scheduler?.yield?.();

/** Opens what waits to be sent, each entry once a visit; what did not change is the same object as before. */
export class Waiting {
  private known = new Map<string, { keys: SpaceKeys; opened: Opened }>();

  /** Entries of spaces without keys are left out. */
  async open(entries: readonly OutboxEntry[], spaces: ReadonlyMap<string, SpaceKeys>): Promise<Opened[]> {
    const now: typeof this.known = new Map();
    for (const entry of entries) {
      const keys = spaces.get(entry.space);
      if (!keys) continue;
      // These numbers name one envelope: sealing again changes the epoch or the device.
      const id = `${entry.space} ${entry.device_id} ${entry.device_seq} ${entry.epoch}`;
      const known = this.known.get(id);
      const opened =
        known?.keys === keys
          ? known.opened
          : (await look({ ...entry, seq: null, slot: keys.slot, waiting: entry.state }, entry.bytes, keys))[0];
      if (opened !== known?.opened && now.size % A_BREATH === 0) await breath();
      now.set(id, { keys, opened: opened.waiting === entry.state ? opened : { ...opened, waiting: entry.state } });
    }
    this.known = now;
    return [...now.values()].map(({ opened }) => opened);
  }

  /** Forget every word. */
  clear(): void {
    this.known.clear();
  }
}
