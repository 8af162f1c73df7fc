/** Everything is lost: a new account, and then the same partner invites, who may let the old notes be read again. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { signOut } from "../actions/once.ts";
import { createAccount } from "../actions.ts";
import { linking } from "../messages/access.ts";
import { t } from "../messages/index.ts";
import { phase } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Twice } from "../ui/forms.tsx";
import { Page, Section } from "../ui/page.tsx";

export default function Anew() {
  const { route } = useLocation();
  const [says, setSays] = useState("");
  const begin = async () => {
    setSays("");
    const made = await createAccount(() => setSays(t.onceMore));
    setSays("");
    if (made) route("/join", true);
  };
  return (
    <Page title={linking.anewTitle}>
      <p>{linking.anewMine}</p>
      <p>{linking.anewTheirs}</p>
      {phase.value === "locked" && (
        <Section title={linking.anewHere}>
          <Twice label={linking.anewGo} title={linking.anewSure}>
            <p>{linking.anewGoes}</p>
            <Button tap={() => signOut("discard")}>{linking.anewYes}</Button>
          </Twice>
        </Section>
      )}
      {phase.value === "out" && (
        <>
          <p>{linking.anewStart}</p>
          <Button look="act" tap={begin}>
            {linking.anewMake}
          </Button>
          <p class="says" role="status">
            {says}
          </p>
        </>
      )}
    </Page>
  );
}
