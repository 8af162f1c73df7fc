/** Becoming a pair, from either side: whatever step it stands at is shown here, and comes back after closing. */
import { invite } from "../actions/once.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { pair, pairing } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { Paired } from "./paired.tsx";
import { PairingStep } from "./pairing.tsx";

export default function Invite() {
  if (pairing.value.step !== "none") return <PairingStep />;
  if (pair.value && !pair.value.closed) return <Paired />;
  return (
    <Page title={pages.inviteTitle}>
      <p>{once.inviteText}</p>
      <div class="stack">
        <Button look="act" tap={invite}>
          {once.inviteMake}
        </Button>
        <a class="quiet" href="/join">
          {once.inviteHave}
        </a>
      </div>
    </Page>
  );
}
