/** What I shared with someone, where it ended: it can still be taken back, whoever left. */
import { useEffect, useState } from "preact/hooks";
import { type Before as Ended, letGo, sharedBefore } from "../actions/once.ts";
import { leaving } from "../messages/once.ts";
import { pair, reachable } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayWithin } from "../ui/day_within.ts";
import { Twice } from "../ui/forms.tsx";
import { Afraid } from "./parting.tsx";

export function Before() {
  const [ended, setEnded] = useState<readonly Ended[]>([]);
  const read = () => sharedBefore().then(setEnded);
  const here = [pair.value, reachable.value];
  useEffect(() => void read(), here);
  if (ended.length === 0) return null;
  return (
    <ul class="apart">
      {ended.map((one) => (
        <li key={one.space} class="stack">
          <One one={one} changed={read} />
        </li>
      ))}
    </ul>
  );
}

function One({ one, changed }: { one: Ended; changed: () => Promise<void> }) {
  const said = one.letGo ? (one.untold ? leaving.letGoUntold : leaving.wasLetGo) : one.untold && leaving.untold;
  return (
    <>
      <h3>{leaving.before(one.name, dayWithin(one.since))}</h3>
      <p role="status">{said}</p>
      {!one.letGo && (
        <Twice label={leaving.letGo} title={leaving.letGoTitle}>
          <p>{leaving.takeBackHint}</p>
          <p>{leaving.letGoStays}</p>
          <Afraid />
          <Button tap={async () => (await letGo(one.space)) && changed()}>{leaving.letGoNow}</Button>
        </Twice>
      )}
    </>
  );
}
