/** The end of becoming a pair, and what the invitation's page shows to someone who already is one. */
import { useLocation } from "preact-iso/router";
import { once } from "../messages/once.ts";
import { notes, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { bringable } from "./kept.ts";

export function Paired() {
  const { route } = useLocation();
  return (
    <Page title={once.twoTitle}>
      <p class="words">{once.pairedWith(pair.value?.name ?? null)}</p>
      <div class="stack">
        <Button look="act" tap={() => route("/")}>
          {once.goOn}
        </Button>
        {bringable(notes.value).length > 0 && (
          <a class="quiet" href="/bring">
            {once.bringTitle}
          </a>
        )}
      </div>
    </Page>
  );
}
