/** One way in, a passkey or a device: what it is, what is known of it, and what can be done about it, one thing open at a time. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { devices } from "../messages/access.ts";
import { pages } from "../messages/later.ts";
import { Button } from "../ui/controls.tsx";
import { dayWithin } from "../ui/day_within.ts";
import { Check } from "../ui/icons.tsx";

interface Act {
  label: string;
  /** The label with the name of what it is done to, for ears. */
  whole: string;
  panel: (close: () => void) => ComponentChildren;
}

interface WayInProps {
  name: string;
  /** Said when it is the one in use here. */
  here: string | false;
  known: readonly (string | false | null)[];
  acts: readonly Act[];
}

export function WayIn({ name, here, known, acts }: WayInProps) {
  const [open, setOpen] = useState<number | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (open !== null) panel.current?.focus();
  }, [open]);
  const close = () => {
    row.current?.querySelectorAll("button")[open ?? 0]?.focus();
    setOpen(null);
  };
  return (
    <li class="way-in">
      <h3>{name}</h3>
      {here && (
        <p class="small here">
          <Check />
          {here}
        </p>
      )}
      {known.map((line) => line && <p class="small soft">{line}</p>)}
      {acts.length > 0 && (
        <div class="row" ref={row}>
          {acts.map(({ label, whole }, at) => (
            <button
              key={label}
              type="button"
              class="quiet"
              aria-label={whole}
              aria-expanded={open === at}
              onClick={() => setOpen(open === at ? null : at)}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {open !== null && (
        <div class="stack unfold" ref={panel} tabIndex={-1}>
          {acts[open]?.panel(close)}
          <Button look="quiet" tap={close}>
            {pages.cancel}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Since when it is there, and the day it was of use; days and nothing finer. */
export const days = (since: string, used: string): string =>
  since === used ? devices.sameDay(dayWithin(since)) : devices.days(dayWithin(since), dayWithin(used));
