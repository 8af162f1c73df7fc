/** An address that leads nowhere. */
import { t } from "../messages/index.ts";
import { Page } from "../ui/page.tsx";

export default function Missing() {
  return (
    <Page title={t.missingTitle}>
      <p>{t.missingText}</p>
      <p>
        <a class="button act" href="/">
          {t.missingGo}
        </a>
      </p>
    </Page>
  );
}
