/** Becoming a pair, from either side: whatever step it stands at is shown here, and comes back after closing. */
import { useState } from "preact/hooks";
import { endedPairs, invite } from "../actions/once.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { pair, pairing } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayWithin } from "../ui/day_within.ts";
import { Page } from "../ui/page.tsx";
import { Tick } from "../ui/tick.tsx";
import { Paired } from "./paired.tsx";
import { PairingStep } from "./pairing.tsx";

export default function Invite() {
  const [archive, setArchive] = useState<readonly string[]>([]);
  if (pairing.value.step !== "none") return <PairingStep />;
  if (pair.value && !pair.value.closed) return <Paired />;
  return (
    <Page title={pages.inviteTitle}>
      <p>{once.inviteText}</p>
      <HandBack
        chosen={archive}
        tap={(id) => setArchive(archive.includes(id) ? archive.filter((one) => one !== id) : [...archive, id])}
      />
      <div class="stack">
        <Button look="act" tap={() => invite(archive)}>
          {once.inviteMake}
        </Button>
        <a class="quiet" href="/join">
          {once.inviteHave}
        </a>
      </div>
    </Page>
  );
}

/** Only for who was in it: what the two of us had, for someone who lost everything. Nothing is chosen. */
function HandBack({ chosen, tap }: { chosen: readonly string[]; tap: (id: string) => void }) {
  const ended = endedPairs();
  if (ended.length === 0) return null;
  return (
    <details>
      <summary>{once.handBack}</summary>
      <p>{once.handBackText}</p>
      {ended.map(({ id, name, since }) => (
        <Tick key={id} on={chosen.includes(id)} tap={async () => tap(id)}>
          {once.handBackOne(name, dayWithin(since))}
        </Tick>
      ))}
    </details>
  );
}
