/** What was just done to one of several things, said where the list of them begins. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

/** `did` waits for an act, says `what` in place of the button that did it, and has the list read anew. */
export function useSaid(read: () => Promise<void>) {
  const [says, setSays] = useState("");
  const line = useRef<HTMLParagraphElement>(null);
  const did = async (act: Promise<boolean>, what: string): Promise<void> => {
    setSays("");
    if (!(await act)) return;
    setSays(what);
    line.current?.focus();
    await read();
  };
  const said: ComponentChildren = (
    <p class="small said" role="status" tabIndex={-1} ref={line}>
      {says}
    </p>
  );
  return { said, did, setSays };
}
