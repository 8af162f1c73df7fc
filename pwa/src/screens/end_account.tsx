/** The end of an account: what goes, what stays, and two choices. It is said twice and done only with the passkey. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { endAccount, keepAccount, lookAtEnding, type When } from "../actions/access.ts";
import { type Notes, onlyHereCount, unsentCount } from "../actions/once.ts";
import { devices } from "../messages/access.ts";
import { leaving, once } from "../messages/once.ts";
import { me, pair } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { dayName } from "../ui/days.ts";
import { Twice } from "../ui/forms.tsx";
import { Page, Points, Section } from "../ui/page.tsx";
import { Afraid, NotesChoice } from "./parting.tsx";

export default function EndAccount() {
  const [kept, setKept] = useState(false);
  const until = me.value?.keptUntil;
  if (kept) return <Kept />;
  return until ? <Ends until={until} kept={() => setKept(true)} /> : <End />;
}

const Kept = () => (
  <Page title={devices.keptTitle}>
    <p>{devices.endsTwo}</p>
    <p>
      <a class="quiet" href="/">
        {devices.keptGo}
      </a>
    </p>
  </Page>
);

/** It was ended, and somebody who can sign in may keep it. */
function Ends({ until, kept }: { until: string; kept: () => void }) {
  useEffect(() => void lookAtEnding(), []);
  const keep = async () => {
    if (await keepAccount()) kept();
  };
  return (
    <Page title={devices.endsTitle}>
      <p>{devices.endsText(dayName(until))}</p>
      <p>{devices.endsTwo}</p>
      <Button look="act" tap={keep}>
        {devices.keepAccount}
      </Button>
      <Section title={devices.endAtOnce}>
        <Sure notes="stay" when="now" />
      </Section>
    </Page>
  );
}

function End() {
  const [notes, setNotes] = useState<Notes>("stay");
  const [when, setWhen] = useState<When>("in_seven_days");
  const [here, setHere] = useState({ unsent: false, only: false });
  useEffect(
    () =>
      void Promise.all([unsentCount(), onlyHereCount()]).then(([unsent, only]) =>
        setHere({ unsent: unsent > 0, only: only > 0 }),
      ),
    [],
  );
  const two = pair.value;
  return (
    <Page title={devices.endTitle}>
      <Section title={devices.endGoesTitle}>
        <Points points={two && !two.closed ? [...devices.endGoes, devices.endGoesTwo] : devices.endGoes} />
        {here.unsent && <p>{devices.endUnsent}</p>}
        {here.only && <p>{once.signOutHere}</p>}
      </Section>
      {two && (
        <Section title={leaving.notesTitle}>
          <NotesChoice notes={notes} choose={setNotes} />
          <Afraid />
        </Section>
      )}
      <Section title={devices.endStaysTitle}>
        <Points points={two ? [...devices.endStays, devices.endStaysTwo] : devices.endStays} />
      </Section>
      <Section title={devices.endWhenTitle}>
        <fieldset class="stack" aria-label={devices.endWhenTitle}>
          <div class="chips">
            <Chip on={when === "in_seven_days"} tap={() => setWhen("in_seven_days")}>
              {devices.endLater}
            </Chip>
            <Chip on={when === "now"} tap={() => setWhen("now")}>
              {devices.endAtOnce}
            </Chip>
          </div>
          <p class="small soft" role="status">
            {when === "now" ? devices.endAtOnceHint : devices.endLaterHint}
          </p>
        </fieldset>
        <Sure notes={notes} when={when} />
      </Section>
    </Page>
  );
}

function Sure({ notes, when }: { notes: Notes; when: When }) {
  const { route } = useLocation();
  const end = async () => {
    if (await endAccount(notes, when)) route("/", true);
  };
  const now = when === "now";
  return (
    <Twice label={now ? devices.endGoNow : devices.endGo} title={now ? devices.endSure : devices.endSureLater}>
      <p>{now ? devices.endAtOnceHint : devices.endLaterHint}</p>
      <p>{devices.removeNeeds}</p>
      <Button tap={end}>{now ? devices.endNow : devices.endNowLater}</Button>
    </Twice>
  );
}
