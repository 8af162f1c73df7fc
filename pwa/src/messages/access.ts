/** The sentences of the ways in: passkeys and devices, linking, the lock, new keys. `parts.ts` fetches them with those pages. */
import { inLanguage } from "./language.ts";

type Access = typeof import("./en/access.ts");

export let devices: Access["devices"];
export let linking: Access["linking"];
export let locking: Access["locking"];

export async function loadAccess(): Promise<void> {
  ({ devices, linking, locking } = await inLanguage<Access>({
    en: () => import("./en/access.ts"),
    de: () => import("./de/access.ts"),
  }));
}
