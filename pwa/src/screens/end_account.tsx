/** The end of an account: what goes, what stays, and one choice. It is said twice and done only with the passkey. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { endAccount } from "../actions/access.ts";
import { unsentCount } from "../actions/once.ts";
import { devices } from "../messages/access.ts";
import { once } from "../messages/once.ts";
import { pair } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { Twice } from "../ui/forms.tsx";
import { Page, Points, Section } from "../ui/page.tsx";

type Notes = "stay" | "take_back";

export default function EndAccount() {
  const { route } = useLocation();
  const [notes, setNotes] = useState<Notes>("stay");
  const [unsent, setUnsent] = useState(false);
  useEffect(() => void unsentCount().then((count) => setUnsent(count > 0)), []);
  const end = async () => {
    if (await endAccount(notes)) route("/", true);
  };
  const two = pair.value;
  return (
    <Page title={devices.endTitle}>
      <Section title={devices.endGoesTitle}>
        <Points points={two && !two.closed ? [...devices.endGoes, devices.endGoesTwo] : devices.endGoes} />
        {unsent && <p>{devices.endUnsent}</p>}
      </Section>
      {two && (
        <Section title={devices.endNotesTitle}>
          <fieldset class="chips" aria-label={devices.endNotesTitle}>
            <Chip on={notes === "stay"} tap={() => setNotes("stay")}>
              {devices.endStay}
            </Chip>
            <Chip on={notes === "take_back"} tap={() => setNotes("take_back")}>
              {devices.endTakeBack}
            </Chip>
          </fieldset>
          <p class="small soft" role="status">
            {notes === "stay" ? devices.endStayHint : devices.endTakeBackHint}
          </p>
          <p>{once.leaveAfraid}</p>
        </Section>
      )}
      <Section title={devices.endStaysTitle}>
        <Points points={two ? [...devices.endStays, devices.endStaysTwo] : devices.endStays} />
      </Section>
      <Section title={devices.endNoReturnTitle}>
        <p>{devices.endNoReturn}</p>
        <Twice label={devices.endGo} title={devices.endSure}>
          <p>{devices.removeNeeds}</p>
          <Button tap={end}>{devices.endNow}</Button>
        </Twice>
      </Section>
    </Page>
  );
}
