/** The page behind an invitation. It answers a sceptic before any button, and nothing is sent before the person joins. */
import { useState } from "preact/hooks";
import { declineInvitation, join, pasteInvitation } from "../actions/later.ts";
import { createAccount, signIn } from "../actions.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/pages.ts";
import { invitation, pair, pairing, phase } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Page, Section } from "../ui/page.tsx";
import { CopyInvitation } from "./copy_invitation.tsx";
import { Operator } from "./operator.tsx";
import { Paired } from "./paired.tsx";
import { PairingStep } from "./pairing.tsx";

const hasPasskeys = () => "PublicKeyCredential" in window;

export default function Join() {
  const [declined, setDeclined] = useState(false);
  const decline = () => {
    declineInvitation();
    setDeclined(true);
  };
  if (pairing.value.step !== "none" && phase.value === "open") return <PairingStep />;
  if (declined) return <Declined />;
  if (!invitation.value) return pair.value && !pair.value.closed ? <Paired /> : <Paste />;
  return (
    <Page title={pages.joinTitle}>
      <Answers />
      {hasPasskeys() ? <Choices decline={decline} /> : <Elsewhere />}
    </Page>
  );
}

const Answers = () => (
  <>
    <Section title={pages.joinWhatTitle}>
      <p>{pages.joinWhat}</p>
    </Section>
    <Section title={pages.joinSeeTitle}>
      <p>{pages.joinSee}</p>
    </Section>
    <Section title={pages.joinWhoTitle}>
      <Operator />
      <p>{pages.joinWho}</p>
    </Section>
    <Section title={pages.joinOutTitle}>
      <p>{pages.joinOut}</p>
    </Section>
    <p class="part">{pages.joinOnly}</p>
  </>
);

function Choices({ decline }: { decline: () => void }) {
  const [says, setSays] = useState("");
  const open = phase.value === "open";
  const begin = async () => {
    setSays("");
    const made = open || (await createAccount(() => setSays(t.onceMore)));
    setSays("");
    if (made) await join();
  };
  if (pair.value && !pair.value.closed) return <p>{pages.joinPaired}</p>;
  return (
    <div class="stack">
      <Button look="act" tap={begin}>
        {open ? pages.join : pages.joinStart}
      </Button>
      <p class="says" role="status">
        {says}
      </p>
      <a class="button" href={open ? "/" : "/look"}>
        {pages.lookAround}
      </a>
      <Button tap={decline}>{pages.joinDecline}</Button>
      {phase.value === "out" && (
        <Button look="quiet" tap={signIn}>
          {pages.joinHave}
        </Button>
      )}
      <CopyInvitation label={pages.joinCopy} look="quiet" />
    </div>
  );
}

const Elsewhere = () => (
  <div class="stack">
    <p>{pages.joinNoPasskeys}</p>
    <CopyInvitation label={pages.joinCopyOnly} look="act" />
    <a class="button" href="/look">
      {pages.lookAround}
    </a>
  </div>
);

const Declined = () => (
  <Page title={pages.joinDeclinedTitle}>
    <p>{pages.joinDeclined}</p>
  </Page>
);

const Paste = () => (
  <Page title={pages.pasteTitle}>
    <p>{pages.pasteText}</p>
    <Ask
      label={pages.pasteLabel}
      action={pages.pasteOpen}
      missing={pages.needLink}
      long
      most={400}
      answer={pasteInvitation}
    />
  </Page>
);
