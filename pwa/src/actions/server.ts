/**
 * What this server says of itself: who runs it, and the help lines that were added to the app's own. Kept on this device each time it is
 * asked, so that the safety page has them with no network and nothing of a visit to it can be told from what is here.
 */
import { get } from "../api.ts";
import { type AddedLine, readAdded } from "../content/help_lines.ts";
import { database, strictly } from "../database.ts";

const FLAG = "help_lines";

async function keep(added: readonly AddedLine[]): Promise<void> {
  const transaction = await strictly("flags");
  await Promise.all([transaction.store.put(JSON.stringify(added), FLAG), transaction.done]);
}

/** Ask it. Null: it can't be reached. */
export async function askServer(): Promise<{ operator: string; added: AddedLine[] } | null> {
  try {
    const { operator, help_lines } = await get<{ operator: string; help_lines?: unknown }>("/api/server");
    const added = readAdded(help_lines);
    // A phone that is full still shows them now.
    await keep(added).catch(() => undefined);
    return { operator, added };
  } catch {
    return null;
  }
}

/** The lines that were added when the server was last asked. */
export async function keptLines(): Promise<AddedLine[]> {
  try {
    return readAdded(JSON.parse((await (await database()).get("flags", FLAG)) ?? "[]"));
  } catch {
    return [];
  }
}
