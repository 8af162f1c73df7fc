/** The recovery code: shown once, on paper, and confirmed by typing one of its groups. It is never drawn as a picture. */

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { beginCode, confirmCode } from "../actions/later.ts";
import { pages } from "../messages/pages.ts";
import { me } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Page } from "../ui/page.tsx";
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
    setStep("done");
  };
  if (step === "why") return <Why draw={draw} />;
  if (step === "shown") return <Shown groups={groups} ask={ask} />;
  if (step === "done") return <Done then={query["then"]} />;
  return (
    <Page title={pages.codeConfirmTitle}>
      <p>{pages.codeConfirm(asked + 1)}</p>
      <Ask
        label={pages.codeGroup(asked + 1)}
        action={pages.codeCheck}
        missing={pages.needCode}
        code
        most={9}
        answer={confirm}
      />
      <p>
        <Button look="quiet" tap={() => setStep("shown")}>
          {pages.codeAgain}
        </Button>
      </p>
    </Page>
  );
}

const Why = ({ draw }: { draw: () => Promise<void> }) => (
  <Page title={pages.codeTitle}>
    <p>{pages.codeWhy}</p>
    <p>{pages.codeWarning}</p>
    {me.value?.recovery && <p>{pages.codeReplaces}</p>}
    <Button look="act" tap={draw}>
      {pages.codeDraw}
    </Button>
  </Page>
);

const Shown = ({ groups, ask }: { groups: readonly string[]; ask: () => void }) => (
  <Page title={pages.codeTitle}>
    <ol class="code" aria-label={pages.codeGroups}>
      {groups.map((group) => (
        <li key={group} translate={false}>
          {group}
        </li>
      ))}
    </ol>
    <p>{pages.codeWarning}</p>
    <p class="no-print">{pages.codeNoPicture}</p>
    <div class="stack no-print">
      <div class="pair">
        <Button tap={() => print()}>{pages.codePrint}</Button>
        <Button tap={() => copy(groups.join(" "))}>{pages.codeCopy}</Button>
      </div>
      <Button look="act" tap={ask}>
        {pages.codeWritten}
      </Button>
    </div>
  </Page>
);

/** Leads back to the sheet that sent here; any other address in the query is not followed. */
const Done = ({ then }: { then: string | undefined }) => (
  <Page title={pages.codeDone}>
    <p>{pages.codeDoneText}</p>
    <p>
      <a class="button act" href={then?.startsWith("/write") ? then : "/"}>
        {pages.goOn}
      </a>
    </p>
  </Page>
);
