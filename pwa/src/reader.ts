/** Opens what is stored and checks what one envelope alone can show; what only the whole set can show is `notes.ts`. */
import { sha256, toBase64url, toHex } from "./crypto/bytes.ts";
import { EnvelopeError, open, parseHeader, selfTagMatches } from "./crypto/envelope.ts";
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
  /** SHA-256 of the envelope in hex: decides between two envelopes of one note. Made only where it is needed. */
  digest: string;
  bytes: Bytes | null;
}

const text = (id: Uint8Array): string => toBase64url(id as Bytes);

interface Source {
  space: string;
  seq: number | null;
  slot: number;
  msg_id: string;
  bytes: Bytes | null;
  waiting: OutboxEntry["state"] | null;
}

async function look(source: Source, keys: SpaceKeys): Promise<Opened> {
  const found: Opened = {
    ...source,
    shared: keys.kind === "shared",
    mine: source.slot === keys.slot,
    device: null,
    device_seq: 0,
    epoch: 0,
    said: null,
    trouble: null,
    withheld: source.bytes === null,
    digest: "",
  };
  if (!source.bytes) return found;
  try {
    const header = parseHeader(source.bytes);
    Object.assign(found, { device: text(header.device), device_seq: header.seq, epoch: header.epoch });
    const epoch = keys.epochs.get(header.epoch);
    if (text(header.space) !== source.space || text(header.msgId) !== source.msg_id)
      return { ...found, trouble: "place" };
    if (!epoch) return { ...found, trouble: "waiting_for_key" };
    const opened = await open(source.bytes, epoch.space);
    if (header.slot !== source.slot) return { ...found, trouble: "slot" };
    // The partner knows the space key; only my own devices know the self key. This is what keeps others from writing as me.
    if (found.mine && !(await selfTagMatches(opened, epoch.self))) return { ...found, trouble: "self-tag" };
    return { ...found, said: read(opened.content) };
  } catch (error) {
    if (error instanceof EnvelopeError) return { ...found, trouble: error.code };
    if (error instanceof NotANote) return { ...found, trouble: "content" };
    throw error;
  }
}

const fromItem = (item: StoredItem): Source => ({ ...item, waiting: null });
const fromEntry = (entry: OutboxEntry, slot: number): Source => ({
  space: entry.space,
  seq: null,
  slot,
  msg_id: entry.msg_id,
  bytes: entry.bytes,
  waiting: entry.state,
});

/** Remembers what was opened, so that a note is opened once a visit. */
export class Reader {
  /** By the item itself: after a restore another note can stand at the same seq. */
  private items = new WeakMap<StoredItem, { keys: SpaceKeys; opened: Opened }>();
  private readonly entries = new Map<string, { keys: SpaceKeys; opened: Opened }>();

  /** Open all of these. Items and entries of spaces without keys are left out. */
  async openAll(
    items: readonly StoredItem[],
    entries: readonly OutboxEntry[],
    spaces: ReadonlyMap<string, SpaceKeys>,
  ): Promise<Opened[]> {
    const opened = await Promise.all([
      ...items.map(async (item) => {
        const keys = spaces.get(item.space);
        if (!keys) return null;
        const known = this.items.get(item);
        if (known?.keys === keys) return known.opened;
        const fresh = await look(fromItem(item), keys);
        this.items.set(item, { keys, opened: fresh });
        return fresh;
      }),
      ...entries.map(async (entry) => {
        const keys = spaces.get(entry.space);
        if (!keys) return null;
        // These numbers name one envelope: sealing again changes the epoch or the device.
        const id = `${entry.space} ${entry.device_id} ${entry.device_seq} ${entry.epoch}`;
        const known = this.entries.get(id);
        if (known?.keys === keys) return { ...known.opened, waiting: entry.state };
        const fresh = await look(fromEntry(entry, keys.slot), keys);
        this.entries.set(id, { keys, opened: fresh });
        return fresh;
      }),
    ]);
    const all = opened.filter((one) => one !== null);
    await this.tell(all);
    return all;
  }

  /** Forget every word. */
  clear(): void {
    this.items = new WeakMap();
    this.entries.clear();
  }

  private async tell(all: Opened[]): Promise<void> {
    const first = new Map<string, Opened>();
    for (const one of all) {
      const id = `${one.space} ${one.slot} ${one.msg_id}`;
      const other = first.get(id);
      if (other)
        for (const twin of [one, other]) if (!twin.digest && twin.bytes) twin.digest = toHex(await sha256(twin.bytes));
      first.set(id, one);
    }
  }
}
