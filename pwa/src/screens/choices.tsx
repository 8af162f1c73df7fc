/** What a person decides about the app itself: the lock of *Just mine*, and the hint on the sheet. */
import { setSetting } from "../actions/later.ts";
import { once } from "../messages/once.ts";
import { settings } from "../state.ts";
import { Tick } from "../ui/tick.tsx";

export function Choices() {
  const { mine_lock, hints } = settings.value;
  return (
    <>
      <Tick on={mine_lock} tap={() => setSetting("mine_lock", !mine_lock)}>
        <span>{once.choiceLock}</span>
        <span class="small soft">{once.choiceLockHint}</span>
      </Tick>
      <Tick on={hints} tap={() => setSetting("hints", !hints)}>
        <span>{once.choiceHints}</span>
        <span class="small soft">{once.choiceHintsHint}</span>
      </Tick>
    </>
  );
}
