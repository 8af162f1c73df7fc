/** Looking back together: nothing until both have it on, and nothing any more as soon as one has not. */
import { lookTogether } from "../actions/looking_back.ts";
import { wordName } from "../messages/index.ts";
import { looking } from "../messages/looking.ts";
import { between, notes, type Pair } from "../state.ts";
import { Section } from "../ui/page.tsx";
import { Tick } from "../ui/tick.tsx";
import { Days } from "./looking_days.tsx";
import { bandName, Figure } from "./looking_figure.tsx";
import { BANDS, daysOf, ofTheTwo, type Range, within, wordsOfBoth } from "./looking_notes.ts";
import { Said } from "./looking_words.tsx";

interface TwoProps {
  pair: Pair;
  range: Range;
  today: string;
}

export function Two({ pair, range, today }: TwoProps) {
  // Not all was read yet: nobody knows.
  if (!between.value) return null;
  const [mine, theirs] = [between.value.mine.joint, between.value.theirs.joint];
  return (
    <>
      <Section title={looking.twoTitle}>
        <div class="no-print">
          <Tick on={mine} tap={() => lookTogether(!mine)}>
            {looking.together}
            <span class="small soft">{looking.togetherText(pair.name)}</span>
          </Tick>
        </div>
      </Section>
      {mine && theirs && <Together space={pair.space} range={range} today={today} />}
    </>
  );
}

function Together({ space, range, today }: { space: string; range: Range; today: string }) {
  const shared = within(ofTheTwo(notes.value, space), range, today);
  const words = wordsOfBoth(shared);
  const rows = words.map(({ key, word, band }) => ({ key, head: <bdi>{wordName(word)}</bdi>, cell: bandName(band) }));
  return (
    <>
      <Days
        months={daysOf(shared)}
        range={range}
        today={today}
        title={looking.twoDaysTitle}
        text={shared.length > 0 ? looking.twoDaysText : looking.twoEmpty}
        caption={looking.twoDaysCaption}
      />
      <Figure
        title={looking.bothTitle}
        text={words.length > 0 ? looking.bothText : looking.bothEmpty}
        caption={looking.bothCaption}
        empty={words.length === 0}
        table={() => [{ title: looking.twoTitle, rows }]}
      >
        <ul>
          {BANDS.map((band) => (
            <Said key={band} band={band} words={words.filter((one) => one.band === band)} />
          ))}
        </ul>
      </Figure>
    </>
  );
}
