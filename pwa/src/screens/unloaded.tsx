/** Stands in for a part of the app that could not be fetched. */
import { t } from "../messages/index.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";

export function Unloaded() {
  return (
    <Page title={t.unloadedTitle}>
      <p>{t.unloadedText}</p>
      <Button look="act" tap={() => location.reload()}>
        {t.reload}
      </Button>
    </Page>
  );
}
