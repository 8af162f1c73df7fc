/** Signed in, but no key at hand opens the notes: other ways in, never a silent new start. */
import { unlock } from "../actions/once.ts";
import { t } from "../messages/index.ts";
import { once } from "../messages/once.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";

export default function Locked() {
  return (
    <Page title={once.lockedTitle}>
      <p>{once.locked}</p>
      <div class="stack">
        <Button look="act" tap={unlock}>
          {once.unlock}
        </Button>
        <p class="small soft">{once.unlockHint}</p>
        <a class="button" href="/recover">
          {once.useCode}
        </a>
        <a class="quiet" href="/about">
          {t.whatIsThis}
        </a>
      </div>
    </Page>
  );
}
