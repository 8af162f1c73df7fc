/** Shown once after the start: the way back, and who can see what, before anything is written. */
import { pages } from "../messages/pages.ts";
import { codeRequired, me } from "../state.ts";
import { Page, Section } from "../ui/page.tsx";
import { Operator } from "./operator.tsx";

export default function Begin() {
  const required = codeRequired.value;
  const hasCode = me.value?.recovery === true;
  return (
    <Page title={pages.beginTitle}>
      <p>{pages.beginText}</p>
      <Section title={pages.serverTitle}>
        <Operator />
        <p>{pages.devices}</p>
      </Section>
      {!hasCode && (
        <Section title={pages.codeTitle}>
          <p>{required ? pages.beginCodeRequired : pages.beginCodeOffered}</p>
          <p>
            <a class={required ? "button act" : "quiet"} href="/you/code">
              {pages.makeCode}
            </a>
          </p>
        </Section>
      )}
      <p>
        <a class={required ? "quiet" : "button act"} href="/">
          {required ? pages.lookAround : pages.begin}
        </a>
      </p>
    </Page>
  );
}
