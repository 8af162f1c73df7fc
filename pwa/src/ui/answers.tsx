/** Ways to answer: the words themselves are the buttons, and one tap says them. */
import { useState } from "preact/hooks";
import type { Form } from "../content/answers.ts";
import { BACKS, type Back } from "../kinds.ts";
import { answerName, t } from "../messages/index.ts";
import { Button } from "./controls.tsx";

interface WaysProps {
  forms: readonly Form[];
  label: string;
  say: (form: Form, back?: Back) => unknown;
}

export function Ways({ forms, label, say }: WaysProps) {
  const [when, setWhen] = useState(false);
  return (
    <>
      <fieldset class="chips ways" aria-label={label}>
        {forms.map((form) =>
          form === "come_back" ? (
            <button key={form} type="button" class="chip" aria-expanded={when} onClick={() => setWhen(!when)}>
              {answerName(form)}
            </button>
          ) : (
            <Button key={form} look="say" tap={() => say(form)}>
              {answerName(form)}
            </Button>
          ),
        )}
      </fieldset>
      {when && (
        <fieldset class="chips ways unfold" aria-label={answerName("come_back") ?? ""}>
          {BACKS.map((back) => (
            <Button key={back} look="say" tap={() => say("come_back", back)}>
              {t.backs[back]}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  );
}
