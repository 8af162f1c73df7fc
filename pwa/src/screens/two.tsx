/** The two of you: invite, what I call them, and leaving, which nothing stands in the way of. */
import { useRef, useState } from "preact/hooks";
import { leave, type Notes, namePartner } from "../actions/once.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { leaving, once } from "../messages/once.ts";
import { type Pair, pair, pairing, reachable } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Ask, Twice } from "../ui/forms.tsx";
import { Before } from "./before.tsx";
import { Afraid, NotesChoice } from "./parting.tsx";
import { QuickExit } from "./quick_exit.tsx";

export function Two() {
  const two = pair.value;
  const says = useRef<HTMLParagraphElement>(null);
  const open = two !== null && !two.closed;
  return (
    <>
      <p ref={says} tabIndex={-1}>
        {!two ? once.notPaired : two.closed ? pages.closedHere : once.pairedWith(two.name)}
      </p>
      {open ? <Open two={two} left={() => says.current?.focus()} /> : <Alone />}
      <Before />
    </>
  );
}

const Alone = () => (
  <p>
    <a class="button" href="/invite">
      {pairing.value.step === "none" ? pages.inviteTitle : t.toInvitation}
    </a>
  </p>
);

function Open({ two, left }: { two: Pair; left: () => void }) {
  const [notes, choose] = useState<Notes>("stay");
  const go = async () => {
    if (await leave(notes)) left();
  };
  return (
    <>
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
      <Twice label={leaving.leave} title={leaving.title}>
        <p>{leaving.text}</p>
        <NotesChoice notes={notes} choose={choose} />
        <Afraid />
        {!reachable.value && <p>{leaving.offline}</p>}
        <Button tap={go}>{leaving.now}</Button>
        <QuickExit />
      </Twice>
    </>
  );
}
