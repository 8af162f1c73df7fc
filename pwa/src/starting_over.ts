/** The server was restored from an older copy of itself: this device fetches everything again, and sends its own part again. */
import { toBase64url } from "./crypto/bytes.ts";
import { type Header, parseHeader } from "./crypto/envelope.ts";
import { type Bytes, strictly } from "./database.ts";

/** The flag of a space whose takings-back and puttings-back are to be told again. */
export const RETELL = "retell ";

const everythingOf = (space: string): IDBKeyRange =>
  IDBKeyRange.bound([space, Number.MIN_SAFE_INTEGER], [space, Number.MAX_SAFE_INTEGER]);

function readHeader(bytes: Bytes): Header | null {
  try {
    return parseHeader(bytes);
  } catch {
    return null;
  }
}

/**
 * The database behind the server was restored. Everything is fetched again from 0, and every envelope of ours is sent again:
 * the server answers `duplicate` to those it has. What was held stays, moved below zero in its old order, and below what an
 * earlier restore left there: it may be the last copy.
 */
export async function startOver(incarnations: Record<string, string>): Promise<void> {
  const writing = await strictly("outbox", "items", "cursors", "flags", "pages");
  for (const [space, incarnation] of Object.entries(incarnations)) {
    const cursor = await writing.objectStore("cursors").get(space);
    if (!cursor) continue;
    const queued = new Set((await writing.objectStore("outbox").getAll()).map((entry) => entry.msg_id));
    const held = await writing.objectStore("items").getAll(everythingOf(space));
    const below = Math.max(0, held.at(-1)?.seq ?? 0) + 1;
    for (const item of held) {
      const header = item.bytes && readHeader(item.bytes);
      // Oldest first, so that no place is taken before it is free.
      await writing.objectStore("items").delete([space, item.seq]);
      await writing.objectStore("items").put({ ...item, seq: item.seq - below });
      // What I left stays as it is: nothing of mine goes there again, whatever the server lost.
      if (!item.bytes || !header || cursor.closed || queued.has(item.msg_id)) continue;
      if (header.slot !== cursor.slot || item.slot !== cursor.slot) continue;
      queued.add(item.msg_id);
      await writing.objectStore("outbox").add({
        space,
        msg_id: item.msg_id,
        device_id: toBase64url(header.device as Bytes),
        device_seq: header.seq,
        epoch: header.epoch,
        bytes: item.bytes,
        // The server had it once, and somebody may have it from there.
        tried: true,
        state: "waiting",
        problem: null,
      });
    }
    await writing.objectStore("pages").delete(everythingOf(space));
    await writing.objectStore("flags").put("yes", RETELL + space);
    await writing.objectStore("cursors").put({ ...cursor, tail: 0, floor: 1, head: 0, incarnation });
  }
  await writing.done;
}
