/** You: the passkey and the code, the two of you, this server, and the ways out. */
import { applyUpdate, promptInstall } from "../actions.ts";
import { counted, t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { install, me, notSent, updateReady } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Choices } from "./choices.tsx";
import { Languages } from "./languages.tsx";
import { Operator } from "./operator.tsx";
import { SignOut } from "./sign_out.tsx";
import { Two } from "./two.tsx";

export default function You() {
  const hasCode = me.value?.recovery === true;
  return (
    <Page title={t.you}>
      <Section title={once.twoTitle}>
        <Two />
      </Section>
      <Section title={once.cardTitle}>
        <p>{once.cardText}</p>
        <p>
          <a class="quiet" href="/card">
            {once.cardGo}
          </a>
        </p>
      </Section>
      <Section title={once.passkeyTitle}>
        <p>{hasCode ? once.codeIsSet : once.codeIsNot}</p>
        <p>
          <a class="button" href="/you/code">
            {hasCode ? once.codeReplace : pages.makeCode}
          </a>
        </p>
        <p>{once.devices}</p>
      </Section>
      <Section title={once.choicesTitle}>
        <Choices />
      </Section>
      <Section title={pages.remindersTitle}>
        <p>
          <a class="quiet" href="/you/reminders">
            {pages.toReminders}
          </a>
        </p>
      </Section>
      <Section title={once.languageTitle}>
        <Languages />
      </Section>
      {notSent.value.length > 0 && (
        <Section title={once.unsentTitle}>
          <p>
            <a class="quiet" href="/unsent">
              {counted(notSent.value.length, pages.unsentLine)}
            </a>
          </p>
        </Section>
      )}
      <Section title={once.serverTitle}>
        <Operator />
        <App />
      </Section>
      <Section title={once.signOutTitle}>
        <p>{once.signOutText}</p>
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
          <p>{pages.updateReady}</p>
          <p>
            <Button tap={applyUpdate}>{pages.updateUse}</Button>
          </p>
        </>
      )}
      {way === "prompt" && (
        <>
          <p>{pages.installOffer}</p>
          <p>
            <Button tap={promptInstall}>{pages.install}</Button>
          </p>
        </>
      )}
      {way === "ios" && <p>{pages.installIos}</p>}
      {way === "menu" && <p>{pages.installMenu}</p>}
    </>
  );
}
