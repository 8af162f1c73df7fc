/** Handshake 2: my other device gets what opens the account, and a permit for a passkey of its own. */
import { type InviteState, post } from "../api.ts";
import { fromBase64url as b, type JsonObject, toBase64url } from "../crypto/bytes.ts";
import { HandshakeError, openPayload, type Session } from "../crypto/handshake.ts";
import { type Granted, keep, type Open, opened } from "../invites.ts";
import { sized } from "./two.ts";

/** Host: what the payload carries. Throws `Refusal` "verification-needed" when the finger was too long ago. */
export async function content({ stored }: Open): Promise<Granted> {
  const { enrol } = await post<{ enrol: string }>(`/api/invites/${stored.iid}/enrol`);
  const { uid, vk, gen, version } = opened();
  return { uid: toBase64url(uid), vk: toBase64url(vk), gen, version, enrol };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;

/** Throws `HandshakeError` for anything that handshake 2 does not carry. */
export function readGranted({ uid, vk, gen, version, enrol }: JsonObject): Granted {
  if (!sized(uid, 16) || !sized(vk, 32) || !isCount(gen) || !isCount(version) || !sized(enrol, 32))
    throw new HandshakeError("payload");
  return { uid, vk, gen, version, enrol };
}

/** Guest: keep what was handed over, sealed, until this device has a passkey of its own. */
export const take = async (open: Open, session: Session, state: InviteState): Promise<Open> =>
  keep(open, { granted: readGranted(await openPayload(session, b(state.payload ?? ""))) });
