/** One sentence about what just happened. Good news goes by itself; trouble stays until it is closed or the next act clears it. */
import { useEffect } from "preact/hooks";
import { pages } from "../messages/later.ts";
import { type NoticeKey, notice } from "../state.ts";
import { Button } from "../ui/controls.tsx";

const PASSING: readonly NoticeKey[] = ["savedHere", "copied", "copyKept", "undone"];
const PASSING_MS = 6000;

const clear = () => {
  notice.value = null;
};

export function Notice({ says }: { says: NoticeKey }) {
  useEffect(() => {
    if (!PASSING.includes(says)) return;
    const timer = setTimeout(clear, PASSING_MS);
    return () => clearTimeout(timer);
  }, [says]);
  return (
    <div class="inner">
      <p>{pages.notices[says]}</p>
      <Button look="quiet" tap={clear}>
        {pages.close}
      </Button>
    </div>
  );
}
