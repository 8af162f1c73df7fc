/** The way back with a recovery code. A new passkey follows; afterwards a new code is asked for, as this one was typed somewhere. */
import { useLocation } from "preact-iso/router";
import { unlockWithCode } from "../actions/once.ts";
import { once } from "../messages/once.ts";
import { Ask } from "../ui/forms.tsx";
import { Page } from "../ui/page.tsx";

export default function Recover() {
  const { route } = useLocation();
  const open = async (typed: string) => {
    if (await unlockWithCode(typed)) route("/you/returned", true);
  };
  return (
    <Page title={once.recoverTitle}>
      <p>{once.recoverText}</p>
      <Ask
        label={once.recoverLabel}
        action={once.recoverGo}
        missing={once.needCode}
        code
        long
        most={80}
        answer={open}
      />
    </Page>
  );
}
