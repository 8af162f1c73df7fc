/** Noticing that the two of you are closed: by the other, by me on another device, or here before the app went away. */
import { database } from "../database.ts";
import { change, keyring } from "../keyring.ts";
import { follow } from "../sync.ts";

/** Every space of my vault is followed; into one that ended nothing of mine is sent any more. */
export async function followAll(): Promise<void> {
  const all = keyring()?.vault.spaces ?? [];
  await Promise.all(
    all.map(({ id, slot, state }) => follow(id, slot, 0, null, state === "ended" ? { closed: true } : {})),
  );
}

/** A space that the server said ended, or that I left, is closed here too, once the app is opened again. */
export async function noteEndings(): Promise<void> {
  const cursors = await (await database()).getAll("cursors");
  const ended = new Set(cursors.filter((cursor) => cursor.ended || cursor.closed).map(({ space }) => space));
  if (!keyring()?.vault.spaces.some(({ id, state }) => state === "active" && ended.has(id))) return;
  await change((vault) => {
    for (const space of vault.spaces) if (ended.has(space.id)) space.state = "ended";
  });
}
