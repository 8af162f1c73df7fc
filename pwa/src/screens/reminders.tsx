/** Reminders: each choice is kept as it is made. What they do stands in `reminders.ts`. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { setSetting } from "../actions/later.ts";
import { momentOf } from "../calendar.ts";
import { giving } from "../messages/giving.ts";
import { t } from "../messages/index.ts";
import {
  aDayFrom,
  dailyTime,
  isPaused,
  isTime,
  type ReminderChoices,
  RHYTHMS,
  type Rhythm,
  remindersIn,
} from "../reminders.ts";
import { settings } from "../state.ts";
import { Button, Chip } from "../ui/controls.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Tick } from "../ui/tick.tsx";

/** What stands in a field before the person chooses. */
const FIRST_TIME = "20:30";
const FIRST_QUIET = { from: "22:00", to: "07:00" };

export default function Reminders() {
  const chosen = remindersIn(settings.value.raw);
  return (
    <Page title={giving.remindersTitle}>
      <p class="small soft">{giving.remindersWhere}</p>
      <Daily chosen={chosen} />
      <SomethingKind chosen={chosen} />
      <Section title={giving.backTitle}>
        <Tick on={chosen.remind_back} tap={() => setSetting("remind_back", !chosen.remind_back)}>
          {giving.back}
        </Tick>
      </Section>
      <QuietHours chosen={chosen} />
      <Pause chosen={chosen} />
    </Page>
  );
}

interface PartProps {
  chosen: ReminderChoices;
}

/** The language in use as this person's country writes it: one is used to 7 PM, another to 19:00. */
const locale = (): string => navigator.languages.find((one) => one.startsWith(t.lang)) ?? t.lang;
const written = (time: string): string =>
  new Date(`2000-01-01T${time}`).toLocaleTimeString(locale(), { hour: "numeric", minute: "2-digit" });

function Daily({ chosen }: PartProps) {
  const { remind_at: at } = chosen;
  const comes = dailyTime(chosen);
  return (
    <Section title={giving.dailyTitle}>
      <Tick on={at !== null} tap={() => setSetting("remind_at", at === null ? FIRST_TIME : null)}>
        <span>{giving.daily}</span>
        <span class="small soft">{giving.dailyHint}</span>
      </Tick>
      {at !== null && (
        <div class="times">
          <TimeField label={giving.dailyAt} time={at} set={(time) => setSetting("remind_at", time)} />
        </div>
      )}
      <p class="small" role="status">
        {comes !== null && comes !== at && giving.dailyMoved(written(comes))}
      </p>
    </Section>
  );
}

function SomethingKind({ chosen: { remind_kind: kind } }: PartProps) {
  const choose = (every: Rhythm | "off") =>
    void setSetting("remind_kind", every === "off" ? null : { every, from: momentOf().day });
  return (
    <Section title={giving.remindKindTitle}>
      <p class="small soft">{giving.kindHint}</p>
      <fieldset class="chips" aria-label={giving.remindKindTitle}>
        {(["off", ...(Object.keys(RHYTHMS) as Rhythm[])] as const).map((every) => {
          const on = (kind?.every ?? "off") === every;
          return (
            <Chip key={every} on={on} tap={() => on || choose(every)}>
              {giving.kindRhythms[every]}
            </Chip>
          );
        })}
      </fieldset>
    </Section>
  );
}

function QuietHours({ chosen: { remind_quiet: quiet } }: PartProps) {
  const set = (part: Partial<typeof FIRST_QUIET>) => setSetting("remind_quiet", { ...FIRST_QUIET, ...quiet, ...part });
  return (
    <Section title={giving.quietTitle}>
      <Tick on={quiet !== null} tap={() => setSetting("remind_quiet", quiet ? null : FIRST_QUIET)}>
        {giving.quiet}
      </Tick>
      {quiet && (
        <div class="times">
          <TimeField label={giving.quietFrom} time={quiet.from} set={(from) => set({ from })} not={quiet.to} />
          <TimeField label={giving.quietTo} time={quiet.to} set={(to) => set({ to })} not={quiet.from} />
        </div>
      )}
    </Section>
  );
}

function Pause({ chosen }: PartProps) {
  const { remind_pause: pause, remind_mute: mute } = chosen;
  const ways = useRef<HTMLDivElement>(null);
  const paused = isPaused(chosen, new Date());
  const choose = async (next: ReminderChoices["remind_pause"]) => {
    // The button that was tapped goes; what takes its place takes the focus.
    if (await setSetting("remind_pause", next)) ways.current?.querySelector("button")?.focus();
  };
  const until =
    typeof pause === "number" &&
    new Date(pause).toLocaleString(locale(), { weekday: "long", hour: "numeric", minute: "2-digit" });
  return (
    <Section title={giving.pauseTitle}>
      <p class="small soft">{giving.pauseHint}</p>
      <p role="status">{paused && (until ? giving.pausedUntil(until) : giving.pausedOpen)}</p>
      <div class="pair" ref={ways}>
        {paused ? (
          <Button key="end" tap={() => choose(false)}>
            {giving.pauseEnd}
          </Button>
        ) : (
          <>
            <Button tap={() => choose(aDayFrom(new Date()))}>{giving.pauseDay}</Button>
            <Button tap={() => choose(true)}>{giving.pauseOpen}</Button>
          </>
        )}
      </div>
      <Tick on={mute} tap={() => setSetting("remind_mute", !mute)}>
        <span>{giving.mute}</span>
        <span class="small soft">{giving.muteHint}</span>
      </Tick>
    </Section>
  );
}

interface TimeFieldProps {
  label: string;
  time: string;
  /** The one time it must not be. */
  not?: string;
  set: (time: string) => unknown;
}

/** A time as the phone asks for it; half a time, or one that can't be, is not kept, and what was before stays. */
function TimeField({ label, time, not, set }: TimeFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(time);
  useEffect(() => {
    // What was kept of an earlier keystroke must not take the later ones back.
    if (document.activeElement !== field.current) setTyped(time);
  }, [time]);
  const type = (next: string) => {
    setTyped(next);
    if (isTime(next) && next !== not && next !== time) void set(next);
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={field}
        type="time"
        value={typed}
        aria-invalid={typed === not}
        aria-describedby={`${id}-says`}
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={() => setTyped(isTime(typed) && typed !== not ? typed : time)}
      />
      <p id={`${id}-says`} class="says" role="alert">
        {typed === not && giving.timeSame}
      </p>
    </div>
  );
}
