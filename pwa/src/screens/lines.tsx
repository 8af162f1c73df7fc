/** What waits quietly on Today, each in one line with one thing to do about it: never a count, never an alarm. */
import { useState } from "preact/hooks";
import { applyUpdate, dismissInstall, promptInstall } from "../actions/later.ts";
import { signIn } from "../actions.ts";
import { isEvening } from "../calendar.ts";
import { counted } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { install, invitation, me, notSent, type Pairing, pair, pairing, updateReady } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayName } from "../ui/days.ts";
import { useChanged } from "./changed.tsx";
import { Line, Look } from "./line.tsx";
import { useReminder } from "./reminding.tsx";

const pairingSays = (): Record<Pairing["step"], string> => ({
  none: "",
  waiting: pages.pairWaiting,
  joining: pages.pairJoining,
  compare: pages.pairCompare,
  showing: pages.pairShowing,
  naming: pages.pairNaming,
  failed: pages.pairFailed,
  enrol: pages.pairEnrol,
  done: pages.pairDone,
});
/** What waits is not always an invitation: it may be a device of mine, or new keys for the two of us. */
function pairingLine(now: Pairing): string {
  const begun = now.step !== "enrol" && now.step !== "done" && "purpose" in now && now.purpose;
  if (begun === 2) return pages.addingDevice;
  return begun === 3 ? pages.renewingTwo : pairingSays()[now.step];
}
/** Where this step is shown. */
const pairingPlace = (now: Pairing): string =>
  "purpose" in now && now.purpose !== 1 ? (now.purpose === 2 ? "/you/devices/add" : "/you/renew-two") : "/invite";

export function Lines() {
  // Offered ten seconds after a note, it would push the tiles away from under a thumb: it waits until Today is opened next.
  const [offered] = useState(install.value !== null && !isEvening());
  const step = pairing.value.step;
  const reminder = useReminder();
  const changed = useChanged();
  const ends = me.value?.keptUntil;
  const lines = [
    ends && (
      <Line key="ends" says={pages.accountEnds(dayName(ends))}>
        <Look at="/you/end" />
      </Line>
    ),
    changed,
    step !== "none" && (
      <Line key="pairing" says={pairingLine(pairing.value)}>
        <Look at={pairingPlace(pairing.value)} label={pages.toPairing} />
      </Line>
    ),
    step === "none" && invitation.value && !pair.value && (
      <Line key="invitation" says={pages.invited}>
        <Look at="/join" />
      </Line>
    ),
    notSent.value.length > 0 && (
      <Line key="unsent" says={counted(notSent.value.length, pages.unsentLine)}>
        <Look at="/unsent" />
      </Line>
    ),
    me.value?.session === false && (
      <Line key="session" says={pages.sessionEnded}>
        <Button look="quiet" tap={signIn}>
          {pages.sessionAgain}
        </Button>
      </Line>
    ),
    updateReady.value && (
      <Line key="update" says={pages.updateReady}>
        <Button look="quiet" tap={applyUpdate}>
          {pages.updateUse}
        </Button>
      </Line>
    ),
    reminder,
    offered && install.value && <InstallLine key="install" way={install.value} />,
  ].filter((line) => line);
  return lines.length > 0 ? <ul class="lines">{lines}</ul> : null;
}

function InstallLine({ way }: { way: "prompt" | "ios" | "menu" }) {
  const says = { prompt: pages.installOffer, ios: pages.installIos, menu: pages.installMenu }[way];
  return (
    <Line says={says}>
      <div class="row">
        {way === "prompt" && (
          <Button look="quiet" tap={promptInstall}>
            {pages.install}
          </Button>
        )}
        <Button look="quiet" tap={dismissInstall}>
          {pages.notNow}
        </Button>
      </div>
    </Line>
  );
}
