/** The way back with a recovery code. A new passkey follows; afterwards a new code is offered, as this one was typed somewhere. */
import { useLocation } from "preact-iso/router";
import { unlockWithCode } from "../actions.ts";
import { t } from "../messages/index.ts";
import { Ask } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";

export default function Recover() {
  const { route } = useLocation();
  const open = async (typed: string) => {
    if (await unlockWithCode(typed)) route("/begin");
  };
  return (
    <Page title={t.recoverTitle}>
      <p>{t.recoverText}</p>
      <Ask label={t.recoverLabel} action={t.recoverGo} missing={t.needCode} code long most={80} answer={open} />
    </Page>
  );
}
