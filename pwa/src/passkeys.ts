/**
 * The two WebAuthn ceremonies in the browser. The only room that touches `navigator.credentials`. What a passkey's PRF gives is
 * taken out here and never travels: `toJSON()` would carry it to the server.
 */
import { equal, fromBase64url, toBase64url } from "./crypto/bytes.ts";
import type { Bytes } from "./database.ts";

const PRF_INPUT: Bytes = new TextEncoder().encode("pn1/prf/v1");

/** Why a ceremony ended without a passkey: the person closed it, it exists already, it is not possible here, or it failed. */
export type CeremonyEnd = "cancelled" | "duplicate" | "unsupported" | "failed";
export class CeremonyError extends Error {
  readonly end: CeremonyEnd;
  constructor(end: CeremonyEnd) {
    super(end);
    this.end = end;
  }
}

/** A finished ceremony: what the server may see, and what it may not. `prf` is 32 bytes or null. */
export interface Ceremony {
  credential: object;
  id: Bytes;
  prf: Bytes | null;
}

export const supported = (): boolean =>
  typeof PublicKeyCredential !== "undefined" && typeof navigator.credentials?.create === "function";

function endOf(error: unknown): CeremonyError {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") return new CeremonyError("cancelled");
  if (name === "InvalidStateError") return new CeremonyError("duplicate");
  if (name === "NotSupportedError" || name === "SecurityError") return new CeremonyError("unsupported");
  return new CeremonyError("failed");
}

const asBytes = (source: BufferSource): Bytes =>
  source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) as ArrayBuffer);

function finished(made: Credential | null): Ceremony {
  if (!(made instanceof PublicKeyCredential)) throw new CeremonyError("failed");
  const first = made.getClientExtensionResults().prf?.results?.first;
  const prf = first === undefined ? null : asBytes(first);
  const credential = made.toJSON() as { clientExtensionResults?: object };
  credential.clientExtensionResults = {};
  return { credential, id: new Uint8Array(made.rawId), prf: prf?.length === 32 ? prf : null };
}

let asking = 0;
/** The browser's own dialogue is up, or about to be. */
export const isAsking = (): boolean => asking > 0;
const asked = async (answer: Promise<Credential | null>): Promise<Ceremony> => {
  asking += 1;
  try {
    return finished(await answer);
  } finally {
    asking -= 1;
  }
};

/** Make a passkey from the server's creation options. Throws `CeremonyError`. */
export async function create(options: unknown): Promise<Ceremony> {
  if (!supported()) throw new CeremonyError("unsupported");
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options as PublicKeyCredentialCreationOptionsJSON,
    );
    publicKey.extensions = { ...publicKey.extensions, prf: { eval: { first: PRF_INPUT } } };
    return await asked(navigator.credentials.create({ publicKey }));
  } catch (error) {
    throw error instanceof CeremonyError ? error : endOf(error);
  }
}

/** Use a passkey with the server's request options. Throws `CeremonyError`. */
export async function use(options: unknown): Promise<Ceremony> {
  if (!supported()) throw new CeremonyError("unsupported");
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
    publicKey.extensions = { ...publicKey.extensions, prf: { eval: { first: PRF_INPUT } } };
    return await asked(navigator.credentials.get({ publicKey }));
  } catch (error) {
    throw error instanceof CeremonyError ? error : endOf(error);
  }
}

/** Ask one passkey for its PRF alone, with a challenge of our own: works with the server gone, and is sent nowhere. */
export const askPrf = (id: Bytes): Promise<Ceremony> =>
  use({
    challenge: toBase64url(crypto.getRandomValues(new Uint8Array(32))),
    rpId: location.hostname,
    allowCredentials: [{ type: "public-key", id: toBase64url(id) }],
    userVerification: "required",
    timeout: 300_000,
  });

/**
 * The same where the finger or face itself is what is asked for: answers the PRF, or null where there is none. Throws
 * `CeremonyError` unless this very passkey says that it looked.
 */
export async function askVerified(id: Bytes): Promise<Bytes | null> {
  const answer = await askPrf(id);
  const { response } = answer.credential as { response?: { authenticatorData?: string } };
  const said = fromBase64url(response?.authenticatorData ?? "");
  // Byte 32 holds the flags; bit 2 is user verification.
  if (!equal(answer.id, id) || ((said[32] ?? 0) & 4) === 0) throw new CeremonyError("failed");
  return answer.prf;
}

/** Tell the password manager that the server does not know this passkey, so that it stops offering it. */
export async function forgetUnknown(id: Bytes): Promise<void> {
  const signal = (PublicKeyCredential as { signalUnknownCredential?: (known: object) => Promise<void> })
    .signalUnknownCredential;
  await signal
    ?.call(PublicKeyCredential, { rpId: location.hostname, credentialId: toBase64url(id) })
    .catch(() => undefined);
}

/**
 * Tell the password manager which passkeys of this person the server knows. It may delete all others, so the list must be complete;
 * said only after the person removed one on purpose.
 */
export async function tellAllAccepted(uid: Bytes, credentials: readonly string[]): Promise<void> {
  const signal = (PublicKeyCredential as { signalAllAcceptedCredentials?: (all: object) => Promise<void> })
    .signalAllAcceptedCredentials;
  await signal
    ?.call(PublicKeyCredential, {
      rpId: location.hostname,
      userId: toBase64url(uid),
      allAcceptedCredentialIds: credentials,
    })
    .catch(() => undefined);
}
