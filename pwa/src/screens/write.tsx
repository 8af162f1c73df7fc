/** How I'm really feeling: one sheet, no "next". Where the only key could still be lost, the recovery code comes first. */
import { useLocation, useRoute } from "preact-iso/router";
import { commit } from "../actions.ts";
import { quadrantOf } from "../content/feelings.ts";
import type { Quadrant } from "../kinds.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/pages.ts";
import { codeRequired } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Shape } from "../ui/icons.tsx";
import { Page } from "../ui/page.tsx";
import { lastTab } from "../ui/tabs.ts";
import { Tiles } from "../ui/tiles.tsx";
import { useDraft } from "./draft.ts";
import { Finish } from "./finish.tsx";
import { Because, HelpChoice, More } from "./sheet_parts.tsx";
import { WordChoice } from "./words.tsx";

export default function Write() {
  return codeRequired.value ? <CodeFirst /> : <Sheet />;
}

function CodeFirst() {
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

function Sheet() {
  const { route } = useLocation();
  const asked = quadrantOf(useRoute().params["slug"]);
  const sheet = useDraft(asked);
  const { draft, change } = sheet;
  const quadrant = draft?.quadrant ?? asked;
  const hand = async (audience: "share" | "keep") => {
    if (!draft) return;
    sheet.done();
    if (await commit(draft, audience)) route(lastTab());
    else change({});
  };
  const choose = () => {
    change({ quadrant: undefined });
    route("/write", true);
  };
  return (
    <Page title={pages.writeTitle} kind={`writing ${quadrant ?? ""}`}>
      {sheet.begun && (
        <p class="row small">
          {pages.begun}
          <Button look="quiet" tap={sheet.afresh}>
            {pages.afresh}
          </Button>
        </p>
      )}
      {!quadrant && draft && (
        <section class="sheet-part">
          <h2>{pages.pickTile}</h2>
          <Tiles />
        </section>
      )}
      {quadrant && <Head quadrant={quadrant} choose={choose} />}
      {quadrant && draft && (
        <>
          <WordChoice key={quadrant} quadrant={quadrant} words={draft.words} set={(words) => change({ words })} />
          <Because text={draft.because} set={(because) => change({ because })} />
          <HelpChoice help={draft.help} set={(help) => change({ help })} />
          <More draft={draft} change={change} />
          <Finish words={draft.words} hand={hand} />
        </>
      )}
    </Page>
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
