/** My words over time: a river that flows down the page, a band for each tile, and beside it the words themselves. */
import type { Word } from "../kinds.ts";
import { t, wordName } from "../messages/index.ts";
import { looking } from "../messages/looking.ts";
import { BandShape, bandName, Figure, useAtOnce } from "./looking_figure.tsx";
import { BANDS, type Band, type BandOfWords, type Often, type Range, type Time } from "./looking_notes.ts";

/** So many words of a tile stand beside the river; the table has all. */
const MOST_WORDS = 4;
/** A year of months. */
const AT_ONCE = 12;
/** Whatever was there at all can be seen. */
const THINNEST = 0.09;

interface WordsProps {
  times: readonly Time[];
  range: Range;
  today: string;
}

/** The days a time covers, as people say them. */
function nameOf(time: string, range: Range, today: string): string {
  if (range !== "month") return looking.month(time, today.slice(0, 4));
  const [year = 0, month = 1, first = 1] = time.split("-").map(Number);
  const last = first === 22 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : first + 6;
  return looking.week(time, `${time.slice(0, 8)}${last}`);
}

export function Words({ times, range, today }: WordsProps) {
  const { shown, more } = useAtOnce(times, AT_ONCE);
  const widths = shown.map(({ bands }) => widthsOf(bands));
  return (
    <Figure
      title={looking.wordsTitle}
      text={times.length > 0 ? looking.wordsText : looking.wordsEmpty}
      caption={looking.wordsCaption}
      empty={times.length === 0}
      defined={looking.wordsDefined}
      table={() => times.map((time) => ({ title: nameOf(time.time, range, today), rows: time.bands.map(rowOf) }))}
    >
      <ol class="river">
        {shown.map(({ time, bands }, at) => (
          <li key={time}>
            <Reach above={widths[at - 1]} here={widths[at] ?? []} below={widths[at + 1]} />
            <div>
              <h3>{nameOf(time, range, today)}</h3>
              <ul>
                {bands.map(({ band, words }) => (
                  <Said key={band} band={band} words={words.slice(0, MOST_WORDS)} />
                ))}
              </ul>
            </div>
          </li>
        ))}
      </ol>
      {more}
    </Figure>
  );
}

interface SaidProps {
  band: Band;
  words: readonly { key: string; word: Word; often?: Often }[];
}

/** The words of one tile behind its shape. */
export const Said = ({ band, words }: SaidProps) =>
  words.length > 0 && (
    <li class={`said ${band ?? "no-tile"}`}>
      <BandShape band={band} />
      <p class="words">
        <span class="unseen">{bandName(band)}: </span>
        {words.flatMap(({ key, word, often }) => [
          <bdi key={key} class={often}>
            {wordName(word)}
          </bdi>,
          " ",
        ])}
      </p>
    </li>
  );

const rowOf = ({ band, much, words }: BandOfWords) => ({
  key: `${band}`,
  head: t.listed([bandName(band), looking.much[much]]),
  // Isolated: a word from right to left must not turn the next ones round.
  cell: t.listed(words.map(({ word, often }) => `\u2068${wordName(word)}\u2069${looking.often[often]}`)),
});

/** How wide each band is, in the order of `BANDS`; together 1. */
function widthsOf(bands: readonly BandOfWords[]): number[] {
  const wide = BANDS.map((band) => bands.find((one) => one.band === band)).map((one) =>
    one ? Math.max(one.share, THINNEST) : 0,
  );
  const total = wide.reduce((sum, width) => sum + width, 0);
  return wide.map((width) => width / total);
}

const between = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((width, at) => (width + (b[at] ?? 0)) / 2);
/** Where each band begins and ends, in hundredths. */
function edges(widths: readonly number[]): number[] {
  const all = [0];
  for (const width of widths) all.push((all.at(-1) ?? 0) + 100 * width);
  return all.map((edge) => Math.round(edge * 10) / 10);
}

interface ReachProps {
  above: readonly number[] | undefined;
  here: readonly number[];
  below: readonly number[] | undefined;
}

/** One time's stretch of the river: it comes in as wide as it left the one above, and goes out as wide as the next begins. */
function Reach({ above, here, below }: ReachProps) {
  const [top, middle, bottom] = [edges(between(here, above ?? here)), edges(here), edges(between(here, below ?? here))];
  const side = (at: number) => [top[at] ?? 0, middle[at] ?? 0, bottom[at] ?? 0] as const;
  return (
    <svg class="reach" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {BANDS.map((band, at) => {
        const [left, right] = [side(at), side(at + 1)];
        if (left.every((x, n) => x === right[n])) return null;
        return <Flow key={band} band={band} left={left} right={right} />;
      })}
    </svg>
  );
}

type Side = readonly [top: number, middle: number, bottom: number];
const down = ([a, b, c]: Side): string => `${a} 0C${a} 25 ${b} 25 ${b} 50S${c} 75 ${c} 100`;
const up = ([a, b, c]: Side): string => `${c} 100C${c} 75 ${b} 75 ${b} 50S${a} 25 ${a} 0`;

function Flow({ band, left, right }: { band: Band; left: Side; right: Side }) {
  const middle = left.map((x, at) => (x + (right[at] ?? 0)) / 2) as unknown as Side;
  return (
    <>
      <path class={`water ${band ?? "no-tile"}`} d={`M${down(left)}L${up(right)}Z`} />
      <path class={`current ${band ?? "no-tile"}`} d={`M${down(middle)}`} />
    </>
  );
}
