/** This device is being linked to an account of mine. What that means stands there before anything is sent. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { finishLinking } from "../actions/access.ts";
import { declineInvitation, join } from "../actions/once.ts";
import { linking } from "../messages/access.ts";
import { t } from "../messages/index.ts";
import { invitation, pairing, phase } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { linkWords } from "./link_device.tsx";
import { PairingStep } from "./pairing.tsx";

export default function LinkHere() {
  const { route } = useLocation();
  if (phase.value !== "out") return <SignedIn />;
  const { step } = pairing.value;
  if (step === "enrol") return <Enrol />;
  if (step !== "none") return <PairingStep words={linkWords()} />;
  if (!invitation.value) return <Page title={linking.hereTitle}>{null}</Page>;
  const decline = () => {
    declineInvitation();
    route("/", true);
  };
  return (
    <Page title={linking.hereTitle}>
      <p>{linking.hereText}</p>
      <p>{linking.hereNotMine}</p>
      <div class="stack">
        <Button look="act" tap={join}>
          {linking.hereGo}
        </Button>
        <Button tap={decline}>{linking.hereNo}</Button>
      </div>
    </Page>
  );
}

const SignedIn = () => (
  <Page title={linking.addTitle}>
    <p>{linking.hereSignedIn}</p>
    <p>
      <a class="button" href="/you" onClick={declineInvitation}>
        {linking.toSignOut}
      </a>
    </p>
  </Page>
);

function Enrol() {
  const { route } = useLocation();
  const [says, setSays] = useState("");
  const finish = async () => {
    setSays("");
    if (await finishLinking(() => setSays(t.onceMore))) route("/", true);
    setSays("");
  };
  return (
    <Page title={linking.hereEnrolTitle}>
      <p>{linking.hereEnrolText}</p>
      <Button look="act" tap={finish}>
        {linking.hereEnrolGo}
      </Button>
      <p class="says" role="status">
        {says}
      </p>
    </Page>
  );
}
