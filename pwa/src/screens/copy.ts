/** Copying, and saying that it was done. */
import { copyText } from "../actions/later.ts";
import { notice } from "../state.ts";

export async function copy(text: string): Promise<void> {
  if (await copyText(text)) notice.value = "copied";
}
