/** What lands with me, and what lands with the other: an order of ways that each can change at any time. No quiz, no score. */
import { useState } from "preact/hooks";
import { setCard } from "../actions/giving.ts";
import { offeredWays, WAYS, type Way } from "../content/ways.ts";
import { giving } from "../messages/giving.ts";
import { pages } from "../messages/later.ts";
import { between, type Pair, pair } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";

export default function Card() {
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const told = between.value;
  return (
    <Page title={giving.cardTitle}>
      {!two && <p>{giving.cardAlone}</p>}
      {two && !told && <p class="soft">{pages.opening}</p>}
      {two && told && <Mine two={two} said={told.mine.ways} />}
      {two && told && <Theirs two={two} said={told.theirs.ways} />}
      <p class="small soft">{giving.science}</p>
    </Page>
  );
}

interface SaidProps {
  two: Pair;
  said: readonly string[] | null;
}

interface Line {
  way: Way;
  on: boolean;
}

/** What I said comes first and in its order; what I left out stands below. */
function linesOf(said: readonly string[] | null): Line[] {
  const on = offeredWays(said);
  return [...on, ...WAYS.filter((way) => !on.includes(way))].map((way) => ({ way, on: on.includes(way) }));
}

function Mine({ two, said }: SaidProps) {
  // As it was when the page opened: another device's change does not pull it away under the thumb.
  const [lines, setLines] = useState(() => linesOf(said));
  /** What was just done: saved, or a line moved. */
  const [done, setDone] = useState<"saved" | Way | null>(null);
  const move = (at: number, by: -1 | 1) => {
    const next = [...lines];
    const [line] = next.splice(at, 1);
    if (!line) return;
    next.splice(at + by, 0, line);
    setLines(next);
    setDone(line.way);
  };
  const turn = (way: Way) => {
    setLines(lines.map((line) => (line.way === way ? { way, on: !line.on } : line)));
    setDone(null);
  };
  const save = async () => {
    setDone(null);
    if (await setCard(lines.filter(({ on }) => on).map(({ way }) => way))) setDone("saved");
  };
  const placeOf = (moved: Way) => lines.findIndex(({ way }) => way === moved) + 1;
  return (
    <>
      <p>{giving.cardText(two.name)}</p>
      <ol class="card-lines">
        {lines.map((line, at) => (
          <CardLine
            key={line.way}
            line={line}
            up={at > 0 ? () => move(at, -1) : null}
            down={at < lines.length - 1 ? () => move(at, 1) : null}
            turn={() => turn(line.way)}
          />
        ))}
      </ol>
      <p class="small" role="status">
        {done === "saved" && giving.cardSaved(two.name)}
        {done && done !== "saved" && giving.movedTo(pages.ways[done][0], placeOf(done))}
      </p>
      <Button look="act" tap={save}>
        {giving.cardSave}
      </Button>
    </>
  );
}

interface CardLineProps {
  line: Line;
  up: (() => void) | null;
  down: (() => void) | null;
  turn: () => void;
}

/** The buttons stay where they are at both ends, so that a finger or a key can go on. */
function CardLine({ line: { way, on }, up, down, turn }: CardLineProps) {
  const [name, text] = pages.ways[way];
  return (
    <li class={on ? "" : "off"}>
      <div>
        <p class="words">{name}</p>
        <p class="small soft">{text}</p>
        <Chip on={!on} tap={turn}>
          <span class="unseen">{name}: </span>
          {giving.notForNow}
        </Chip>
      </div>
      <button type="button" class="mover" aria-label={giving.moveUp(name)} aria-disabled={!up} onClick={() => up?.()}>
        ↑
      </button>
      <button
        type="button"
        class="mover"
        aria-label={giving.moveDown(name)}
        aria-disabled={!down}
        onClick={() => down?.()}
      >
        ↓
      </button>
    </li>
  );
}

const Theirs = ({ two, said }: SaidProps) => (
  <Section title={giving.cardOfTheirs(two.name)}>
    {said ? (
      <ol class="card-theirs words">
        {offeredWays(said).map((way) => (
          <li key={way}>{pages.ways[way][0]}</li>
        ))}
      </ol>
    ) : (
      <p class="soft">{giving.cardUnsaid}</p>
    )}
  </Section>
);
