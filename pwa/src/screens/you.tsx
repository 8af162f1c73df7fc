/** You: the two of you, who can get in, how the app behaves, this server, and the ways out. */
import { applyUpdate, promptInstall } from "../actions/later.ts";
import { counted, t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { leaving, once } from "../messages/once.ts";
import { install, me, notSent, updateReady } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Row, Rows } from "../ui/rows.tsx";
import { Choices } from "./choices.tsx";
import { copy } from "./copy.ts";
import { Languages } from "./languages.tsx";
import { Operator } from "./operator.tsx";
import { Revoked } from "./revoked.tsx";
import { SignOut } from "./sign_out.tsx";
import { Two } from "./two.tsx";

export default function You() {
  const hasCode = me.value?.recovery === true;
  return (
    <Page title={t.you}>
      <Revoked />
      <Section title={once.twoTitle}>
        <Two />
        <Rows>
          <Row at="/card" name={once.cardTitle} says={once.cardText} />
          <Row at="/safety" name={once.toSafety} says={once.toSafetySays} />
        </Rows>
      </Section>
      <Section title={once.waysInTitle}>
        <Rows>
          <Row at="/you/devices" name={once.toDevices} says={once.toDevicesSays} />
          <Row
            at="/you/code"
            name={hasCode ? once.codeReplace : pages.makeCode}
            says={hasCode ? once.codeIsSet : once.codeIsNot}
          />
        </Rows>
      </Section>
      <Section title={once.choicesTitle}>
        <Choices />
        <Rows>
          <Row at="/you/lock" name={once.toLock} says={once.toLockSays} />
          <Row at="/you/reminders" name={pages.toReminders} />
        </Rows>
      </Section>
      <Section title={once.languageTitle}>
        <Languages />
      </Section>
      {notSent.value.length > 0 && (
        <Section title={leaving.unsentTitle}>
          <p>
            <a class="quiet" href="/unsent">
              {counted(notSent.value.length, pages.unsentLine)}
            </a>
          </p>
        </Section>
      )}
      <Section title={once.serverTitle}>
        <Operator />
        <OwnNumber />
        <App />
      </Section>
      <Section title={once.alongTitle}>
        <Rows>
          <Row at="/you/along" name={once.toAlong} says={once.toAlongSays} />
        </Rows>
      </Section>
      <Section title={once.signOutTitle}>
        <p>{once.signOutText}</p>
        <SignOut />
        <p>
          <a class="quiet" href="/you/end">
            {once.endAccount}
          </a>
        </p>
      </Section>
    </Page>
  );
}

/** For whoever asks the operator to sign them out everywhere. It opens nothing. */
function OwnNumber() {
  const uid = me.value?.uid ?? "";
  return (
    <details>
      <summary>{once.ownNumber}</summary>
      <p>{once.ownNumberText}</p>
      <p>
        <code translate={false}>{uid}</code>
      </p>
      <Button look="quiet" tap={() => copy(uid)}>
        {once.ownNumberCopy}
      </Button>
    </details>
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
