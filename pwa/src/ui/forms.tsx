/** What asks for more than a tap: a field with its button, and an act that is said before it is done. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { pages } from "../messages/later.ts";
import { Button } from "./controls.tsx";

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

interface TwiceProps {
  label: string;
  title: string;
  look?: "plain" | "quiet";
  children: ComponentChildren;
}

/** A button that first says what will happen; the second tap does it. */
export function Twice({ label, title, look = "plain", children }: TwiceProps) {
  const [open, setOpen] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (open) heading.current?.focus();
  }, [open]);
  if (!open)
    return (
      <Button look={look} tap={() => setOpen(true)}>
        {label}
      </Button>
    );
  return (
    <section class="stack unfold" aria-label={title}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      <Button look="quiet" tap={() => setOpen(false)}>
        {pages.cancel}
      </Button>
    </section>
  );
}
