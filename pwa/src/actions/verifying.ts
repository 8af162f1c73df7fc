/** What an unlocked phone alone may not do: the server asks for the finger or face once more, for this one purpose. */
import { post, Refusal } from "../api.ts";
import { use } from "../passkeys.ts";

/** The purposes of `server/api/session.py`. */
export type Purpose =
  | "passkey_add"
  | "passkey_remove"
  | "device_link"
  | "handshake_renew"
  | "recovery_make"
  | "vault_key"
  | "sign_out_others"
  | "export"
  | "purge"
  | "account_delete";

/** Ask for the passkey once, for this one purpose. */
export async function confirm(purpose: Purpose): Promise<void> {
  const { options } = await post<{ options: object }>("/api/session/verification/options", { purpose });
  const { credential } = await use(options);
  await post("/api/session/verification", { purpose, credential });
}

/** Do what needs a fresh verification, asking for the passkey once if the server wants it. */
export async function verified<Answer>(purpose: Purpose, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.type !== "verification-needed") throw error;
    await confirm(purpose);
    return act();
  }
}
