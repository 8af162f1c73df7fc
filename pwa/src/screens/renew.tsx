/** New keys after a theft or a seen code: what it does, who is signed out, the new code on paper, and then all of it in one step. */
import { useEffect, useState } from "preact/hooks";
import { beginRenewal, type Device, otherBrowsers, renew } from "../actions/access.ts";
import { locking } from "../messages/access.ts";
import { once } from "../messages/once.ts";
import { me, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Page, Points, Section } from "../ui/page.tsx";
import { Tick } from "../ui/tick.tsx";
import { wordFor } from "./browsers.tsx";
import { codeIsNew } from "./changed.tsx";
import { Shown } from "./code.tsx";
import { days } from "./way_in.tsx";

type Step = "why" | "shown" | "confirm" | "done";

export default function Renew() {
  const [step, setStep] = useState<Step>("why");
  const [others, setOthers] = useState<readonly Device[] | null>(null);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [groups, setGroups] = useState<readonly string[] | null>(null);
  const [asked, setAsked] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => void otherBrowsers().then(setOthers), []);
  const make = async (typed: string) => {
    const ends = (others ?? []).map(({ id }) => id).filter((id) => !kept.has(id));
    const made = await renew(ends, asked, typed);
    setFailed(!made);
    if (!made) return;
    setGroups(null);
    codeIsNew();
    setStep("done");
  };
  const begin = async () => {
    setFailed(false);
    // What can't be listed can't be signed out, and would go on without a word.
    if (!others) {
      const found = await otherBrowsers();
      setOthers(found);
      setFailed(found === null);
      return;
    }
    const begun = await beginRenewal();
    if (!begun) return setFailed(true);
    setGroups(begun.groups);
    setAsked(crypto.getRandomValues(new Uint8Array(1))[0]! % 8);
    if (begun.groups) setStep("shown");
    else await make("");
  };
  if (step === "shown") return <Shown groups={groups ?? []} ask={() => setStep("confirm")} />;
  if (step === "done") return <Done />;
  if (step === "confirm")
    return (
      <Page title={locking.renewCodeTitle}>
        <p>{locking.renewCodeText}</p>
        <p>{once.codeConfirm(asked + 1)}</p>
        <Ask
          label={once.codeGroup(asked + 1)}
          action={locking.renewNow}
          missing={once.needCode}
          code
          most={9}
          answer={make}
        />
        <p class="small soft">{locking.renewNowText}</p>
        <p role="status">{failed && locking.renewNotDone}</p>
        <p>
          <Button look="quiet" tap={() => setStep("shown")}>
            {once.codeAgain}
          </Button>
        </p>
      </Page>
    );
  const flip = (id: string) => {
    const next = new Set(kept);
    if (!next.delete(id)) next.add(id);
    setKept(next);
  };
  return (
    <Page title={locking.renewTitle}>
      <p>{locking.renewWhy}</p>
      <p>{locking.renewKnown}</p>
      <Points points={locking.renewSteps} />
      {others && (
        <Section title={locking.renewDevices}>
          {others.length === 0 ? <p>{locking.renewNoDevices}</p> : <p>{locking.renewKeep}</p>}
          {others.map((one) => (
            <Tick key={one.id} on={!kept.has(one.id)} tap={() => flip(one.id)}>
              <span>{wordFor(one)}</span>
              <span class="small soft">{days(one.since, one.used)}</span>
            </Tick>
          ))}
        </Section>
      )}
      <p role="status">{failed && locking.renewNotDone}</p>
      <Button look="act" tap={begin}>
        {locking.renewGo}
      </Button>
    </Page>
  );
}

const Done = () => (
  <Page title={locking.renewDone}>
    <p>{locking.renewDoneText}</p>
    {me.value?.recovery && <p>{locking.renewDoneCode}</p>}
    {pair.value && !pair.value.closed && (
      <>
        <p>{locking.renewTwo}</p>
        <p>
          <a class="button" href="/you/renew-two">
            {locking.renewTwoGo}
          </a>
        </p>
      </>
    )}
    <p>
      <a class="button act" href="/">
        {once.goOn}
      </a>
    </p>
  </Page>
);
