/** A passkey in a test: the browser's side of a ceremony, with a secret of its own, or none. Nothing here checks a signature. */
import { type Bytes, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";

class Used {
  readonly rawId: ArrayBuffer;
  readonly prf: Bytes | null;
  readonly flags: number;
  readonly user: Bytes | null;
  constructor({ answers, id, prf, flags, user }: Passkey) {
    this.rawId = (answers ?? id).buffer;
    [this.prf, this.flags, this.user] = [prf, flags, user];
  }
  getClientExtensionResults() {
    return this.prf ? { prf: { results: { first: this.prf } } } : {};
  }
  toJSON() {
    const said = new Uint8Array(37);
    said[32] = this.flags;
    const response = { authenticatorData: toBase64url(said), ...(this.user && { userHandle: toBase64url(this.user) }) };
    // As browsers do: what must never travel is in it.
    const prf = this.prf && { results: { first: toBase64url(this.prf) } };
    return { id: toBase64url(new Uint8Array(this.rawId)), response, clientExtensionResults: prf ? { prf } : {} };
  }
}

/** The only passkey this device has. `asked` counts the touches, `told` holds what its manager was told of passkeys. */
export class Passkey {
  readonly id = random(32);
  prf: Bytes | null = random(32);
  /** Whose it is. */
  user: Bytes | null = null;
  /** User present, user verified. */
  flags = 5;
  /** Another one answers instead. */
  answers: Bytes | null = null;
  asked = 0;
  readonly options: Record<string, unknown>[] = [];
  readonly told: [string, unknown][] = [];
  closed = false;
  constructor() {
    const touch = async ({ publicKey }: { publicKey: Record<string, unknown> }) => {
      this.asked += 1;
      this.options.push(publicKey);
      if (this.closed) throw new DOMException("closed", "NotAllowedError");
      return new Used(this);
    };
    const hear = (what: string) => async (said: unknown) => void this.told.push([what, said]);
    Object.assign(globalThis, {
      PublicKeyCredential: Object.assign(Used, {
        parseRequestOptionsFromJSON: (options: unknown) => options,
        parseCreationOptionsFromJSON: (options: unknown) => options,
        signalUnknownCredential: hear("unknown"),
        signalAllAcceptedCredentials: hear("all"),
      }),
      location: { hostname: "localhost" },
    });
    Object.defineProperty(navigator, "credentials", {
      value: { get: touch, create: touch },
      configurable: true,
    });
  }
}
