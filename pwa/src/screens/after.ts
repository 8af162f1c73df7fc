/** What is on a screen but not needed for its first paint comes right after it. */
import { useEffect, useState } from "preact/hooks";
import { later } from "./parts.ts";

type Later = Awaited<ReturnType<typeof later>>;

/** The daily screens' part: null until it is there, false where it could not be fetched. Tried again when `wanted` changes. */
export function useLater(wanted?: unknown): Later | null | false {
  const [part, setPart] = useState<Later | null | false>(null);
  useEffect(() => {
    if (!part) void later().then(setPart, () => setPart(false));
  }, [wanted]);
  return part;
}
