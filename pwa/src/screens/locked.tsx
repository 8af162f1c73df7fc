/**
 * Signed in, but no key at hand opens the notes: every other way in, the nearest first, and a new start last of all. New keys are made
 * by none of them unasked.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { signIn, signOut, unlock } from "../actions/once.ts";
import { t } from "../messages/index.ts";
import { once } from "../messages/once.ts";
import { me } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Twice } from "../ui/forms.tsx";
import { Page, Section } from "../ui/page.tsx";
import { ToSafety } from "./to_safety.tsx";

export default function Locked({ children }: { children?: ComponentChildren }) {
  const { route } = useLocation();
  const [tried, setTried] = useState(false);
  const open = async () => {
    if (!(await unlock())) setTried(true);
  };
  const link = async () => {
    // What was not sent yet stays here, sealed, and is opened by the same keys.
    if (await signOut("keep")) route("/join");
  };
  return (
    <Page title={once.lockedTitle}>
      {children}
      <p>{once.locked}</p>
      <div class="stack">
        <Button look="act" tap={open}>
          {once.unlock}
        </Button>
        <p class="small soft" role="status">
          {tried ? once.unlockTried : once.unlockHint}
        </p>
        {me.value !== null && (
          <Button look="quiet" tap={signIn}>
            {once.unlockOther}
          </Button>
        )}
      </div>
      <Section title={once.lockedCode}>
        <p>{once.lockedCodeText}</p>
        <a class="button" href="/recover">
          {once.useCode}
        </a>
      </Section>
      <Section title={once.lockedLink}>
        <p>{once.lockedLinkText}</p>
        <Twice label={once.lockedLinkGo} title={once.lockedLinkTitle}>
          <p>{once.lockedLinkHow}</p>
          <Button tap={link}>{once.lockedLinkNow}</Button>
        </Twice>
      </Section>
      <Section title={once.lockedAnew}>
        <p>{once.lockedAnewText}</p>
        <p>
          <a class="quiet" href="/anew">
            {once.lockedAnewGo}
          </a>
        </p>
      </Section>
      <p>
        <a class="quiet" href="/about">
          {t.whatIsThis}
        </a>
      </p>
      <ToSafety />
    </Page>
  );
}
