/** The steps between an invitation and its end. Each says what it waits for, in the words of what it is for. */
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

export interface Words {
  waitingTitle: string;
  waiting: string;
  until: (when: Date) => string;
  beside: string;
  qr: string;
  away: string;
  copy: string;
  cancel: string;
  joiningTitle: string;
  joining: string;
  stop: string;
  compareTitle: string;
  compare: string;
  showingTitle: string;
  showing: string;
  showingWait: string;
  failedTitle: string;
  failed: string;
  close: string;
}

const pairingWords = (): Words => ({
  waitingTitle: pages.inviteTitle,
  waiting: once.inviteWaiting,
  until: once.inviteUntil,
  beside: once.inviteBeside,
  qr: once.qrLabel,
  away: once.inviteAway,
  copy: once.inviteCopy,
  cancel: once.inviteCancel,
  joiningTitle: once.joiningTitle,
  joining: once.joiningText,
  stop: once.stopJoining,
  compareTitle: once.compareTitle,
  compare: once.compareText,
  showingTitle: once.showingTitle,
  showing: once.showingText,
  showingWait: once.showingWait,
  failedTitle: once.failedTitle,
  failed: once.failedText,
  close: once.failedClose,
});

/** `words`: what is said where it is not about becoming a pair. */
export function PairingStep({ words = pairingWords() }: { words?: Words }) {
  const now = pairing.value;
  switch (now.step) {
    case "waiting":
      return <Waiting now={now} words={words} />;
    case "joining":
      return <Joining words={words} />;
    case "compare":
      return <Compare now={now} words={words} />;
    case "showing":
      return <Showing now={now} words={words} />;
    case "naming":
      return <Naming />;
    case "failed":
      return <Failed words={words} />;
    default:
      return null;
  }
}

interface StepProps<Name extends Pairing["step"]> {
  now: Step<Name>;
  words: Words;
}

function Waiting({ now, words }: StepProps<"waiting">) {
  // Only an invitation is for someone far away.
  const shares = now.purpose === 1 && "share" in navigator;
  return (
    <Page title={words.waitingTitle}>
      <p role="status">{words.waiting}</p>
      <p class="small soft">{words.until(new Date(now.expires))}</p>
      <p>{words.beside}</p>
      <Qr text={now.link} label={words.qr} />
      <p>{words.away}</p>
      <div class="stack">
        {shares && (
          <Button look="act" tap={() => shareLink(now.link)}>
            {once.inviteShare}
          </Button>
        )}
        <Button look={shares ? "plain" : "act"} tap={() => copy(now.link)}>
          {words.copy}
        </Button>
        <Button look="quiet" tap={cancelInvite}>
          {words.cancel}
        </Button>
      </div>
    </Page>
  );
}

const Joining = ({ words }: { words: Words }) => (
  <Page title={words.joiningTitle}>
    <p role="status">{words.joining}</p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {words.stop}
      </Button>
    </p>
  </Page>
);

const Compare = ({ now, words }: StepProps<"compare">) => (
  <Page title={words.compareTitle}>
    <p>{words.compare}</p>
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

const Showing = ({ now, words }: StepProps<"showing">) => (
  <Page title={words.showingTitle}>
    <p>{words.showing}</p>
    <Four emoji={now.emoji} />
    <p class="small soft" role="status">
      {words.showingWait}
    </p>
    <p>
      <Button look="quiet" tap={cancelInvite}>
        {words.stop}
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

const Failed = ({ words }: { words: Words }) => (
  <Page title={words.failedTitle}>
    <p>{words.failed}</p>
    <Button look="act" tap={closePairing}>
      {words.close}
    </Button>
  </Page>
);
