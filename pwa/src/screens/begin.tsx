/** Shown once after the start: the way back, and who can see what, before anything is written. */
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { codeRequired, me } from "../state.ts";
import { Page, Section } from "../ui/page.tsx";
import { Operator } from "./operator.tsx";

export default function Begin() {
  const required = codeRequired.value;
  const hasCode = me.value?.recovery === true;
  return (
    <Page title={once.beginTitle}>
      <p>{once.beginText}</p>
      <Section title={once.serverTitle}>
        <Operator />
        <p>{once.devices}</p>
      </Section>
      {!hasCode && (
        <Section title={once.codeTitle}>
          <p>{required ? once.beginCodeRequired : once.beginCodeOffered}</p>
          <p>
            <a class={required ? "button act" : "quiet"} href="/you/code">
              {pages.makeCode}
            </a>
          </p>
        </Section>
      )}
      <p>
        <a class={required ? "quiet" : "button act"} href="/">
          {required ? once.lookAround : once.begin}
        </a>
      </p>
    </Page>
  );
}
