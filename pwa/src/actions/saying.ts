/** Turns whatever went wrong into the one sentence a person sees. Screens never meet an exception. */
import { NoNetwork, Refusal } from "../api.ts";
import { me, type NoticeKey, notice, reachable } from "../state.ts";

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
    notice.value = await sentence(error);
    return fallback;
  }
}

/** On a phone that could not fetch the app whole, the sentence that fits everything. */
const sentence = (error: unknown): Promise<NoticeKey> =>
  import("./sentences.ts").then(
    ({ sentenceFor }) => sentenceFor(error),
    () => "serverTrouble" as const,
  );
