/** Which sentence fits what went wrong. Fetched when it is needed: it knows every room that can refuse. */
import { NoNetwork, Refusal } from "../api.ts";
import type { HandshakeError } from "../crypto/handshake.ts";
import { VaultRolledBack } from "../keyring.ts";
import { CeremonyError } from "../passkeys.ts";
import { CannotSeal } from "../sealing.ts";
import type { NoticeKey } from "../state.ts";
import { VaultDiffers } from "../vault.ts";

const OF_CEREMONY = {
  cancelled: "passkeyCancelled",
  duplicate: "passkeyDuplicate",
  unsupported: "passkeyUnsupported",
  failed: "passkeyFailed",
} as const;

/** By name: the rooms that throw them come with pages that are seldom opened. */
const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** A key of `pages.notices`. */
export function sentenceFor(error: unknown): NoticeKey {
  if (error instanceof CeremonyError) return OF_CEREMONY[error.end];
  if (error instanceof NoNetwork) return "offlineNow";
  if (isNamed(error, "RecoveryCodeError")) return "codeWrong";
  if (isNamed(error, "HandshakeError"))
    return ["link", "purpose"].includes((error as HandshakeError).code) ? "linkBroken" : "inviteFailed";
  if (error instanceof CannotSeal) return "notSaved";
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
      case "last-way-in":
        return "lastWayIn";
      case "too-many-requests":
        return "tooQuick";
      default:
        return "serverTrouble";
    }
  }
  return "serverTrouble";
}
