/** My other device, seen from the one that is open: it is shown an address, and which four pictures it shows is chosen here. */
import { beginLinking, closeLinking } from "../actions/access.ts";
import { linking } from "../messages/access.ts";
import { once } from "../messages/once.ts";
import { pairing } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { PairingStep, type Words } from "./pairing.tsx";

/** What both ends of linking say. */
export const linkWords = (): Words => ({
  waitingTitle: linking.addTitle,
  waiting: linking.addWaiting,
  until: () => linking.addUntil,
  beside: linking.addBeside,
  qr: linking.addQr,
  away: linking.addAway,
  copy: linking.addCopy,
  cancel: linking.addCancel,
  joiningTitle: once.joiningTitle,
  joining: linking.hereJoining,
  stop: linking.hereStop,
  compareTitle: linking.addCompareTitle,
  compare: linking.addCompareText,
  showingTitle: linking.hereShowingTitle,
  showing: linking.hereShowingText,
  showingWait: linking.hereShowingWait,
  failedTitle: linking.hereFailedTitle,
  failed: linking.hereFailedText,
  close: linking.close,
});

export default function LinkDevice() {
  const now = pairing.value;
  const mine = "purpose" in now && now.purpose === 2;
  if (mine && now.step === "done") return <Done />;
  if (mine) return <PairingStep words={linkWords()} />;
  return (
    <Page title={linking.addTitle}>
      <p>{linking.addText}</p>
      <p>{linking.addHow}</p>
      <p>{once.devices}</p>
      <Button look="act" tap={beginLinking}>
        {linking.addGo}
      </Button>
    </Page>
  );
}

const Done = () => (
  <Page title={linking.addDoneTitle}>
    <p role="status">{linking.addDoneText}</p>
    <p>
      <a class="button act" href="/you/devices" onClick={closeLinking}>
        {linking.toDevices}
      </a>
    </p>
  </Page>
);
