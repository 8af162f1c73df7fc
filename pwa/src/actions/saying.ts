/** Turns whatever went wrong into the one sentence a person sees. Screens never meet an exception. */
import { NoNetwork, Refusal } from "../api.ts";
import { HandshakeError } from "../crypto/handshake.ts";
import { RecoveryCodeError } from "../crypto/recovery.ts";
import { VaultRolledBack } from "../keyring.ts";
import { CeremonyError } from "../passkeys.ts";
import { me, type NoticeKey, notice, reachable } from "../state.ts";
import { VaultDiffers } from "../vault.ts";

const OF_CEREMONY = {
  cancelled: "passkeyCancelled",
  duplicate: "passkeyDuplicate",
  unsupported: "passkeyUnsupported",
  failed: "passkeyFailed",
} as const;

function sentenceFor(error: unknown): NoticeKey {
  if (error instanceof CeremonyError) return OF_CEREMONY[error.end];
  if (error instanceof NoNetwork) return "offlineNow";
  if (error instanceof RecoveryCodeError) return "codeWrong";
  if (error instanceof HandshakeError)
    return error.code === "link" || error.code === "purpose" ? "linkBroken" : "inviteFailed";
  if (error instanceof VaultRolledBack) return "vaultRolledBack";
  if (error instanceof VaultDiffers) return "keysDiffer";
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "storageFull";
  if (error instanceof Refusal) {
    switch (error.problem.type) {
      case "unknown-credential":
        return "passkeyUnknown";
      case "ceremony-refused":
        return "passkeyFailed";
      case "signed-out":
        return "signInAgain";
      case "recovery-refused":
        return "codeRefused";
      case "invite-gone":
        return "inviteGone";
      case "already-paired":
        return "alreadyPaired";
      case "too-many-requests":
        return "tooQuick";
      default:
        return "serverTrouble";
    }
  }
  return "serverTrouble";
}

/** Note what an error says about the network and the session. */
export function observe(error: unknown): void {
  if (error instanceof NoNetwork) reachable.value = false;
  else if (error instanceof Refusal) {
    reachable.value = true;
    if (error.problem.type === "signed-out" && me.value) me.value = { ...me.value, session: false };
  }
}

/** Run one act. On failure the sentence is set and `fallback` answered. */
export async function attempt<Answer>(act: () => Promise<Answer>, fallback: Answer): Promise<Answer> {
  notice.value = null;
  try {
    return await act();
  } catch (error) {
    observe(error);
    notice.value = sentenceFor(error);
    return fallback;
  }
}
