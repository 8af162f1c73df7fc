/** A box to tick, as large as a thumb, with its words beside it. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface TickProps {
  on: boolean;
  children: ComponentChildren;
  tap: () => unknown;
}

/** It shows what was tapped at once, and what is as soon as that is done. */
export function Tick({ on, children, tap }: TickProps) {
  const [wish, setWish] = useState<boolean | null>(null);
  const change = async () => {
    setWish(!on);
    await tap();
    setWish(null);
  };
  return (
    <label class="tick">
      <input type="checkbox" checked={wish ?? on} aria-busy={wish !== null} onChange={change} />
      <span>{children}</span>
    </label>
  );
}
