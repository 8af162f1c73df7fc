/** The first screen of someone who is not signed in: the question, and one button. */

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { createAccount, signIn } from "../actions.ts";
import { t } from "../messages/index.ts";
import { welcome } from "../messages/welcome.ts";
import { invitation } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { useArrival } from "../ui/page.tsx";

export default function Welcome() {
  const { route } = useLocation();
  const main = useArrival<HTMLElement>(t.brand);
  const [says, setSays] = useState("");
  const begin = async () => {
    setSays("");
    // Where the new person lands; until the account is there this address shows the welcome as well.
    route("/begin", true);
    if (!(await createAccount(() => setSays(t.onceMore)))) route("/", true);
    setSays("");
  };
  return (
    <main class="page today" ref={main} tabIndex={-1}>
      <div class="above">
        <p class="words">{welcome.slogan}</p>
        <p>{welcome.whatItIs}</p>
        {invitation.value && (
          <p>
            <a class="quiet" href="/join">
              {t.toInvitation}
            </a>
          </p>
        )}
      </div>
      <section class="ask">
        <h1>{t.question}</h1>
        <div class="ask-body">
          <div class="stack">
            <Button look="act" tap={begin}>
              {welcome.start}
            </Button>
            <p class="small soft" role="status">
              {says || welcome.startHint}
            </p>
            <Button look="quiet" tap={signIn}>
              {t.haveOne}
            </Button>
            <a class="quiet" href="/recover">
              {welcome.haveCode}
            </a>
            <a class="quiet" href="/about">
              {t.whatIsThis}
            </a>
            <a class="quiet" href="/safety">
              {welcome.safety}
            </a>
          </div>
        </div>
      </section>
    </main>
  );
}
