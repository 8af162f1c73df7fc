/** The page behind an invitation. It answers a sceptic before any button, and nothing is sent before the person joins. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { declineInvitation, join, pasteInvitation, resumeLinking } from "../actions/once.ts";
import { createAccount, signIn } from "../actions.ts";
import { t } from "../messages/index.ts";
import { once } from "../messages/once.ts";
import { invitation, pair, pairing, phase } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Page, Section } from "../ui/page.tsx";
import { CopyInvitation } from "./copy_invitation.tsx";
import { Operator } from "./operator.tsx";
import { Paired } from "./paired.tsx";
import { PairingStep } from "./pairing.tsx";
import { access } from "./parts.ts";
import { ToSafety } from "./to_safety.tsx";
import { Unloaded } from "./unloaded.tsx";

/** An address for my other device, or for new keys, is shown by the pages of those. Not lazily: what is there stands until they are. */
function Fetched({ name }: { name: "LinkHere" | "RenewTwo" }) {
  const [Shown, setShown] = useState<ComponentType | null>(null);
  useEffect(() => {
    void access().then(
      (part) => setShown(() => part[name]),
      () => setShown(() => Unloaded),
    );
  }, [name]);
  return Shown ? <Shown /> : <Page title={t.brand}>{null}</Page>;
}
const purposeNow = (): number | undefined =>
  invitation.value?.purpose ?? ("purpose" in pairing.value ? pairing.value.purpose : undefined);

const hasPasskeys = () => "PublicKeyCredential" in window;

export default function Join() {
  const [declined, setDeclined] = useState(false);
  useEffect(() => void resumeLinking(), []);
  const decline = () => {
    declineInvitation();
    setDeclined(true);
  };
  if (pairing.value.step === "enrol" || purposeNow() === 2) return <Fetched key="link" name="LinkHere" />;
  if (purposeNow() === 3) return <Fetched key="renew" name="RenewTwo" />;
  if (pairing.value.step !== "none" && phase.value === "open") return <PairingStep />;
  if (declined) return <Declined />;
  if (!invitation.value) return pair.value && !pair.value.closed ? <Paired /> : <Paste />;
  return (
    <Page title={once.joinTitle}>
      <Answers />
      {hasPasskeys() ? <Choices decline={decline} /> : <Elsewhere />}
    </Page>
  );
}

const Answers = () => (
  <>
    <Section title={once.joinWhatTitle}>
      <p>{once.joinWhat}</p>
    </Section>
    <Section title={once.joinSeeTitle}>
      <p>{once.joinSee}</p>
    </Section>
    <Section title={once.joinWhoTitle}>
      <Operator />
      <p>{once.joinWho}</p>
    </Section>
    <Section title={once.joinOutTitle}>
      <p>{once.joinOut}</p>
      <ToSafety />
    </Section>
    <p class="part">{once.joinOnly}</p>
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
  if (pair.value && !pair.value.closed) return <p>{once.joinPaired}</p>;
  return (
    <div class="stack">
      <Button look="act" tap={begin}>
        {open ? once.join : once.joinStart}
      </Button>
      <p class="says" role="status">
        {says}
      </p>
      <a class="button" href={open ? "/" : "/look"}>
        {once.lookAround}
      </a>
      <Button tap={decline}>{once.joinDecline}</Button>
      {phase.value === "out" && (
        <Button look="quiet" tap={signIn}>
          {once.joinHave}
        </Button>
      )}
      <CopyInvitation label={once.joinCopy} look="quiet" />
    </div>
  );
}

const Elsewhere = () => (
  <div class="stack">
    <p>{once.joinNoPasskeys}</p>
    <CopyInvitation label={once.joinCopyOnly} look="act" />
    <a class="button" href="/look">
      {once.lookAround}
    </a>
  </div>
);

const Declined = () => (
  <Page title={once.joinDeclinedTitle}>
    <p>{once.joinDeclined}</p>
  </Page>
);

const Paste = () => (
  <Page title={once.pasteTitle}>
    <p>{once.pasteText}</p>
    <Ask
      label={once.pasteLabel}
      action={once.pasteOpen}
      missing={once.needLink}
      long
      most={400}
      answer={pasteInvitation}
    />
  </Page>
);
