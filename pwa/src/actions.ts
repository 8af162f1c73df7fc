/**
 * The acts of the first screens. Each writes on this device first; the network is something `sync` does later. What only screens
 * behind them ask for is in `actions/later.ts`, which comes with those screens.
 */
import type * as Later from "./actions/later.ts";
import type * as Once from "./actions/once.ts";
import { notice } from "./state.ts";

export { start } from "./actions/starting.ts";

/** Without a connection on the very first visit the rest of the app is not on the phone yet. */
const fetched = <Acts, Answer>(part: Promise<Acts>, act: (acts: Acts) => Promise<Answer>): Promise<Answer | false> =>
  part.then(act, () => {
    notice.value = "serverTrouble";
    return false as const;
  });
const later = <Answer>(act: (acts: typeof Later) => Promise<Answer>) => fetched(import("./actions/later.ts"), act);
const once = <Answer>(act: (acts: typeof Once) => Promise<Answer>) => fetched(import("./actions/once.ts"), act);

/** The secret of an invitation, as it stood in the address. */
export const openInvitation = (fragment: string): Promise<unknown> => once((acts) => acts.openInvitation(fragment));
/** A new account. `announce` is called when the passkey is asked for once more. */
export const createAccount = (announce: () => void): Promise<boolean> => once((acts) => acts.createAccount(announce));
/** Sign in with a passkey that exists. */
export const signIn = (): Promise<boolean> => once((acts) => acts.signIn());
/** Answer a note; it can be called back for ten seconds. */
export const answer: typeof Later.answer = (...asked) => later((acts) => acts.answer(...asked));
/** Call back what was just said. */
export const undoNow = () => later((acts) => acts.undoNow());
/** Take back what I answered. */
export const takeBackAnswer: typeof Later.takeBackAnswer = (...asked) => later((acts) => acts.takeBackAnswer(...asked));
