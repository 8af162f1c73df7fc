/** What came from the other: words between two brackets for what I asked for, and a leaf for each way that came up. */
import { answerName, t } from "../messages/index.ts";
import { looking } from "../messages/looking.ts";
import { dayName } from "../ui/days.ts";
import { noteAddress } from "../ui/note.tsx";
import { Figure } from "./looking_figure.tsx";
import type { Helped, WaySeen } from "./looking_notes.ts";

/** So many answers stand in a picture; the table has all. */
const MOST_ANSWERS = 4;
const LONGEST = 160;

const wordsOf = ({ answer }: Helped["said"][number]): string => answer.text || answerName(answer.form) || "";
/** However much someone wrote, a picture shows its beginning; the note has the rest. */
const gist = (text: string): string =>
  text.length > LONGEST ? `${[...text.slice(0, LONGEST)].slice(0, -1).join("").trimEnd()} …` : text;

/** What only a newer version can say has no words here. */
const readable = (helped: readonly Helped[]): Helped[] =>
  helped
    .map(({ help, said }) => ({ help, said: said.filter((one) => wordsOf(one) !== "") }))
    .filter(({ said }) => said.length > 0);

export function WhatHelped({ helped }: { helped: readonly Helped[] }) {
  const all = readable(helped);
  return (
    <Figure
      title={looking.helpedTitle}
      text={all.length > 0 ? looking.helpedText : looking.helpedEmpty}
      caption={looking.helpedCaption}
      empty={all.length === 0}
      table={() => all.map(({ help, said }) => ({ title: t.helps[help], rows: said.map(rowOf) }))}
    >
      <ul class="brackets">
        {all.map(({ help, said }) => (
          <li key={help} class="bracket">
            <h3>{t.helps[help]}</h3>
            {said.slice(0, MOST_ANSWERS).map((one) => (
              <p key={one.answer.msg_id} class="words" dir="auto">
                {gist(wordsOf(one))}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Figure>
  );
}

const rowOf = (one: Helped["said"][number]) => ({
  key: one.answer.msg_id,
  head: dayName(one.answer.day),
  cell: (
    <a href={noteAddress(one.note)} dir="auto">
      {gist(wordsOf(one))}
    </a>
  ),
});

const fromWhom = ({ given, received }: WaySeen): string[] => [
  ...(given ? [looking.given] : []),
  ...(received ? [looking.received] : []),
];
const became = ({ way, became: step }: WaySeen): string[] => (step ? [looking.became[way]] : []);

export const GivenAndReceived = ({ ways }: { ways: readonly WaySeen[] }) => (
  <Figure
    title={looking.waysTitle}
    text={ways.length > 0 ? looking.waysText : looking.waysEmpty}
    caption={looking.waysCaption}
    empty={ways.length === 0}
    table={() =>
      ways.map((one) => ({
        title: looking.ways[one.way],
        rows: [{ key: one.way, head: t.listed(fromWhom(one)), cell: t.listed(became(one)) }],
      }))
    }
  >
    <ul class="leaves">
      {ways.map((one) => (
        <li key={one.way} class="way">
          <Leaf {...one} />
          <p>
            <span class="words">{looking.ways[one.way]}</span>
            <span class="small soft">{fromWhom(one).join(" · ")}</span>
            {one.became && <span class="small soft">{became(one)}</span>}
          </p>
        </li>
      ))}
    </ul>
  </Figure>
);

const LEFT = "M24 60C4 46 4 20 24 4";
const RIGHT = "M24 60C44 46 44 20 24 4";

/** Always as large as the others; a half that came up is inked. */
const Leaf = ({ given, received }: WaySeen) => (
  <svg class="leaf" viewBox="0 0 48 72" aria-hidden="true">
    <path class={given ? "half inked" : "half"} d={`${LEFT}V60Z`} />
    <path class={received ? "half inked" : "half"} d={`${RIGHT}V60Z`} />
    <path d={`${LEFT}${RIGHT}M24 4V71`} />
    <path d={given ? "M24 24l-8-6M24 36l-10-7M24 48l-8-6" : ""} />
    <path d={received ? "M24 24l8-6M24 36l10-7M24 48l8-6" : ""} />
  </svg>
);
