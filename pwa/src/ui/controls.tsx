/** Buttons and choices: small, 44 px or more, and never dead. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Check } from "./icons.tsx";

interface ButtonProps {
  /** `act` is the filled one, once a screen; `equal` stands in a pair without a default; `say` says its own words. */
  look?: "act" | "equal" | "plain" | "quiet" | "say";
  children: ComponentChildren;
  tap: () => unknown;
}

const CLASSES: Record<string, string> = { quiet: "quiet", say: "chip" };

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
    <button type="button" class={CLASSES[look] ?? `button ${look}`} aria-disabled={busy} onClick={press}>
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
