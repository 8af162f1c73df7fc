/** Room on *Just mine* for one old note, for who wants that. It comes with *Looking back*, so that nobody else fetches it. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { looking } from "./parts.ts";

export function EarlierHere() {
  const [Shown, setShown] = useState<ComponentType | null>(null);
  useEffect(() => {
    void looking().then(
      ({ Earlier }) => setShown(() => Earlier),
      // A phone that has not fetched it yet shows nothing old.
      () => undefined,
    );
  }, []);
  return Shown && <Shown />;
}
