/** No word yet: energy and body first, words suggested after, and then the same sheet as from a tile. */
import { useLocation } from "preact-iso/router";
import { BODY, ENERGIES, homeOf, leaningOf, SENSATIONS, type Sense, TONES } from "../content/body.ts";
import type { Word } from "../kinds.ts";
import { pages } from "../messages/later.ts";
import { codeRequired } from "../state.ts";
import { useDraft } from "./draft.ts";
import { Choice, toggled } from "./sheet_parts.tsx";
import { Suggestions } from "./suggestions.tsx";
import { CodeFirst, Paper } from "./write.tsx";

export default function NotSure() {
  return codeRequired.value ? <CodeFirst /> : <FromBody />;
}

function FromBody() {
  const { query } = useLocation();
  const sheet = useDraft({ id: query["draft"] });
  const { draft, change } = sheet;
  const sense: Sense = draft?.sense ?? { body: [] };
  const words = draft?.words ?? [];
  const answer = (part: Partial<Sense>) => change({ sense: { ...sense, ...part } });
  /** The first word of the catalogue says which quadrant it is; with only a word of my own, the answers do. */
  const set = (chosen: Word[]) =>
    change({
      words: chosen,
      quadrant: chosen.map(homeOf).find(Boolean) ?? (chosen.length > 0 ? leaningOf(sense) : undefined),
    });
  const body = sense.body.filter((one) => one in BODY);
  const answered = body.length > 0 || sense.energy !== undefined || sense.tone !== undefined;
  return (
    <Paper title={pages.notSureTitle} sheet={sheet} rest={words.length > 0 || Boolean(draft?.because)}>
      <Choice
        title={pages.energyTitle}
        of={ENERGIES}
        names={pages.energies}
        chosen={[sense.energy]}
        tap={(energy) => answer({ energy: sense.energy === energy ? undefined : energy })}
      />
      <Choice
        title={pages.bodyTitle}
        of={SENSATIONS}
        names={pages.sensations}
        chosen={body}
        tap={(one) => answer({ body: toggled(body, one) })}
      />
      <Choice
        title={pages.toneTitle}
        of={TONES}
        names={pages.tones}
        chosen={[sense.tone]}
        tap={(tone) => answer({ tone: sense.tone === tone ? undefined : tone })}
      />
      {(answered || words.length > 0) && <Suggestions sense={{ ...sense, body }} words={words} set={set} />}
      {words.length === 0 && (
        <a class="quiet small" href="/write">
          {pages.tileInstead}
        </a>
      )}
    </Paper>
  );
}
