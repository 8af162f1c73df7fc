/** What was just done to one of several things, said where the list of them begins. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { devices } from "../messages/access.ts";

type What = "added" | "removed" | "renamed" | "signedOut" | "once";

/** `did` waits for an act, says `what` in place of the button that did it, and has the list read anew. */
export function useSaid(read: () => Promise<void>) {
  const [says, setSays] = useState<What | null>(null);
  const line = useRef<HTMLParagraphElement>(null);
  const did = async (act: Promise<boolean>, what: What): Promise<void> => {
    setSays(null);
    if (!(await act)) return;
    setSays(what);
    line.current?.focus();
    await read();
  };
  const said: ComponentChildren = (
    <p class="small said" role="status" tabIndex={-1} ref={line}>
      {says && devices[says]}
    </p>
  );
  return { said, did, setSays };
}
