/** The steps between an invitation and a pair. Each says what it waits for. */
import { cancelInvite, chooseEmoji, closePairing, namePartner, qrPath, shareLink } from "../actions.ts";
import { t } from "../messages/index.ts";
import { type Pairing, pairing } from "../state.ts";
import { Ask, Button } from "../ui/controls.tsx";
import { Four } from "../ui/four.tsx";
import { Page } from "../ui/page.tsx";
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
  const { size, path } = qrPath(now.link);
  return (
    <Page title={t.inviteTitle}>
      <p role="status">{t.inviteWaiting}</p>
      <p class="small soft">{t.inviteUntil(new Date(now.expires))}</p>
      <p>{t.inviteBeside}</p>
      <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t.qrLabel} shape-rendering="crispEdges">
        <rect class="sheet" width={size} height={size} />
        <path class="dots" d={path} />
      </svg>
      <p>{t.inviteAway}</p>
      <div class="stack">
        {"share" in navigator && (
          <Button look="act" tap={() => shareLink(now.link)}>
            {t.inviteShare}
          </Button>
        )}
        <Button look={"share" in navigator ? "plain" : "act"} tap={() => copy(now.link)}>
          {t.inviteCopy}
        </Button>
        <Button look="quiet" tap={cancelInvite}>
          {t.inviteCancel}
        </Button>
      </div>
    </Page>
  );
}

const Joining = () => (
  <Page title={t.joiningTitle}>
    <p role="status">{t.joiningText}</p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {t.stopJoining}
      </Button>
    </p>
  </Page>
);

const Compare = ({ now }: { now: Step<"compare"> }) => (
  <Page title={t.compareTitle}>
    <p>{t.compareText}</p>
    <div class="stack">
      {now.sets.map((set, index) => (
        <button key={set.join()} type="button" class="choice" onClick={() => void chooseEmoji(index)}>
          <Four emoji={set} />
        </button>
      ))}
      <Button tap={() => chooseEmoji(null)}>{t.noneOfThese}</Button>
    </div>
  </Page>
);

const Showing = ({ now }: { now: Step<"showing"> }) => (
  <Page title={t.showingTitle}>
    <p>{t.showingText}</p>
    <Four emoji={now.emoji} />
    <p class="small soft" role="status">
      {t.showingWait}
    </p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {t.stopJoining}
      </Button>
    </p>
  </Page>
);

const Naming = () => (
  <Page title={t.namingTitle}>
    <p>{t.namingText}</p>
    <Ask label={t.namingLabel} action={t.namingDone} missing={t.needName} most={40} answer={namePartner} />
  </Page>
);

const Failed = () => (
  <Page title={t.failedTitle}>
    <p>{t.failedText}</p>
    <Button look="act" tap={closePairing}>
      {t.failedClose}
    </Button>
  </Page>
);
