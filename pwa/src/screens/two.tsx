/** The two of you: invite, what I call them, and leaving, which nothing stands in the way of. */
import { leave, namePartner } from "../actions/later.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/pages.ts";
import { pair, pairing, reachable } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask, Twice } from "../ui/forms.tsx";

export function Two() {
  const two = pair.value;
  if (!two || two.closed) {
    return (
      <>
        <p>{two ? pages.closedHere : pages.notPaired}</p>
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
      <p>{pages.pairedWith(two.name)}</p>
      <details>
        <summary>{pages.rename}</summary>
        <Ask
          key={two.name}
          label={pages.namingTitle}
          action={pages.namingDone}
          missing={pages.needName}
          value={two.name ?? ""}
          most={24}
          look="plain"
          answer={namePartner}
        />
      </details>
      <Twice label={pages.leave} title={pages.leaveTitle}>
        <p>{pages.leaveText}</p>
        <p>{pages.leaveAfraid}</p>
        {!reachable.value && <p>{pages.leaveOffline}</p>}
        <Button tap={leave}>{pages.leaveNow}</Button>
      </Twice>
    </>
  );
}
