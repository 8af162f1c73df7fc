/** New keys for the two of us: both phones, both people, and the same four pictures. */
import { beginRenewingTwo, closeLinking } from "../actions/access.ts";
import { declineInvitation, join } from "../actions/once.ts";
import { signIn } from "../actions.ts";
import { linking } from "../messages/access.ts";
import { t } from "../messages/index.ts";
import { once } from "../messages/once.ts";
import { invitation, pair, pairing, phase } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { linkWords } from "./link_device.tsx";
import { PairingStep, type Words } from "./pairing.tsx";

const twoWords = (name: string | null): Words => ({
  ...linkWords(),
  waitingTitle: linking.twoTitle,
  waiting: linking.twoWaiting(name),
  beside: linking.twoBeside,
  qr: linking.twoQr,
  away: linking.twoAway,
  cancel: linking.twoCancel,
  joining: once.joiningText,
  stop: linking.twoCancel,
  compareTitle: once.compareTitle,
  compare: once.compareText,
  showingTitle: once.showingTitle,
  showing: once.showingText,
  showingWait: once.showingWait,
  failedTitle: linking.twoFailedTitle,
  failed: linking.twoFailedText,
});

export default function RenewTwo() {
  const now = pairing.value;
  const name = pair.value?.name ?? null;
  if (phase.value !== "open") return <SignedOut />;
  if ("purpose" in now && now.purpose === 3) {
    return now.step === "done" ? <Done side={now.side} /> : <PairingStep words={twoWords(name)} />;
  }
  const two = pair.value !== null && !pair.value.closed;
  const asked = invitation.value?.purpose === 3;
  return (
    <Page title={linking.twoTitle}>
      <p>{!two ? linking.twoAlone : asked ? linking.twoJoinText(name) : linking.twoText(name)}</p>
      {two && (
        <div class="stack">
          <Button look="act" tap={asked ? join : beginRenewingTwo}>
            {asked ? linking.twoJoinGo : linking.twoGo}
          </Button>
          {asked && <Button tap={declineInvitation}>{linking.hereNo}</Button>}
        </div>
      )}
    </Page>
  );
}

const SignedOut = () => (
  <Page title={linking.twoTitle}>
    <p>{linking.twoSignIn}</p>
    <Button look="act" tap={signIn}>
      {t.haveOne}
    </Button>
  </Page>
);

const Done = ({ side }: { side: "host" | "guest" }) => (
  <Page title={side === "host" ? linking.twoDoneHostTitle : linking.twoDoneGuestTitle}>
    <p role="status">{side === "host" ? linking.twoDoneHostText : linking.twoDoneGuestText}</p>
    <p>
      <a class="button act" href="/you" onClick={closeLinking}>
        {linking.close}
      </a>
    </p>
  </Page>
);
