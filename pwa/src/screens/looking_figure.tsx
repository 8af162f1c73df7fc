/** How each picture stands on the page: its name, one line about it, the picture, and the same as a table. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { t } from "../messages/index.ts";
import { looking } from "../messages/looking.ts";
import { Button } from "../ui/controls.tsx";
import { Shape } from "../ui/icons.tsx";
import { BANDS, type Band } from "./looking_notes.ts";

export interface Rows {
  title: string;
  /** What each row is about, and what is said about it. */
  rows: readonly { key: string; head: ComponentChildren; cell: ComponentChildren }[];
}

interface FigureProps {
  title: string;
  text: string;
  caption: string;
  /** In groups with a heading of their own; looked at only when the table is opened. */
  table: () => readonly Rows[];
  /** What the words of quantity in it mean. */
  defined?: string;
  /** There is nothing to draw, and `text` says so. */
  empty: boolean;
  children: ComponentChildren;
}

export function Figure({ title, text, caption, table, defined, empty, children }: FigureProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <section class="part looked" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p id={`${id}-text`} class="small soft">
        {text}
      </p>
      {!empty && (
        <>
          <figure aria-labelledby={id} aria-describedby={`${id}-text`}>
            {children}
          </figure>
          <details class="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{looking.asTable}</summary>
            {open && <Table caption={caption} groups={table()} defined={defined} />}
          </details>
        </>
      )}
    </section>
  );
}

function Table({
  caption,
  groups,
  defined,
}: {
  caption: string;
  groups: readonly Rows[];
  defined: string | undefined;
}) {
  return (
    <div>
      <table>
        <caption>
          {caption}
          {defined && <span class="soft"> {defined}</span>}
        </caption>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            <tr>
              <th colSpan={2} scope="rowgroup">
                {title}
              </th>
            </tr>
            {rows.map(({ key, head, cell }) => (
              <tr key={key}>
                <th scope="row">{head}</th>
                <td>{cell}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

export const bandName = (band: Band): string => (band ? t.quadrants[band][0] : looking.noTile);
/** What has no tile has a ring. */
export const BandShape = ({ band }: { band: Band }) =>
  band ? (
    <Shape quadrant={band} />
  ) : (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="5" />
    </svg>
  );

/** The four tiles in the places they have on Today and in every day, with their shapes and hues. */
export const Legend = () => (
  <ul class="legend small" aria-label={looking.tilesTitle}>
    {BANDS.map((band) => (
      <li key={band} class={band ?? "no-tile"}>
        <BandShape band={band} />
        {bandName(band)}
      </li>
    ))}
  </ul>
);

/** However many there are, the page begins with so many, and as many more for a tap. */
export function useAtOnce<One>(
  all: readonly One[],
  atOnce: number,
): { shown: readonly One[]; more: ComponentChildren } {
  const [most, setMost] = useState(atOnce);
  const more = all.length > most && (
    <Button look="quiet" tap={() => setMost(most + atOnce)}>
      {looking.earlier}
    </Button>
  );
  return { shown: all.slice(0, most), more };
}
