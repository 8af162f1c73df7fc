/** A passkey in a test: the browser's side of a ceremony, with a secret of its own, or none. Nothing here checks a signature. */
import { type Bytes, random, toBase64url } from "../../pwa/src/crypto/bytes.ts";

class Used {
  readonly rawId: ArrayBuffer;
  readonly prf: Bytes | null;
  constructor(id: Bytes, prf: Bytes | null) {
    this.rawId = id.buffer;
    this.prf = prf;
  }
  getClientExtensionResults() {
    return this.prf ? { prf: { results: { first: this.prf } } } : {};
  }
  toJSON() {
    const said = new Uint8Array(37);
    said[32] = 5;
    return { id: toBase64url(new Uint8Array(this.rawId)), response: { authenticatorData: toBase64url(said) } };
  }
}

/** The only passkey this device has. `asked` counts the touches. */
export class Passkey {
  readonly id = random(32);
  prf: Bytes | null = random(32);
  asked = 0;
  closed = false;
  constructor() {
    const touch = async () => {
      this.asked += 1;
      if (this.closed) throw new DOMException("closed", "NotAllowedError");
      return new Used(this.id, this.prf);
    };
    Object.assign(globalThis, {
      PublicKeyCredential: Object.assign(Used, {
        parseRequestOptionsFromJSON: (options: unknown) => options,
        parseCreationOptionsFromJSON: (options: unknown) => options,
      }),
      location: { hostname: "localhost" },
    });
    Object.defineProperty(navigator, "credentials", {
      value: { get: touch, create: touch },
      configurable: true,
    });
  }
}
