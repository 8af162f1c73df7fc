/** One way, on one sheet: a beginning that is whole as it stands, or words of one's own with a because; and then it is said. */
import { useId, useState } from "preact/hooks";
import { momentOf } from "../calendar.ts";
import { FORM_OF, type Way } from "../content/ways.ts";
import { giving, kindStarters } from "../messages/giving.ts";
import { pages } from "../messages/later.ts";
import { notes, pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Page } from "../ui/page.tsx";
import { type Sheet, useDraft } from "./draft.ts";
import { freshFirst } from "./kind_beginnings.ts";
import { Begun, MOST_TEXT } from "./sheet_parts.tsx";
import { useHand } from "./write.tsx";

const FIRST = 6;

export function KindSheet({ way, draft: id }: { way: Way; draft: string | undefined }) {
  const sheet = useDraft({ as: { k: "affirm", way }, id });
  const { draft, change } = sheet;
  const own = draft?.as?.k === "affirm" ? draft.as.own : undefined;
  const began = draft !== null && (draft.because !== "" || own !== undefined);
  const back = () => change({ because: "", as: { k: "affirm", way } });
  return (
    <Page title={pages.ways[way][0]} kind="writing kind">
      {sheet.begun && <Begun says={pages.begun} action={pages.another} tap={sheet.another} />}
      <p class="small soft">{giving.formText[FORM_OF[way]]}</p>
      {draft && !began && <Beginnings way={way} sheet={sheet} />}
      {draft && began && (own ? <OwnWords way={way} own={own} sheet={sheet} /> : <Words sheet={sheet} />)}
      {draft && began && (
        <Button look="quiet" tap={back}>
          {giving.otherBeginning}
        </Button>
      )}
      {draft && began && <Say sheet={sheet} own={own !== undefined} />}
    </Page>
  );
}

function Beginnings({ way, sheet: { change } }: { way: Way; sheet: Sheet }) {
  const title = useId();
  // In this order as long as one looks at it.
  const starters = kindStarters[way];
  const [order] = useState(() => freshFirst(starters, notes.peek(), momentOf().day));
  const [all, setAll] = useState(false);
  return (
    <section class="sheet-part unfold" aria-labelledby={title}>
      <h2 id={title}>{giving.beginningTitle}</h2>
      <ul class="beginnings">
        {(all ? order : order.slice(0, FIRST)).map((place) => (
          <li key={place}>
            <button type="button" class="words" onClick={() => change({ because: starters[place] ?? "" })}>
              {starters[place]}
            </button>
          </li>
        ))}
      </ul>
      <div class="row">
        <Button look="quiet" tap={() => setAll(!all)}>
          {all ? giving.fewer : giving.more}
        </Button>
        <Button look="quiet" tap={() => change({ as: { k: "affirm", way, own: { say: "", why: "" } } })}>
          {giving.ownWords}
        </Button>
      </div>
    </section>
  );
}

interface FieldProps {
  label: string;
  value: string;
  rows: number;
  write: (text: string) => void;
}

const Field = ({ label, value, rows, write }: FieldProps) => (
  <label class="field">
    <span class="small">{label}</span>
    <textarea
      class="words"
      rows={rows}
      maxLength={MOST_TEXT}
      value={value}
      onInput={({ currentTarget }) => write(currentTarget.value)}
    />
  </label>
);

const Words = ({ sheet: { draft, change } }: { sheet: Sheet }) => (
  <section class="sheet-part unfold">
    <Field
      label={giving.wordsLabel}
      rows={4}
      value={draft?.because ?? ""}
      // Emptied by hand it is still these words, not the list of beginnings again.
      write={(because) => change({ because: because === "" ? " " : because })}
    />
  </section>
);

interface OwnProps {
  way: Way;
  own: { say: string; why: string };
  sheet: Sheet;
}

function OwnWords({ way, own, sheet: { change } }: OwnProps) {
  const write = (patch: Partial<typeof own>) => {
    const next = { ...own, ...patch };
    const isWhole = next.say.trim() !== "" && next.why.trim() !== "";
    const because = isWhole ? giving.joined(next.say.trim().replace(/[.,;:\s]+$/u, ""), next.why.trim()) : "";
    change({ as: { k: "affirm", way, own: next }, because });
  };
  return (
    <section class="sheet-part unfold">
      <Field label={giving.sayLabel} rows={2} value={own.say} write={(say) => write({ say })} />
      <Field label={giving.whyLabel} rows={2} value={own.why} write={(why) => write({ why })} />
      <p class="small soft">{giving.whyHint}</p>
    </section>
  );
}

/** Sending it is what one came for; keeping it is possible. With nobody there, it is kept. */
function Say({ sheet, own }: { sheet: Sheet; own: boolean }) {
  const hand = useHand(sheet);
  const [missing, setMissing] = useState(false);
  const none = (sheet.draft?.because ?? "").trim() === "";
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const give = (audience: "share" | "keep") => {
    setMissing(none);
    return none ? undefined : hand(audience);
  };
  return (
    <section class="finish" aria-label={pages.audienceTitle}>
      <p class="says" role="alert">
        {missing && none && (own ? giving.needsWhy : giving.needsWords)}
      </p>
      <p class="small soft">{two ? giving.audience(two.name) : pages.audienceAlone}</p>
      <Button look="act" tap={() => give(two ? "share" : "keep")}>
        {two ? giving.sendTo(two.name) : pages.keep}
      </Button>
      {two && (
        <Button look="quiet" tap={() => give("keep")}>
          {pages.keep}
        </Button>
      )}
      {!two && !pair.value && (
        <a class="quiet small" href="/invite">
          {pages.inviteToShare}
        </a>
      )}
    </section>
  );
}
