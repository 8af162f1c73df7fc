/** The steps between an invitation and a pair. Each says what it waits for. */
import { shareLink } from "../actions/later.ts";
import { cancelInvite, chooseEmoji, closePairing, namePartner } from "../actions/once.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { type Pairing, pairing } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Four } from "../ui/four.tsx";
import { Page } from "../ui/page.tsx";
import { Qr } from "../ui/qr.tsx";
import { copy } from "./copy.ts";

type Step<Name extends Pairing["step"]> = Extract<Pairing, { step: Name }>;

export function PairingStep() {
  const now = pairing.value;
  switch (now.step) {
    case "waiting":
      return <Waiting now={now} />;
    case "joining":
      return <Joining />;
    case "compare":
      return <Compare now={now} />;
    case "showing":
      return <Showing now={now} />;
    case "naming":
      return <Naming />;
    case "failed":
      return <Failed />;
    case "none":
      return null;
  }
}

function Waiting({ now }: { now: Step<"waiting"> }) {
  return (
    <Page title={pages.inviteTitle}>
      <p role="status">{once.inviteWaiting}</p>
      <p class="small soft">{once.inviteUntil(new Date(now.expires))}</p>
      <p>{once.inviteBeside}</p>
      <Qr text={now.link} label={once.qrLabel} />
      <p>{once.inviteAway}</p>
      <div class="stack">
        {"share" in navigator && (
          <Button look="act" tap={() => shareLink(now.link)}>
            {once.inviteShare}
          </Button>
        )}
        <Button look={"share" in navigator ? "plain" : "act"} tap={() => copy(now.link)}>
          {once.inviteCopy}
        </Button>
        <Button look="quiet" tap={cancelInvite}>
          {once.inviteCancel}
        </Button>
      </div>
    </Page>
  );
}

const Joining = () => (
  <Page title={once.joiningTitle}>
    <p role="status">{once.joiningText}</p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {once.stopJoining}
      </Button>
    </p>
  </Page>
);

const Compare = ({ now }: { now: Step<"compare"> }) => (
  <Page title={once.compareTitle}>
    <p>{once.compareText}</p>
    <div class="stack">
      {now.sets.map((set, index) => (
        <button key={set.join()} type="button" class="choice" onClick={() => void chooseEmoji(index)}>
          <Four emoji={set} />
        </button>
      ))}
      <Button tap={() => chooseEmoji(null)}>{once.noneOfThese}</Button>
    </div>
  </Page>
);

const Showing = ({ now }: { now: Step<"showing"> }) => (
  <Page title={once.showingTitle}>
    <p>{once.showingText}</p>
    <Four emoji={now.emoji} />
    <p class="small soft" role="status">
      {once.showingWait}
    </p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {once.stopJoining}
      </Button>
    </p>
  </Page>
);

const Naming = () => (
  <Page title={once.namingTitle}>
    <p>{once.namingText}</p>
    <Ask label={once.namingLabel} action={once.namingDone} missing={once.needName} most={24} answer={namePartner} />
  </Page>
);

const Failed = () => (
  <Page title={once.failedTitle}>
    <p>{once.failedText}</p>
    <Button look="act" tap={closePairing}>
      {once.failedClose}
    </Button>
  </Page>
);
