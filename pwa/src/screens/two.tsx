/** The two of you: invite, what I call them, and leaving, which nothing stands in the way of. */
import { leave, namePartner } from "../actions.ts";
import { t } from "../messages/index.ts";
import { pair, pairing, reachable } from "../state.ts";
import { Ask, Button, Twice } from "../ui/controls.tsx";

export function Two() {
  const two = pair.value;
  if (!two || two.closed) {
    return (
      <>
        <p>{two ? t.closedHere : t.notPaired}</p>
        <p>
          <a class="button" href="/invite">
            {pairing.value.step === "none" ? t.inviteTitle : t.toInvitation}
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      <p>{t.pairedWith(two.name)}</p>
      <details>
        <summary>{t.rename}</summary>
        <Ask key={two.name} label={t.namingTitle} action={t.namingDone} missing={t.needName} value={two.name ?? ""} most={40} look="plain" answer={namePartner} />
      </details>
      <Twice label={t.leave} title={t.leaveTitle}>
        <p>{t.leaveText}</p>
        <p>{t.leaveAfraid}</p>
        {!reachable.value && <p>{t.leaveOffline}</p>}
        <Button tap={leave}>{t.leaveNow}</Button>
      </Twice>
    </>
  );
}
