/**
 * The server shows an older vault than this device has seen: it may have been put back from an older copy of itself. Then it takes the
 * newer one; otherwise it refuses, and what it showed is refused here too.
 */
import { type Account, get, put, Refusal } from "../api.ts";
import { fromBase64url, toBase64url } from "../crypto/bytes.ts";
import { database } from "../database.ts";
import { same } from "./arriving.ts";

const TRIES = 3;

/** Whether the server's numbers are below those that this device has seen. */
const isOlder = (theirs: { gen: number; version: number }, seen: { gen: number; version: number }): boolean =>
  theirs.gen < seen.gen || (theirs.gen === seen.gen && theirs.version < seen.version);

/** The account as it is after this device offered what it holds: the newest vault it knows, sealed as it came. */
export async function offerNewer(answer: Account): Promise<Account> {
  const db = await database();
  const [known, vault] = [await db.get("account", "me"), await db.get("vault", "vault")];
  if (!known || !vault || !same(known.uid, fromBase64url(answer.uid))) return answer;
  let now = answer;
  for (let tries = 0; tries < TRIES && isOlder(now, vault); tries += 1) {
    try {
      await put("/api/vault", { vault: toBase64url(vault.base) }, { "If-Match": `"${now.version}"` });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.problem.type !== "vault-conflict") return now;
    }
    const next = await get<Account>("/api/session");
    // Whose it is was said by the passkey, and is not the server's to change.
    if (next.uid !== answer.uid || next.credential_id !== answer.credential_id) return now;
    now = next;
  }
  return now;
}
