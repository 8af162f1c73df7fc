/**
 * That whoever runs the server once signed me out everywhere. A device that heard of it goes on saying so, whatever the server says
 * later, and with no network too.
 */
import { type Account, get } from "../api.ts";
import { database, strictly } from "../database.ts";
import { me } from "../state.ts";
import { observe } from "./saying.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `tell` is called with the day this device knows, then with the one the server names. */
export async function readRevoked(tell: (day: string) => void): Promise<void> {
  const flag = `revoked ${me.value?.uid}`;
  try {
    const kept = await (await database()).get("flags", flag);
    if (kept) tell(kept);
    const { revoked_on } = await get<Account>("/api/session");
    if (!revoked_on || revoked_on === kept || !DAY.test(revoked_on)) return;
    tell(revoked_on);
    const transaction = await strictly("flags");
    await Promise.all([transaction.store.put(revoked_on, flag), transaction.done]);
  } catch (error) {
    observe(error);
  }
}
