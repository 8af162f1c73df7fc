/** The page behind an invitation. It answers a sceptic before any button, and nothing is sent before the person joins. */
import { useState } from "preact/hooks";
import { createAccount, join, pasteInvitation, signIn } from "../actions.ts";
import { t } from "../messages/index.ts";
import { invitation, me, pair, pairing, phase } from "../state.ts";
import { Ask, Button } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";
import { CopyInvitation } from "./copy_invitation.tsx";
import { Operator } from "./operator.tsx";
import { PairingStep } from "./pairing.tsx";

const hasPasskeys = () => "PublicKeyCredential" in window;

export default function Join() {
  const [declined, setDeclined] = useState(false);
  const decline = () => {
    invitation.value = null;
    setDeclined(true);
  };
  if (pairing.value.step !== "none" && phase.value === "open") return <PairingStep />;
  if (declined) return <Declined />;
  if (!invitation.value) return <Paste />;
  return (
    <Page title={t.joinTitle}>
      <Answers />
      {hasPasskeys() ? <Choices decline={decline} /> : <Elsewhere />}
    </Page>
  );
}

const Answers = () => (
  <>
    <Section title={t.joinWhatTitle}>
      <p>{t.joinWhat}</p>
    </Section>
    <Section title={t.joinSeeTitle}>
      <p>{t.joinSee}</p>
    </Section>
    <Section title={t.joinWhoTitle}>
      {me.value ? <Operator /> : <p>{t.joinWhoUnknown}</p>}
      <p>{t.joinWho}</p>
    </Section>
    <Section title={t.joinOutTitle}>
      <p>{t.joinOut}</p>
    </Section>
    <p class="part">{t.joinOnly}</p>
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
  if (pair.value && !pair.value.closed) return <p>{t.joinPaired}</p>;
  return (
    <div class="stack">
      <Button look="act" tap={begin}>
        {open ? t.join : t.joinStart}
      </Button>
      <p class="says" role="status">
        {says}
      </p>
      <a class="button" href={open ? "/" : "/look"}>
        {t.lookAround}
      </a>
      <Button tap={decline}>{t.joinDecline}</Button>
      {phase.value === "out" && (
        <Button look="quiet" tap={signIn}>
          {t.joinHave}
        </Button>
      )}
      <CopyInvitation label={t.joinCopy} look="quiet" />
    </div>
  );
}

const Elsewhere = () => (
  <div class="stack">
    <p>{t.joinNoPasskeys}</p>
    <CopyInvitation label={t.joinCopyOnly} look="act" />
    <a class="button" href="/look">
      {t.lookAround}
    </a>
  </div>
);

const Declined = () => (
  <Page title={t.joinDeclinedTitle}>
    <p>{t.joinDeclined}</p>
  </Page>
);

const Paste = () => (
  <Page title={t.pasteTitle}>
    <p>{t.pasteText}</p>
    <Ask label={t.pasteLabel} action={t.pasteOpen} missing={t.needLink} long most={400} answer={pasteInvitation} />
  </Page>
);
