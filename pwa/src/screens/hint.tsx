/** Another beginning for "you always …": offered once typing rests, never in the way, and switched off beside itself. */
import { useEffect, useRef, useState } from "preact/hooks";
import { setSetting } from "../actions/later.ts";
import { mayLandHard } from "../content/hints.ts";
import type { Quadrant } from "../kinds.ts";
import { pages } from "../messages/later.ts";
import { settings } from "../state.ts";
import { Button } from "../ui/controls.tsx";

const PAUSE_MS = 1200;

interface HintProps {
  text: string;
  quadrant: Quadrant | undefined;
  /** Put the gentle beginning at the end of what was typed. */
  add: () => void;
}

export function Hint({ text, quadrant, add }: HintProps) {
  const [step, setStep] = useState<"quiet" | "offered" | "used" | "off">("quiet");
  const says = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (step === "used" || step === "off" || !settings.value.hints) return;
    const timer = setTimeout(
      () => setStep(mayLandHard(text, quadrant, pages.hintPatterns) ? "offered" : "quiet"),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [text, quadrant, step]);
  const stop = async () => {
    if (!(await setSetting("hints", false))) return;
    setStep("off");
    says.current?.focus();
  };
  return (
    <div class="hint">
      <p class="small" role="status" tabIndex={-1} ref={says}>
        {step === "offered" && pages.hint}
        {step === "off" && pages.hintsOff}
      </p>
      {step === "offered" && (
        <div class="row small">
          <Button
            look="quiet"
            tap={() => {
              setStep("used");
              add();
            }}
          >
            {pages.hintAdd}
          </Button>
          <Button look="quiet" tap={stop}>
            {pages.hintStop}
          </Button>
        </div>
      )}
    </div>
  );
}
