/** You: the passkey and the code, the two of you, this server, and the ways out. */
import { applyUpdate, promptInstall } from "../actions.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/pages.ts";
import { install, me, notSent, updateReady } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Choices } from "./choices.tsx";
import { Operator } from "./operator.tsx";
import { SignOut } from "./sign_out.tsx";
import { Two } from "./two.tsx";

export default function You() {
  const hasCode = me.value?.recovery === true;
  return (
    <Page title={t.you}>
      <Section title={pages.twoTitle}>
        <Two />
      </Section>
      <Section title={pages.passkeyTitle}>
        <p>{hasCode ? pages.codeIsSet : pages.codeIsNot}</p>
        <p>
          <a class="button" href="/you/code">
            {hasCode ? pages.codeReplace : pages.makeCode}
          </a>
        </p>
        <p>{pages.devices}</p>
      </Section>
      <Section title={pages.choicesTitle}>
        <Choices />
      </Section>
      {notSent.value.length > 0 && (
        <Section title={pages.unsentTitle}>
          <p>
            <a class="quiet" href="/unsent">
              {t.unsentLine(notSent.value.length)}
            </a>
          </p>
        </Section>
      )}
      <Section title={pages.serverTitle}>
        <Operator />
        <App />
      </Section>
      <Section title={pages.signOutTitle}>
        <p>{pages.signOutText}</p>
        <SignOut />
      </Section>
    </Page>
  );
}

function App() {
  const way = install.value;
  return (
    <>
      {updateReady.value && (
        <>
          <p>{t.updateReady}</p>
          <p>
            <Button tap={applyUpdate}>{t.updateUse}</Button>
          </p>
        </>
      )}
      {way === "prompt" && (
        <>
          <p>{t.installOffer}</p>
          <p>
            <Button tap={promptInstall}>{t.install}</Button>
          </p>
        </>
      )}
      {way === "ios" && <p>{t.installIos}</p>}
      {way === "menu" && <p>{t.installMenu}</p>}
    </>
  );
}
