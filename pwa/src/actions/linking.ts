/** My other device, and new keys for the two of us: begun here, carried on by `pairs.ts`. */
import { type Account, post, Refusal } from "../api.ts";
import { fromBase64url as b, toBase64url } from "../crypto/bytes.ts";
import { HandshakeError } from "../crypto/handshake.ts";
import { openVault } from "../crypto/vault.ts";
import * as handshake from "../pairing.ts";
import { create } from "../passkeys.ts";
import { notice, pairing } from "../state.ts";
import { passkeyWrap, prfOf } from "./account.ts";
import { arrive, endSession, makeRoomFor } from "./arriving.ts";
import { step } from "./pairs.ts";
import { attempt } from "./saying.ts";
import { verified } from "./verifying.ts";

/** Show what my other device needs to open my notes. */
export const beginLinking = (): Promise<boolean> => step(() => verified("device_link", () => handshake.begin(2)));
/** Begin new keys for the two of us. */
export const beginRenewingTwo = (): Promise<boolean> =>
  step(() => verified("handshake_renew", () => handshake.begin(3)));

type Granted = NonNullable<Awaited<ReturnType<typeof handshake.granted>>>;

/** What the server showed is what was handed over: this account, no older than it was, opened by this key. */
async function isAsGranted(answer: Account, { uid, vk, gen, version }: Granted): Promise<boolean> {
  const older = answer.gen < gen || (answer.gen === gen && answer.version < version);
  if (answer.uid !== uid || older) return false;
  const opened = await openVault(b(answer.vault), b(vk), b(uid)).catch(() => null);
  return opened !== null && opened.gen === answer.gen && opened.version === answer.version;
}

async function refuse(): Promise<false> {
  await handshake.forgetGranted();
  pairing.value = { step: "failed", purpose: 2 };
  return false;
}

/** This device makes a passkey of its own, and is in. Nothing is kept of an account that is not the one that was handed over. */
export const finishLinking = (beforeSecondTouch: () => void): Promise<boolean> =>
  attempt(async () => {
    const given = await handshake.granted();
    if (!given) return refuse();
    if (!(await makeRoomFor(given.uid))) return false;
    const [uid, vk] = [b(given.uid), b(given.vk)];
    try {
      const { options } = await post<{ options: { user: { id: string } } }>("/api/passkeys/options", {
        permit: given.enrol,
      });
      if (options.user.id !== given.uid) throw new HandshakeError("payload");
      const made = await create(options);
      const prf = await prfOf(made, beforeSecondTouch);
      const sealed = await passkeyWrap(prf, made.id, given.gen, vk, uid);
      const wrap = sealed && toBase64url(sealed);
      const answer = await post<Account>("/api/passkeys", { credential: made.credential, wrap, permit: given.enrol });
      if (!(await isAsGranted(answer, given))) {
        await endSession();
        return refuse();
      }
      await handshake.forgetGranted();
      pairing.value = { step: "none" };
      return await arrive(answer, vk, sealed && prf);
    } catch (error) {
      const over = error instanceof Refusal && ["recovery-refused", "invalid-request"].includes(error.problem.type);
      if (!over && !(error instanceof HandshakeError)) throw error;
      return refuse();
    }
  }, false);

/** What stands there was read. */
export const closeLinking = (): void => {
  notice.value = null;
  pairing.value = { step: "none" };
};
