/** Signing out: what only this phone has is shown first, and the person says what becomes of it. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { onlyHereCount, signOut, unsentCount } from "../actions/once.ts";
import { counted } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { Button } from "../ui/controls.tsx";

export function SignOut() {
  const { route } = useLocation();
  const [at, setAt] = useState<{ unsent: number; here: boolean } | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (at !== null) panel.current?.focus();
  }, [at]);
  const ask = async () => setAt({ unsent: await unsentCount(), here: (await onlyHereCount()) > 0 });
  const end = async (choice: "send" | "keep" | "discard") => {
    if (await signOut(choice)) route("/", true);
  };
  if (at === null) return <Button tap={ask}>{once.signOut}</Button>;
  const { unsent, here } = at;
  return (
    <div class="stack unfold" ref={panel} tabIndex={-1}>
      <div role="status">
        {unsent > 0 && <p>{counted(unsent, once.signOutUnsent)}</p>}
        {here && <p>{once.signOutHere}</p>}
      </div>
      {unsent === 0 && !here && <Button tap={() => end("send")}>{once.signOutNow}</Button>}
      {unsent > 0 && <Button tap={() => end("send")}>{here ? once.signOutSendHere : once.signOutSend}</Button>}
      {(unsent > 0 || here) && (
        <>
          <Button tap={() => end("keep")}>{once.signOutKeep}</Button>
          <Button tap={() => end("discard")}>{unsent > 0 ? once.signOutDiscard : once.signOutGone}</Button>
        </>
      )}
      <Button look="quiet" tap={() => setAt(null)}>
        {pages.cancel}
      </Button>
    </div>
  );
}
