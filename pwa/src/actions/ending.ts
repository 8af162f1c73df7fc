/** The end of an account, at two speeds: in seven days, in which it can be kept, or now and for good. */
import { type Account, get, NoNetwork, post, Refusal, request } from "../api.ts";
import { database, wipe } from "../database.ts";
import { forgetKeys } from "../keyring.ts";
import type { Notes } from "../leaving.ts";
import { forgetUnknown } from "../passkeys.ts";
import { me, phase } from "../state.ts";
import { rememberAccount } from "./arriving.ts";
import { tellTabs } from "./running.ts";
import { attempt, observe } from "./saying.ts";
import { verified } from "./verifying.ts";
import { leaveOpen } from "./waking.ts";

export type When = "in_seven_days" | "now";

/** An answer may be lost on its way. The session goes with the account, so what the server says next tells what became of it. */
async function isGone(): Promise<boolean> {
  try {
    await get("/api/session");
    return false;
  } catch (error) {
    return error instanceof Refusal && error.problem.type === "signed-out";
  }
}

/**
 * End the account. `notes`: whether what I shared stays with the other or is taken back. Nothing here goes before the server said yes; then
 * this device is clean at either speed, and what the account still has comes back with the passkey.
 */
export const endAccount = (notes: Notes, when: When): Promise<boolean> =>
  attempt(async () => {
    const end = () => request<void>("DELETE", "/api/account", { notes, when });
    await verified("account_delete", end).catch(async (error) => {
      if (!(error instanceof NoNetwork && (await isGone()))) throw error;
    });
    const account = await (await database()).get("account", "me");
    await leaveOpen();
    forgetKeys();
    await wipe();
    // For seven days it is the passkey that can keep the account.
    if (account && when === "now") await forgetUnknown(account.credential);
    [me.value, phase.value] = [null, "out"];
    tellTabs("account");
    return true;
  }, false);

async function remember(keptUntil: string | null): Promise<void> {
  const account = await (await database()).get("account", "me");
  if (account) await rememberAccount({ ...account, kept_until: keptUntil });
}

/** Whether the account still ends: another device may have kept it. Without a network it stays as it was last heard. */
export const lookAtEnding = (): Promise<void> =>
  get<Account>("/api/session").then(({ kept_until }) => remember(kept_until), observe);

/** It doesn't end after all. What was closed or taken back with it stays so. */
export const keepAccount = (): Promise<boolean> =>
  attempt(async () => {
    await post("/api/account/keep");
    await remember(null);
    return true;
  }, false);
