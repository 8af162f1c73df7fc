/** Handing text to the person or to another app: copy, share, a waiting update. */
import { updateReady } from "../state.ts";
import { attempt } from "./saying.ts";

/** Copy to the clipboard. */
export const copyText = (text: string): Promise<boolean> =>
  attempt(async () => {
    await navigator.clipboard.writeText(text);
    return true;
  }, false);

/** The phone's share sheet; false where there is none or it was closed. */
export const shareLink = async (link: string): Promise<boolean> => {
  if (typeof navigator.share !== "function") return false;
  return navigator.share({ url: link }).then(
    () => true,
    () => false,
  );
};

/** Use the new version: every tab reloads once. */
export const applyUpdate = (): void => updateReady.value?.apply();
