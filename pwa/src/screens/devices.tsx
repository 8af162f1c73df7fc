/** Who can open my notes: passkeys, the devices that are signed in, and what changed about either. The server is asked each time. */
import { useEffect, useState } from "preact/hooks";
import { type Access, readAccess } from "../actions/access.ts";
import { signIn } from "../actions.ts";
import { devices, linking, locking } from "../messages/access.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { me } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayName } from "../ui/days.ts";
import { Page, Section } from "../ui/page.tsx";
import { Row, Rows } from "../ui/rows.tsx";
import { Browsers } from "./browsers.tsx";
import { sawChanges } from "./changed.tsx";
import { Passkeys } from "./passkeys.tsx";
import { Revoked } from "./revoked.tsx";
import { ToSafety } from "./to_safety.tsx";

export default function Devices() {
  const [access, setAccess] = useState<Access | null>(null);
  const [asking, setAsking] = useState(true);
  const read = async () => {
    setAsking(true);
    const found = await readAccess();
    setAccess((before) => found ?? before);
    setAsking(false);
    if (found) sawChanges(found.codeUsed);
  };
  useEffect(() => void read(), []);
  return (
    <Page title={devices.title}>
      <Revoked />
      <p>{once.devices}</p>
      <ToSafety />
      {me.value?.session === false ? (
        <Again says={pages.sessionEnded} label={pages.sessionAgain} tap={async () => (await signIn()) && read()} />
      ) : access ? (
        <>
          <Passkeys access={access} read={read} />
          <Browsers access={access} read={read} />
          <Rows>
            <Row at="/you/devices/add" name={linking.addTitle} says={linking.addRow} />
          </Rows>
          <Changes access={access} />
        </>
      ) : asking ? (
        <p role="status">{devices.reading}</p>
      ) : (
        <Again says={devices.notRead} label={devices.readAgain} tap={read} />
      )}
    </Page>
  );
}

const Again = ({ says, label, tap }: { says: string; label: string; tap: () => unknown }) => (
  <div class="stack">
    <p role="status">{says}</p>
    <Button tap={tap}>{label}</Button>
  </div>
);

function Changes({ access: { changes, codeUsed } }: { access: Access }) {
  return (
    <Section title={devices.changesTitle}>
      <p>{devices.changesText}</p>
      <ul class="changes">
        {changes.map(({ n, what, on }) => (
          <li key={n}>
            <span>{Object.hasOwn(devices.changes, what) ? devices.changes[what] : devices.changedOtherwise}</span>
            <span class="small soft">{dayName(on)}</span>
          </li>
        ))}
      </ul>
      <p>{devices.notMine}</p>
      <Rows>
        <Row
          at="/you/code"
          name={me.value?.recovery ? devices.returnedGo : pages.makeCode}
          says={codeUsed ? pages.codeUsed : undefined}
        />
        <Row at="/you/renew" name={locking.renewTitle} says={locking.renewRow} />
      </Rows>
    </Section>
  );
}
