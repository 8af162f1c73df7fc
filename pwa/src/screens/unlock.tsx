/** The app is closed: one button opens it again, and behind a second one stand all the other ways in. It shows no word of anyone. */
import { useState } from "preact/hooks";
import { openCurtain } from "../actions/access.ts";
import { locking } from "../messages/access.ts";
import { curtain } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import Locked from "./locked.tsx";
import { ToSafety } from "./to_safety.tsx";

export default function Unlock() {
  const [other, setOther] = useState(false);
  const [failed, setFailed] = useState(false);
  const why = curtain.value;
  if (other)
    return (
      <Locked>
        <Button look="quiet" tap={() => setOther(false)}>
          {locking.closedBack}
        </Button>
      </Locked>
    );
  const open = async () => setFailed(!(await openCurtain()));
  return (
    <Page title={why === "renewed" ? locking.renewedTitle : locking.closedTitle}>
      {why === "renewed" && (
        <>
          <p>{locking.renewedText}</p>
          <p>{locking.renewedNotMe}</p>
        </>
      )}
      <div class="stack">
        <Button look="act" tap={open}>
          {locking.closedOpen}
        </Button>
        <p class="small soft" role="status">
          {failed
            ? locking.closedFailed
            : why === "app"
              ? locking.closedHint
              : why === "screen" && locking.closedScreenHint}
        </p>
        <Button look="quiet" tap={() => setOther(true)}>
          {locking.closedOther}
        </Button>
        <ToSafety />
      </div>
    </Page>
  );
}
