/** One question that opens, in the reader's language, for whoever reads an answer to it; all of them are in `giving.ts`. */
import { inLanguage } from "./language.ts";

/** What `id` asks; "" for a question that only a newer version knows. */
export const question = async (id: string): Promise<string> => {
  const { prompts } = await inLanguage<{ prompts: Readonly<Record<string, string>> }>({
    en: () => import("./en/prompts.ts"),
    de: () => import("./de/prompts.ts"),
  });
  return Object.hasOwn(prompts, id) ? (prompts[id] ?? "") : "";
};
