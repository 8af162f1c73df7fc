/** The end of becoming a pair, and what the invitation's page shows to someone who already is one. */
import { useLocation } from "preact-iso/router";
import { pages } from "../messages/pages.ts";
import { pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";

export function Paired() {
  const { route } = useLocation();
  return (
    <Page title={pages.twoTitle}>
      <p class="words">{pages.pairedWith(pair.value?.name ?? null)}</p>
      <Button look="act" tap={() => route("/")}>
        {pages.goOn}
      </Button>
    </Page>
  );
}
