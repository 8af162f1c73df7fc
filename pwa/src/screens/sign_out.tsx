/** Signing out: what was not sent yet is shown first, and the person says what becomes of it. */
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { signOut, unsentCount } from "../actions.ts";
import { t } from "../messages/index.ts";
import { Button } from "../ui/controls.tsx";

export function SignOut() {
  const { route } = useLocation();
  const [unsent, setUnsent] = useState<number | null>(null);
  const end = async (choice: "send" | "keep" | "discard") => {
    if (await signOut(choice)) route("/", true);
  };
  if (unsent === null) return <Button tap={async () => setUnsent(await unsentCount())}>{t.signOut}</Button>;
  return (
    <div class="stack unfold">
      {unsent === 0 && <Button tap={() => end("send")}>{t.signOutNow}</Button>}
      {unsent > 0 && (
        <>
          <p role="status">{t.signOutUnsent(unsent)}</p>
          <Button tap={() => end("send")}>{t.signOutSend}</Button>
          <Button tap={() => end("keep")}>{t.signOutKeep}</Button>
          <Button tap={() => end("discard")}>{t.signOutDiscard}</Button>
        </>
      )}
      <Button look="quiet" tap={() => setUnsent(null)}>
        {t.cancel}
      </Button>
    </div>
  );
}
