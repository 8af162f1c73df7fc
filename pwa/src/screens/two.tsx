/** The two of you: invite, what I call them, and leaving, which nothing stands in the way of. */
import { leave, namePartner } from "../actions/once.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import { pair, pairing, reachable } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask, Twice } from "../ui/forms.tsx";

export function Two() {
  const two = pair.value;
  if (!two || two.closed) {
    return (
      <>
        <p>{two ? pages.closedHere : once.notPaired}</p>
        <p>
          <a class="button" href="/invite">
            {pairing.value.step === "none" ? pages.inviteTitle : t.toInvitation}
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      <p>{once.pairedWith(two.name)}</p>
      <details>
        <summary>{once.rename}</summary>
        <Ask
          key={two.name}
          label={once.namingTitle}
          action={once.namingDone}
          missing={once.needName}
          value={two.name ?? ""}
          most={24}
          look="plain"
          answer={namePartner}
        />
      </details>
      <p>
        <a class="quiet" href="/you/renew-two">
          {once.toRenewTwo}
        </a>
      </p>
      <Twice label={once.leave} title={once.leaveTitle}>
        <p>{once.leaveText}</p>
        <p>{once.leaveAfraid}</p>
        {!reachable.value && <p>{once.leaveOffline}</p>}
        <Button tap={leave}>{once.leaveNow}</Button>
      </Twice>
    </>
  );
}
