/** A calendar of days: small months to look at, one opened to tap a day in, and what was written on that day. */
import { useState } from "preact/hooks";
import { t } from "../messages/index.ts";
import { looking } from "../messages/looking.ts";
import { pair } from "../state.ts";
import { dayAndPart, dayName } from "../ui/days.ts";
import { Note } from "../ui/note.tsx";
import { BandShape, bandName, Figure, useAtOnce } from "./looking_figure.tsx";
import type { Band, Day, Month, Range } from "./looking_notes.ts";

interface DaysProps {
  months: readonly Month[];
  range: Range;
  today: string;
  title: string;
  text: string;
  caption: string;
}

export function Days({ months, range, today, title, text, caption }: DaysProps) {
  const { shown, more } = useAtOnce(months, AT_ONCE);
  const name = (month: string) => looking.month(month, today.slice(0, 4));
  const first = shown[0];
  return (
    <Figure
      title={title}
      text={text}
      caption={caption}
      empty={months.length === 0}
      table={() => months.map(({ month, days }) => ({ title: name(month), rows: days.toReversed().map(rowOf) }))}
    >
      {range === "month" ? (
        first && <Open key={first.month} {...first} />
      ) : (
        <>
          {shown.length > 0 && <p class="small soft no-print">{looking.monthOpen}</p>}
          {byYear(shown).map(({ year, months: those }) => (
            <div key={year} class="year">
              {range === "all" && <h3>{year}</h3>}
              <ul class="months">
                {those.map((month) => (
                  <Small key={month.month} month={month} name={name(month.month)} />
                ))}
              </ul>
            </div>
          ))}
          {more}
        </>
      )}
    </Figure>
  );
}

function byYear(months: readonly Month[]): { year: string; months: Month[] }[] {
  const years = new Map<string, Month[]>();
  for (const one of months) years.set(one.month.slice(0, 4), [...(years.get(one.month.slice(0, 4)) ?? []), one]);
  return [...years].map(([year, those]) => ({ year, months: those }));
}

const tilesOf = ({ bands }: Day): string => t.listed(bands.map(bandName));
const rowOf = (day: Day) => ({ key: day.day, head: dayName(day.day), cell: tilesOf(day) });

/** A month on paper: its days in weeks that begin on Monday. */
function weeks(month: string): { before: number; days: number } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  return { before, days: new Date(Date.UTC(year, number, 0)).getUTCDate() };
}

/** Four years. */
const AT_ONCE = 48;
const CELL = 12;
const WOVEN = 11;
const dateOf = ({ day }: Day): number => Number(day.slice(8));

function Small({ month, name }: { month: Month; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <li class={open ? "open" : ""}>
      <button type="button" aria-expanded={open} aria-label={name} onClick={() => setOpen(!open)}>
        <span class="small">{looking.month(month.month, month.month.slice(0, 4))}</span>
        {!open && <Stamp {...month} />}
      </button>
      {open && <Open {...month} />}
    </li>
  );
}

/** The shapes of the tiles, small enough for a day: spark, zigzag, low arc, level line; a ring for what has none. */
const STROKES: Record<string, string> = {
  high_pleasant: "m-1.2 0h2.4m-1.2-1.2v2.4",
  high_unpleasant: "m-3 .7l1.5-1.4l1.5 1.4l1.5-1.4l1.5 1.4",
  low_unpleasant: "m-3-.7q3 2.4 6 0",
  low_pleasant: "m-3 0h6",
  null: "m-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0",
};

/** All days of one tile are two paths, a cloth and a stroke, so that years of them are light. */
function Stamp({ month, days }: Month) {
  const { before, days: last } = weeks(month);
  const corner = (date: number) =>
    [((before + date - 1) % 7) * CELL, Math.floor((before + date - 1) / 7) * CELL] as const;
  const [cloth, strokes, paper] = [new Map<Band, string>(), new Map<Band, string>(), new Set<number>()];
  for (let date = 1; date <= last; date += 1) paper.add(date);
  for (const day of days) {
    const [left, top] = corner(dateOf(day));
    const high = WOVEN / day.bands.length;
    paper.delete(dateOf(day));
    day.bands.forEach((band, at) => {
      const y = top + at * high;
      cloth.set(band, `${cloth.get(band) ?? ""}M${left} ${y}h${WOVEN}v${high}h-${WOVEN}z`);
      strokes.set(band, `${strokes.get(band) ?? ""}M${left + WOVEN / 2} ${y + high / 2}${STROKES[`${band}`]}`);
    });
  }
  const dots = [...paper].map(corner).map(([left, top]) => `M${left + WOVEN / 2} ${top + WOVEN / 2}h.01`);
  return (
    <svg viewBox={`0 0 ${7 * CELL} ${6 * CELL}`} aria-hidden="true">
      <path class="paper-day" d={dots.join("")} />
      {[...cloth].map(([band, draw]) => [
        <path key={`${band} cloth`} class={`cloth ${band ?? "no-tile"}`} d={draw} />,
        <path key={`${band} stroke`} class={`stroke ${band ?? "no-tile"}`} d={strokes.get(band) ?? ""} />,
      ])}
    </svg>
  );
}

/** A month as large as the page, whose days can be tapped. */
function Open({ month, days }: Month) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { before, days: last } = weeks(month);
  const written = new Map(days.map((day) => [dateOf(day), day]));
  const day = days.find((one) => one.day === chosen);
  return (
    <div class="month">
      <ul style={{ "--before": before }}>
        {looking.weekdays.map((name, at) => (
          <li key={`weekday ${at}`} class="small soft" aria-hidden="true">
            {name}
          </li>
        ))}
        {Array.from({ length: last }, (_, index) => {
          const one = written.get(index + 1);
          const tap = () => setChosen(one && one.day !== chosen ? one.day : null);
          return <Cell key={`${index}`} date={index + 1} day={one} on={one?.day === chosen} tap={tap} />;
        })}
      </ul>
      {day && (
        <div class="apart of-a-day unfold">
          {day.notes.map((note) => (
            <Note key={note.id} note={note} name={pair.value?.name ?? null} when={dayAndPart(note)} />
          ))}
        </div>
      )}
    </div>
  );
}

interface CellProps {
  date: number;
  day: Day | undefined;
  on: boolean;
  tap: () => void;
}

function Cell({ date, day, on, tap }: CellProps) {
  if (!day) return <li class="small soft">{date}</li>;
  return (
    <li>
      <button type="button" class="date small" aria-pressed={on} onClick={tap}>
        {date}
        <span class="unseen">{`, ${dayName(day.day)}: ${tilesOf(day)}`}</span>
        <span class="panes" aria-hidden="true">
          {day.bands.map((band) => (
            <span key={band} class={`pane ${band ?? "no-tile"}`}>
              <BandShape band={band} />
            </span>
          ))}
        </span>
      </button>
    </li>
  );
}
