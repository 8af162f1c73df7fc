/** Shown once after the start: the way back, and who can see what, before anything is written. */
import { t } from "../messages/index.ts";
import { codeRequired, me } from "../state.ts";
import { Page, Section } from "../ui/page.tsx";
import { Operator } from "./operator.tsx";

export default function Begin() {
  const required = codeRequired.value;
  const hasCode = me.value?.recovery === true;
  return (
    <Page title={t.beginTitle}>
      <p>{t.beginText}</p>
      <Section title={t.serverTitle}>
        <Operator />
        <p>{t.devices}</p>
      </Section>
      {!hasCode && (
        <Section title={t.codeTitle}>
          <p>{required ? t.beginCodeRequired : t.beginCodeOffered}</p>
          <p>
            <a class={required ? "button act" : "quiet"} href="/you/code">
              {t.makeCode}
            </a>
          </p>
        </Section>
      )}
      <p>
        <a class={required ? "quiet" : "button act"} href="/">
          {required ? t.lookAround : t.begin}
        </a>
      </p>
    </Page>
  );
}
