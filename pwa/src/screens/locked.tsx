/** Signed in, but no key at hand opens the notes: other ways in, never a silent new start. */
import { unlock } from "../actions/later.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/pages.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";

export default function Locked() {
  return (
    <Page title={pages.lockedTitle}>
      <p>{pages.locked}</p>
      <div class="stack">
        <Button look="act" tap={unlock}>
          {pages.unlock}
        </Button>
        <p class="small soft">{pages.unlockHint}</p>
        <a class="button" href="/recover">
          {pages.useCode}
        </a>
        <a class="quiet" href="/about">
          {t.whatIsThis}
        </a>
      </div>
    </Page>
  );
}
