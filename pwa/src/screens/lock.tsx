/** The lock of this device: when Unsaid closes by itself, and what that is worth with the passkey in hand. */
import { useEffect, useState } from "preact/hooks";
import { LOCK_AFTER, type Lock, type LockAfter, readLock, setLock } from "../actions/access.ts";
import { locking } from "../messages/access.ts";
import { me } from "../state.ts";
import { Chip } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";

export default function LockScreen() {
  const [lock, setChosen] = useState<Lock | null>(null);
  const [outcome, setOutcome] = useState<Lock | "untouched" | null>(null);
  useEffect(() => void readLock().then(setChosen), []);
  const choose = async (after: LockAfter | null) => {
    const now = await setLock(after);
    if (now) setChosen(now);
    setOutcome(now ?? "untouched");
  };
  const isScreen = lock?.kind === "screen";
  return (
    <Page title={isScreen ? locking.screenTitle : locking.lockTitle}>
      <p>{locking.lockText}</p>
      <p>{locking.lockCover}</p>
      {isScreen && <p>{locking.lockIsScreen}</p>}
      <Section title={locking.lockWhen}>
        <div class="chips">
          {[null, ...LOCK_AFTER].map((after) => (
            <Chip key={after} on={lock?.after === after} tap={() => void choose(after)}>
              {after === null ? locking.lockOff : locking.lockAfter[after]}
            </Chip>
          ))}
        </div>
        <p class="small soft">{locking.lockTouch}</p>
        <p role="status">{outcome && saying(outcome)}</p>
      </Section>
      {me.value?.recovery === false && (
        <section class="part">
          <p>{locking.lockNoWay}</p>
          <p>
            <a class="quiet" href="/you/code">
              {locking.lockMakeCode}
            </a>
          </p>
        </section>
      )}
    </Page>
  );
}

function saying(outcome: Lock | "untouched"): string {
  if (outcome === "untouched") return locking.lockUntouched;
  if (outcome.after === null) return locking.lockIsOff;
  return outcome.kind === "app" ? locking.lockIsOn : locking.lockScreenIsOn;
}
