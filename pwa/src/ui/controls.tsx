/** Buttons, fields and choices: small, 44 px or more, and never dead. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../messages/index.ts";
import { Check } from "./icons.tsx";

interface ButtonProps {
  /** `act` is the filled one, once a screen; `equal` stands in a pair without a default. */
  look?: "act" | "equal" | "plain" | "quiet";
  children: ComponentChildren;
  tap: () => unknown;
}

/** A button that does one thing at a time: a second tap while the first still works is ignored. */
export function Button({ look = "plain", children, tap }: ButtonProps) {
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await tap();
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" class={look === "quiet" ? "quiet" : `button ${look}`} aria-disabled={busy} onClick={press}>
      {children}
    </button>
  );
}

interface ChipProps {
  on: boolean;
  serif?: boolean;
  description?: string;
  children: ComponentChildren;
  tap: () => void;
}

/** A choice that can be taken back by tapping it again. */
export function Chip({ on, serif, description, children, tap }: ChipProps) {
  const id = useId();
  return (
    <button
      type="button"
      class={serif ? "chip serif" : "chip"}
      aria-pressed={on}
      aria-describedby={description ? id : undefined}
      onClick={tap}
    >
      {on && <Check />}
      <span>{children}</span>
      {description && (
        <span id={id} hidden>
          {description}
        </span>
      )}
    </button>
  );
}

interface AskProps {
  label: string;
  action: string;
  /** Said under the field when it was sent empty. */
  missing: string;
  value?: string;
  long?: boolean;
  /** For codes: capitals, fixed width, no help from the keyboard. */
  code?: boolean;
  most?: number;
  look?: "act" | "plain";
  answer: (text: string) => unknown;
}

/** One field with one button. What was typed stays until the screen goes. */
export function Ask({ label, action, missing, value = "", long, code, most = 1000, look = "act", answer }: AskProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [empty, setEmpty] = useState(false);
  const send = () => {
    setEmpty(text.trim() === "");
    return text.trim() === "" ? undefined : answer(text.trim());
  };
  const field = {
    id,
    value: text,
    maxLength: most,
    autocomplete: "off",
    autocapitalize: code ? "characters" : "sentences",
    spellcheck: false,
    class: code ? "typed" : "",
    "aria-invalid": empty,
    "aria-describedby": `${id}-says`,
    onInput: (event: { currentTarget: { value: string } }) => setText(event.currentTarget.value),
  } as const;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="field">
        <label for={id}>{label}</label>
        {long ? <textarea {...field} /> : <input type="text" {...field} />}
        <p id={`${id}-says`} class="says" role="alert">
          {empty && missing}
        </p>
      </div>
      <Button look={look} tap={send}>
        {action}
      </Button>
    </form>
  );
}

/** A button that first says what will happen; the second tap does it. */
export function Twice({ label, title, children }: { label: string; title: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (open) heading.current?.focus();
  }, [open]);
  if (!open) return <Button tap={() => setOpen(true)}>{label}</Button>;
  return (
    <section class="stack unfold" aria-label={title}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      <Button look="quiet" tap={() => setOpen(false)}>
        {t.cancel}
      </Button>
    </section>
  );
}
