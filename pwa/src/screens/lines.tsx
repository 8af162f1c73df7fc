/** What waits quietly on Today, each in one line with one thing to do about it: never a count, never an alarm. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { applyUpdate, cameBackTo, dismissInstall, promptInstall, signIn } from "../actions.ts";
import { momentOf } from "../calendar.ts";
import { t } from "../messages/index.ts";
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
import { comingBack } from "./due.ts";

const PAIRING: Record<Pairing["step"], string> = {
  none: "",
  waiting: t.pairWaiting,
  joining: t.pairJoining,
  compare: t.pairCompare,
  showing: t.pairShowing,
  naming: t.pairNaming,
  failed: t.pairFailed,
};

const Line = ({ says, children }: { says: string; children: ComponentChildren }) => (
  <li>
    <span>{says}</span>
    {children}
  </li>
);

const Look = ({ at, label = t.look }: { at: string; label?: string }) => (
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
      <Line key="pairing" says={PAIRING[step]}>
        <Look at="/invite" label={t.toPairing} />
      </Line>
    ),
    step === "none" && invitation.value && !pair.value && (
      <Line key="invitation" says={t.invited}>
        <Look at="/join" />
      </Line>
    ),
    notSent.value.length > 0 && (
      <Line key="unsent" says={t.unsentLine(notSent.value.length)}>
        <Look at="/unsent" />
      </Line>
    ),
    me.value?.session === false && (
      <Line key="session" says={t.sessionEnded}>
        <Button look="quiet" tap={signIn}>
          {t.sessionAgain}
        </Button>
      </Line>
    ),
    updateReady.value && (
      <Line key="update" says={t.updateReady}>
        <Button look="quiet" tap={applyUpdate}>
          {t.updateUse}
        </Button>
      </Line>
    ),
    back && (
      <Line key="back" says={t.comeBackNow}>
        <div class="row">
          <Look at={noteAddress(back.note)} />
          <Button look="quiet" tap={() => cameBackTo(back.answer)}>
            {t.cameBack}
          </Button>
        </div>
      </Line>
    ),
    offered && install.value && <InstallLine key="install" way={install.value} />,
  ].filter((line) => line);
  return lines.length > 0 ? <ul class="lines">{lines}</ul> : null;
}

function InstallLine({ way }: { way: "prompt" | "ios" | "menu" }) {
  const says = { prompt: t.installOffer, ios: t.installIos, menu: t.installMenu }[way];
  return (
    <Line says={says}>
      <div class="row">
        {way === "prompt" && (
          <Button look="quiet" tap={promptInstall}>
            {t.install}
          </Button>
        )}
        <Button look="quiet" tap={dismissInstall}>
          {t.notNow}
        </Button>
      </div>
    </Line>
  );
}
