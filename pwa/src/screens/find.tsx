/** Filters and search above a timeline. The panel they are chosen in comes with the first tap on *Find*. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { Button } from "../ui/controls.tsx";
import { type Finding, NOTHING } from "./finding.ts";
import { seldom } from "./parts.ts";

/** The one quiet button beside a title. */
export const FindButton = ({ finding: { open, toggle, id } }: { finding: Finding }) => (
  <button type="button" class="quiet" aria-expanded={open} aria-controls={open ? id : undefined} onClick={toggle}>
    {pages.find}
  </button>
);

type Seldom = Awaited<ReturnType<typeof seldom>>;
let here: Seldom | null = null;

/** The part with the panel: null until it is there, false where it could not be fetched. */
function usePart(open: boolean): Seldom | null | false {
  const [part, setPart] = useState<Seldom | null | false>(here);
  useEffect(() => {
    if (!open || part) return;
    void seldom().then(
      (came) => {
        here = came;
        setPart(came);
      },
      () => setPart(false),
    );
  }, [open]);
  return part;
}

export interface FindProps {
  finding: Finding;
  /** Who else wrote here; undefined: only I do. */
  two?: { name: string | null };
}

export function Find({ finding, two }: FindProps) {
  const { said, shown, change, query, broken, open, toggle } = finding;
  const part = usePart(open);
  const line = useRef<HTMLParagraphElement>(null);
  const empty = query.words.trim() ? pages.foundNoWords : pages.foundNothing;
  const done = () => {
    toggle();
    line.current?.focus();
  };
  return (
    <>
      {open && part && <part.Panel finding={finding} {...(two ? { two } : {})} done={done} />}
      {open && part === false && <p>{t.unloadedText}</p>}
      <div class={said.length > 0 ? "row" : "unseen"}>
        <p role="status" ref={line} tabIndex={-1}>
          {said.length > 0 && pages.finding(said)}
          {broken ? ` ${pages.findBroken}` : said.length > 0 && shown.length === 0 && ` ${empty}`}
        </p>
        {said.length > 0 && (
          <Button look="quiet" tap={() => change(NOTHING)}>
            {pages.showAll}
          </Button>
        )}
      </div>
    </>
  );
}
