/** Filters and search above a timeline. The panel they are chosen in comes with the first tap on *Find*. */
import { useRef } from "preact/hooks";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { Button } from "../ui/controls.tsx";
import { type Finding, NOTHING } from "./finding.ts";

/** The one quiet button beside a title. It says "expanded" no sooner than there is something to go to. */
export function FindButton({ finding: { open, part, toggle, id } }: { finding: Finding }) {
  const there = open && part !== null;
  return (
    <button type="button" class="quiet" aria-expanded={there} aria-controls={there ? id : undefined} onClick={toggle}>
      {pages.find}
    </button>
  );
}

export interface FindProps {
  finding: Finding;
  /** Who else wrote here; undefined: only I do. */
  two?: { name: string | null };
}

export function Find({ finding, two }: FindProps) {
  const { said, shown, change, query, broken, open, part, toggle } = finding;
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
