/** The steps between an invitation and a pair. Each says what it waits for. */
import { cancelInvite, chooseEmoji, closePairing, namePartner, shareLink } from "../actions/later.ts";
import { pages } from "../messages/pages.ts";
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
      <p role="status">{pages.inviteWaiting}</p>
      <p class="small soft">{pages.inviteUntil(new Date(now.expires))}</p>
      <p>{pages.inviteBeside}</p>
      <Qr text={now.link} label={pages.qrLabel} />
      <p>{pages.inviteAway}</p>
      <div class="stack">
        {"share" in navigator && (
          <Button look="act" tap={() => shareLink(now.link)}>
            {pages.inviteShare}
          </Button>
        )}
        <Button look={"share" in navigator ? "plain" : "act"} tap={() => copy(now.link)}>
          {pages.inviteCopy}
        </Button>
        <Button look="quiet" tap={cancelInvite}>
          {pages.inviteCancel}
        </Button>
      </div>
    </Page>
  );
}

const Joining = () => (
  <Page title={pages.joiningTitle}>
    <p role="status">{pages.joiningText}</p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {pages.stopJoining}
      </Button>
    </p>
  </Page>
);

const Compare = ({ now }: { now: Step<"compare"> }) => (
  <Page title={pages.compareTitle}>
    <p>{pages.compareText}</p>
    <div class="stack">
      {now.sets.map((set, index) => (
        <button key={set.join()} type="button" class="choice" onClick={() => void chooseEmoji(index)}>
          <Four emoji={set} />
        </button>
      ))}
      <Button tap={() => chooseEmoji(null)}>{pages.noneOfThese}</Button>
    </div>
  </Page>
);

const Showing = ({ now }: { now: Step<"showing"> }) => (
  <Page title={pages.showingTitle}>
    <p>{pages.showingText}</p>
    <Four emoji={now.emoji} />
    <p class="small soft" role="status">
      {pages.showingWait}
    </p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {pages.stopJoining}
      </Button>
    </p>
  </Page>
);

const Naming = () => (
  <Page title={pages.namingTitle}>
    <p>{pages.namingText}</p>
    <Ask label={pages.namingLabel} action={pages.namingDone} missing={pages.needName} most={24} answer={namePartner} />
  </Page>
);

const Failed = () => (
  <Page title={pages.failedTitle}>
    <p>{pages.failedText}</p>
    <Button look="act" tap={closePairing}>
      {pages.failedClose}
    </Button>
  </Page>
);
