/** Says aloud, for those who listen instead of look, that something new came while the app is open. */
import { useRef } from "preact/hooks";
import { t } from "../messages/index.ts";
import { filling, notes, notesReady, pair } from "../state.ts";

export function Arrivals() {
  const newest = useRef<string | null | undefined>(undefined);
  const said = useRef("");
  const latest = notes.value.findLast((note) => note.shared && !note.mine)?.id ?? null;
  if (notesReady.value) {
    const isNew = newest.current !== undefined && latest !== null && latest !== newest.current;
    if (isNew && !filling.value) said.current = t.arrived(pair.value?.name ?? null);
    newest.current = latest;
  }
  return (
    <p class="unseen" role="status">
      {said.current}
    </p>
  );
}
