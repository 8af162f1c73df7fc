/** The recovery code: shown once, on paper, and confirmed by typing one of its groups. It is never drawn as a picture. */

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { beginCode, confirmCode } from "../actions/once.ts";
import { once } from "../messages/once.ts";
import { me } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Page } from "../ui/page.tsx";
import { codeIsNew } from "./changed.tsx";
import { copy } from "./copy.ts";

type Step = "why" | "shown" | "confirm" | "done";

export default function Code() {
  const { query } = useLocation();
  const [step, setStep] = useState<Step>("why");
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState(0);
  const draw = async () => {
    const code = await beginCode();
    if (!code) return;
    setGroups(code.groups);
    setStep("shown");
  };
  const ask = () => {
    setAsked(crypto.getRandomValues(new Uint8Array(1))[0]! % 8);
    setStep("confirm");
  };
  const confirm = async (typed: string) => {
    if (!(await confirmCode(asked, typed))) return;
    setGroups([]);
    codeIsNew();
    setStep("done");
  };
  if (step === "why") return <Why draw={draw} />;
  if (step === "shown") return <Shown groups={groups} ask={ask} />;
  if (step === "done") return <Done then={query["then"]} />;
  return (
    <Page title={once.codeConfirmTitle}>
      <p>{once.codeConfirm(asked + 1)}</p>
      <Ask
        label={once.codeGroup(asked + 1)}
        action={once.codeCheck}
        missing={once.needCode}
        code
        most={9}
        answer={confirm}
      />
      <p>
        <Button look="quiet" tap={() => setStep("shown")}>
          {once.codeAgain}
        </Button>
      </p>
    </Page>
  );
}

const Why = ({ draw }: { draw: () => Promise<void> }) => (
  <Page title={once.codeTitle}>
    <p>{once.codeWhy}</p>
    <p>{once.codeWarning}</p>
    {me.value?.recovery && <p>{once.codeReplaces}</p>}
    <Button look="act" tap={draw}>
      {once.codeDraw}
    </Button>
  </Page>
);

/** On the screen and on paper the same card: what it is, where to type it, and what to fear. */
export const Shown = ({ groups, ask }: { groups: readonly string[]; ask: () => void }) => (
  <Page title={once.codeTitle}>
    <section class="code-card" aria-label={once.codeTitle}>
      <p class="print-only words">{once.codeCard}</p>
      <ol class="code" aria-label={once.codeGroups}>
        {groups.map((group) => (
          <li key={group} translate={false}>
            {group}
          </li>
        ))}
      </ol>
      <p class="small">{once.codeWhere(location.host)}</p>
      <p class="small">{once.codeWarning}</p>
    </section>
    <p class="no-print">{once.codeNoPicture}</p>
    <div class="stack no-print">
      <div class="pair">
        <Button tap={() => print()}>{once.codePrint}</Button>
        <Button tap={() => copy(groups.join(" "))}>{once.codeCopy}</Button>
      </div>
      <Button look="act" tap={ask}>
        {once.codeWritten}
      </Button>
    </div>
  </Page>
);

/** Leads back to the sheet that sent here; any other address in the query is not followed. */
const Done = ({ then }: { then: string | undefined }) => (
  <Page title={once.codeDone}>
    <p>{once.codeDoneText}</p>
    <p>
      <a class="button act" href={then?.startsWith("/write") ? then : "/"}>
        {once.goOn}
      </a>
    </p>
  </Page>
);
