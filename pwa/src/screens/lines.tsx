/** What waits quietly on Today, each in one line with one thing to do about it: never a count, never an alarm. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { applyUpdate, cameBackTo, dismissInstall, promptInstall, signIn } from "../actions.ts";
import { momentOf } from "../calendar.ts";
import { counted } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import {
  cameBack,
  install,
  invitation,
  me,
  mineLocked,
  notes,
  notSent,
  type Pairing,
  pair,
  pairing,
  updateReady,
} from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { noteAddress } from "../ui/note.tsx";
import { comingBack } from "./coming_back.ts";

const pairingSays = (): Record<Pairing["step"], string> => ({
  none: "",
  waiting: pages.pairWaiting,
  joining: pages.pairJoining,
  compare: pages.pairCompare,
  showing: pages.pairShowing,
  naming: pages.pairNaming,
  failed: pages.pairFailed,
});

const Line = ({ says, children }: { says: string; children: ComponentChildren }) => (
  <li>
    <span>{says}</span>
    {children}
  </li>
);

const Look = ({ at, label = pages.look }: { at: string; label?: string }) => (
  <a class="quiet" href={at}>
    {label}
  </a>
);

export function Lines() {
  // Offered ten seconds after a note, it would push the tiles away from under a thumb: it waits until Today is opened next.
  const [offered] = useState(install.value !== null);
  const step = pairing.value.step;
  const two = pair.value;
  // What I came back to is known from the private notes alone.
  const knows = two && !two.closed && !mineLocked.value;
  const back = knows && comingBack(notes.value, two.space, cameBack.value, momentOf());
  const lines = [
    step !== "none" && (
      <Line key="pairing" says={pairingSays()[step]}>
        <Look at="/invite" label={pages.toPairing} />
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
    back && (
      <Line key="back" says={pages.comeBackNow}>
        <div class="row">
          <Look at={noteAddress(back.note)} />
          <Button look="quiet" tap={() => cameBackTo(back.answer)}>
            {pages.cameBack}
          </Button>
        </div>
      </Line>
    ),
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
