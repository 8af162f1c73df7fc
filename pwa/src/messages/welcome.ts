/** The sentences of the welcome; `parts.ts` fetches them with it, and nobody who is signed in needs them. */
import { inLanguage } from "./language.ts";

type Welcome = typeof import("./en/welcome.ts");

export let welcome: Welcome["welcome"];

export async function loadWelcome(): Promise<void> {
  ({ welcome } = await inLanguage<Welcome>({
    en: () => import("./en/welcome.ts"),
    de: () => import("./de/welcome.ts"),
  }));
}
