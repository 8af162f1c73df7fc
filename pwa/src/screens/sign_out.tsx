/** Signing out: what was not sent yet is shown first, and the person says what becomes of it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { signOut, unsentCount } from "../actions.ts";
import { pages } from "../messages/pages.ts";
import { Button } from "../ui/controls.tsx";

export function SignOut() {
  const { route } = useLocation();
  const [unsent, setUnsent] = useState<number | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (unsent !== null) panel.current?.focus();
  }, [unsent]);
  const end = async (choice: "send" | "keep" | "discard") => {
    if (await signOut(choice)) route("/", true);
  };
  if (unsent === null) return <Button tap={async () => setUnsent(await unsentCount())}>{pages.signOut}</Button>;
  return (
    <div class="stack unfold" ref={panel} tabIndex={-1}>
      {unsent === 0 && <Button tap={() => end("send")}>{pages.signOutNow}</Button>}
      {unsent > 0 && (
        <>
          <p role="status">{pages.signOutUnsent(unsent)}</p>
          <Button tap={() => end("send")}>{pages.signOutSend}</Button>
          <Button tap={() => end("keep")}>{pages.signOutKeep}</Button>
          <Button tap={() => end("discard")}>{pages.signOutDiscard}</Button>
        </>
      )}
      <Button look="quiet" tap={() => setUnsent(null)}>
        {pages.cancel}
      </Button>
    </div>
  );
}
