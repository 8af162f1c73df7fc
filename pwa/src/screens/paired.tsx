/** The end of becoming a pair, and what the invitation's page shows to someone who already is one. */
import { useLocation } from "preact-iso/router";
import { pages } from "../messages/pages.ts";
import { notes, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { bringable } from "./kept.ts";

export function Paired() {
  const { route } = useLocation();
  return (
    <Page title={pages.twoTitle}>
      <p class="words">{pages.pairedWith(pair.value?.name ?? null)}</p>
      <div class="stack">
        <Button look="act" tap={() => route("/")}>
          {pages.goOn}
        </Button>
        {bringable(notes.value).length > 0 && (
          <a class="quiet" href="/bring">
            {pages.bringTitle}
          </a>
        )}
      </div>
    </Page>
  );
}
