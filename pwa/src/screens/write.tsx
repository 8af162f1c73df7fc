/** How I'm really feeling: one sheet, no "next". Where the only key could still be lost, the recovery code comes first. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso/router";
import { commit } from "../actions/later.ts";
import { quadrantOf } from "../content/feelings.ts";
import type { Quadrant } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { codeRequired } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Shape } from "../ui/icons.tsx";
import { Page } from "../ui/page.tsx";
import { lastTab } from "../ui/tabs.ts";
import { Tiles } from "../ui/tiles.tsx";
import { type Sheet, useDraft } from "./draft.ts";
import { Begun, Rest } from "./sheet_parts.tsx";
import { WordChoice } from "./words.tsx";

export default function Write() {
  return codeRequired.value ? <CodeFirst /> : <FromTile />;
}

export function CodeFirst() {
  const { path } = useLocation();
  return (
    <Page title={pages.codeFirstTitle}>
      <p>{pages.codeFirst}</p>
      <p>
        <a class="button act" href={`/you/code?then=${encodeURIComponent(path)}`}>
          {pages.makeCode}
        </a>
      </p>
    </Page>
  );
}

/** Handing a sheet over; what cannot be taken stays on it. */
export function useHand({ draft, change, done }: Sheet) {
  const { route } = useLocation();
  return async (audience: "share" | "keep") => {
    if (!draft) return;
    done();
    if (await commit(draft, audience)) route(lastTab());
    else change({});
  };
}

interface PaperProps {
  title: string;
  sheet: Sheet;
  /** How the words are found; the rest of the sheet follows them. */
  children: ComponentChildren;
  rest: boolean;
}

/** The sheet itself, whichever way its words are found. */
export function Paper({ title, sheet, children, rest }: PaperProps) {
  const { draft, begun } = sheet;
  const hand = useHand(sheet);
  const [aside, setAside] = useState(false);
  const another = () => {
    sheet.another();
    setAside(true);
  };
  return (
    <Page title={title} kind={`writing ${draft?.quadrant ?? ""}`}>
      {begun && <Begun says={pages.begun} action={pages.another} tap={another} />}
      <p class="small" role="status">
        {aside && pages.anotherBegun}
      </p>
      {draft && children}
      {draft && rest && <Rest sheet={sheet} hand={hand} />}
    </Page>
  );
}

function FromTile() {
  const { route, query } = useLocation();
  const asked = quadrantOf(useRoute().params["slug"]);
  const sheet = useDraft({ quadrant: asked, id: query["draft"] });
  const { draft, change } = sheet;
  const quadrant = draft?.quadrant ?? asked;
  const choose = () => {
    change({ quadrant: undefined });
    route("/write", true);
  };
  return (
    <Paper title={pages.writeTitle} sheet={sheet} rest={quadrant !== undefined}>
      {quadrant ? (
        <>
          <Head quadrant={quadrant} choose={choose} />
          <WordChoice
            key={`${draft?.id} ${quadrant}`}
            quadrant={quadrant}
            words={draft?.words ?? []}
            set={(words) => change({ words })}
          />
        </>
      ) : (
        <section class="sheet-part">
          <h2>{pages.pickTile}</h2>
          <Tiles />
          <a class="quiet" href="/write/not-sure">
            {t.notSure}
          </a>
          <a class="quiet" href="/kind">
            {t.kind}
          </a>
          <a class="quiet" href="/prompt">
            {pages.toPrompt}
          </a>
        </section>
      )}
    </Paper>
  );
}

const Head = ({ quadrant, choose }: { quadrant: Quadrant; choose: () => void }) => (
  <div class={`sheet-head ${quadrant}`}>
    <p class="words">
      <Shape quadrant={quadrant} />
      {t.quadrants[quadrant][0]}
    </p>
    <Button look="quiet" tap={choose}>
      {pages.otherTile}
    </Button>
  </div>
);
