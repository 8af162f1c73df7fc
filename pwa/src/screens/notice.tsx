/** One sentence about what just happened. Good news goes by itself; trouble stays until it is closed or the next act clears it. */
import { useEffect } from "preact/hooks";
import { t } from "../messages/index.ts";
import { type NoticeKey, notice } from "../state.ts";
import { Button } from "../ui/controls.tsx";

const PASSING: readonly NoticeKey[] = ["savedHere", "copied", "undone"];
const PASSING_MS = 6000;

const clear = () => {
  notice.value = null;
};

export function Notice() {
  const key = notice.value;
  useEffect(() => {
    if (key === null || !PASSING.includes(key)) return;
    const timer = setTimeout(clear, PASSING_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <div class={key ? "bar" : "unseen"} role="status">
      {key && (
        <div class="inner">
          <p>{t.notices[key]}</p>
          <Button look="quiet" tap={clear}>
            {t.close}
          </Button>
        </div>
      )}
    </div>
  );
}
