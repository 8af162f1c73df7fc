/** Looking back: pictures of what I wrote, for me; what the two of us look at together only while both want to. No score anywhere. */
import { signal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { setSetting } from "../actions/later.ts";
import { momentOf } from "../calendar.ts";
import { pages } from "../messages/later.ts";
import { looking } from "../messages/looking.ts";
import { filling, mineLocked, notes, notesReady, pair, phase, settings } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Tick } from "../ui/tick.tsx";
import { Days } from "./looking_days.tsx";
import { Legend } from "./looking_figure.tsx";
import { daysOf, helpedIn, mineOf, ofTheTwo, RANGES, type Range, waysIn, within, wordsOver } from "./looking_notes.ts";
import { GivenAndReceived, WhatHelped } from "./looking_others.tsx";
import { Two } from "./looking_two.tsx";
import { Words } from "./looking_words.tsx";
import { Curtain } from "./mine.tsx";

export { Earlier } from "./looking_old.tsx";

/** Kept for the visit, so that coming back from a note finds the pictures as they were left. */
const range = signal<Range>("year");
phase.subscribe((now) => {
  if (now !== "open") range.value = "year";
});

export default function Looking() {
  return mineLocked.value ? <Curtain /> : <Open />;
}

function Open() {
  const all = notes.value;
  const some = useMemo(() => mineOf(all).length > 0, [all]);
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const { day } = momentOf();
  const later = useLater(range.value);
  return (
    <Page title={looking.lookingTitle} kind="looking">
      <Ranges />
      {filling.value && <p class="small soft">{pages.filling}</p>}
      {!notesReady.value && <p class="soft">{pages.opening}</p>}
      {notesReady.value && (some ? <Mine today={day} later={later} /> : <p class="words">{looking.lookingEmpty}</p>)}
      {notesReady.value && later && two && <Two pair={two} range={later} today={day} />}
      {notesReady.value && later && !pair.value?.closed && <Old />}
    </Page>
  );
}

/** What stands far below the first pictures follows a frame later, so that no tap waits for it. */
function useLater(now: Range): Range | null {
  const [later, setLater] = useState<Range | null>(null);
  useEffect(() => {
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setLater(now));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [now]);
  return later;
}

const Ranges = () => (
  <fieldset class="chips no-print" aria-label={looking.rangeTitle}>
    {RANGES.map((one) => (
      <Chip
        key={one}
        on={range.value === one}
        tap={() => {
          range.value = one;
        }}
      >
        {looking.ranges[one]}
      </Chip>
    ))}
  </fieldset>
);

function Mine({ today, later }: { today: string; later: Range | null }) {
  const [all, span] = [notes.value, range.value];
  const { times, months } = useMemo(() => {
    const mine = within(mineOf(all), span, today);
    return { times: wordsOver(mine, span), months: daysOf(mine) };
  }, [all, span, today]);
  return (
    <>
      {months.length === 0 ? (
        <p class="words">{looking.rangeEmpty}</p>
      ) : (
        <>
          <Legend />
          <Words key={`words ${span}`} times={times} range={span} today={today} />
          <Days
            key={`days ${span}`}
            months={months}
            range={span}
            today={today}
            title={looking.daysTitle}
            text={looking.daysText}
            caption={looking.daysCaption}
          />
        </>
      )}
      {later && <Others range={later} today={today} />}
      <div class="no-print">
        <Button look="quiet" tap={() => print()}>
          {looking.print}
        </Button>
      </div>
    </>
  );
}

/** What the other said stays with the pair it was said in: once that is closed, only my own words are here. */
function Others({ range: span, today }: { range: Range; today: string }) {
  const [all, two] = [notes.value, pair.value];
  const seen = useMemo(() => {
    const shared = two && !two.closed ? within(ofTheTwo(all, two.space), span, today) : null;
    return shared && { helped: helpedIn(shared), ways: waysIn(shared) };
  }, [all, span, today, two]);
  return (
    seen && (
      <>
        <WhatHelped helped={seen.helped} />
        <GivenAndReceived ways={seen.ways} />
      </>
    )
  );
}

/** Off unless it was chosen. */
function Old() {
  const { resurface } = settings.value;
  return (
    <Section title={looking.oldTitle}>
      <div class="no-print">
        <Tick on={resurface} tap={() => setSetting("resurface", !resurface)}>
          {looking.oldTick}
          <span class="small soft">{looking.oldText}</span>
        </Tick>
      </div>
    </Section>
  );
}
