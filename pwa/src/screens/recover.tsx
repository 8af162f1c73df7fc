/** The way back with a recovery code. A new passkey follows; afterwards a new code is offered, as this one was typed somewhere. */
import { useLocation } from "preact-iso/router";
import { unlockWithCode } from "../actions/later.ts";
import { pages } from "../messages/pages.ts";
import { Ask } from "../ui/forms.tsx";
import { Page } from "../ui/page.tsx";

export default function Recover() {
  const { route } = useLocation();
  const open = async (typed: string) => {
    if (await unlockWithCode(typed)) route("/begin");
  };
  return (
    <Page title={pages.recoverTitle}>
      <p>{pages.recoverText}</p>
      <Ask
        label={pages.recoverLabel}
        action={pages.recoverGo}
        missing={pages.needCode}
        code
        long
        most={80}
        answer={open}
      />
    </Page>
  );
}
