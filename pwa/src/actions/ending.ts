/** The end of an account: everything of mine goes from the server, then from this device. */
import { get, NoNetwork, Refusal, request } from "../api.ts";
import { database, wipe } from "../database.ts";
import { forgetKeys } from "../keyring.ts";
import { forgetUnknown } from "../passkeys.ts";
import { me, phase } from "../state.ts";
import { tellTabs } from "./running.ts";
import { attempt } from "./saying.ts";
import { verified } from "./verifying.ts";
import { leaveOpen } from "./waking.ts";

/** An answer may be lost on its way. The session goes with the account, so what the server says next tells what became of it. */
async function isGone(): Promise<boolean> {
  try {
    await get("/api/session");
    return false;
  } catch (error) {
    return error instanceof Refusal && error.problem.type === "signed-out";
  }
}

/** Delete the account. `notes`: whether what I shared stays with the other or is taken back. Nothing here goes before the server said yes. */
export const endAccount = (notes: "stay" | "take_back"): Promise<boolean> =>
  attempt(async () => {
    await verified("account_delete", () => request<void>("DELETE", "/api/account", { notes, when: "now" })).catch(
      async (error) => {
        if (!(error instanceof NoNetwork && (await isGone()))) throw error;
      },
    );
    const account = await (await database()).get("account", "me");
    await leaveOpen();
    forgetKeys();
    await wipe();
    if (account) await forgetUnknown(account.credential);
    [me.value, phase.value] = [null, "out"];
    tellTabs("account");
    return true;
  }, false);
