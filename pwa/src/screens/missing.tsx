/** An address that leads nowhere. */
import { pages } from "../messages/later.ts";
import { Page } from "../ui/page.tsx";

export default function Missing() {
  return (
    <Page title={pages.missingTitle}>
      <p>{pages.missingText}</p>
      <p>
        <a class="button act" href="/">
          {pages.missingGo}
        </a>
      </p>
    </Page>
  );
}
