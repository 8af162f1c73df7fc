/** Handing text to the person or to another app: copy, share, a QR code, a waiting update. */
import { encode } from "uqr";
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
  return navigator.share({ url: link }).then(() => true, () => false);
};

/** A QR code as one SVG path over `size` × `size` modules, quiet zone included. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  let path = "";
  data.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) path += `M${x} ${y}h1v1h-1z`;
  }));
  return { size, path };
}

/** Use the new version: every tab reloads once. */
export const applyUpdate = (): void => updateReady.value?.apply();
