/** Reminders: what the vault may hold, which one is due, until when; over random schedules, zones and changes of the clock. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { merge } from "../../pwa/src/merging.ts";
import { lines as german } from "../../pwa/src/messages/de/lines.ts";
import { lines as english } from "../../pwa/src/messages/en/lines.ts";
import type { TimelineNote } from "../../pwa/src/notes.ts";
import {
  dailyTime,
  due,
  type Facts,
  type Later,
  laters,
  letBeUntil,
  mayWake,
  putOffUntil,
  type ReminderChoices,
  remindersIn,
  type What,
} from "../../pwa/src/reminders.ts";
import { newestDays } from "../../pwa/src/screens/written.ts";
import type { Vault } from "../../pwa/src/vault.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Half an hour of summer time, none, both hemispheres. */
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"];
const WHATS: readonly What[] = ["daily", "kind", "back"];
const NONE: Facts = { wrote: null, kind: null, back: false, two: true };
const ROUNDS = 4000;

const inZone = (zone: string): void => {
  process.env["TZ"] = zone;
  assert.equal(new Intl.DateTimeFormat().resolvedOptions().timeZone, zone);
};

/** The same numbers in every run. */
function seeded(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (count: number): number => Math.floor(next() * count),
    chance: (of: number): boolean => next() < of,
    one<Value>(values: readonly Value[]): Value {
      return values[Math.floor(next() * values.length)] as Value;
    },
  };
}
type Dice = ReturnType<typeof seeded>;

const two = (value: number): string => String(value).padStart(2, "0");
const time = (dice: Dice): string => `${two(dice.below(24))}:${two(dice.one([0, 1, 29, 30, 59]))}`;
const chosen = (wish: Partial<ReminderChoices> = {}): ReminderChoices => remindersIn({ ...wish });

/** The wall's clock, read another way than the model reads it. */
function wall(at: number, zone: string): { day: string; minutes: number } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    day: `${read("year")}-${read("month")}-${read("day")}`,
    minutes: Number(read("hour")) * 60 + Number(read("minute")),
  };
}
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
function isQuiet(quiet: ReminderChoices["remind_quiet"], minutes: number): boolean {
  if (!quiet) return false;
  // Walk the hours from their beginning to their end, as a person would on a dial.
  const length = (minutesOf(quiet.to) - minutesOf(quiet.from) + 1440) % 1440;
  return (minutes - minutesOf(quiet.from) + 1440) % 1440 < length;
}

function schedule(dice: Dice, now: number): ReminderChoices {
  const day = (back: number) => new Date(now - back * DAY).toISOString().slice(0, 10);
  const putOff = () => (dice.chance(0.3) ? now + (dice.below(100) - 50) * HOUR : 0);
  return chosen({
    remind_at: dice.chance(0.8) ? time(dice) : null,
    remind_quiet: dice.chance(0.6) ? { from: time(dice), to: time(dice) } : null,
    remind_pause: dice.chance(0.1) ? true : dice.chance(0.2) ? now + (dice.below(48) - 24) * HOUR : false,
    remind_kind: dice.chance(0.5) ? { every: dice.one(["few_days", "week"]), from: day(dice.below(12)) } : null,
    remind_back: dice.chance(0.7),
    remind_daily_after: putOff(),
    remind_kind_after: putOff(),
    remind_back_after: putOff(),
  });
}
const facts = (dice: Dice, day: string): Facts => ({
  wrote: dice.one([null, day, "2020-01-01"]),
  kind: dice.one([null, day, "2020-01-01"]),
  back: dice.chance(0.5),
  two: dice.chance(0.8),
});
/** Around both changes of the clock of every zone, to the minute. */
const moment = (dice: Dice): number =>
  dice.one([
    Date.UTC(2026, 9, 25),
    Date.UTC(2027, 2, 28),
    Date.UTC(2027, 3, 4),
    Date.UTC(2026, 10, 1),
    Date.UTC(2027, 2, 14),
  ]) +
  (dice.below(4 * 24 * 60) - 2 * 24 * 60) * MINUTE;

for (const zone of ZONES) {
  test(`in ${zone}, over random schedules: nothing in quiet hours or a pause, and only what was chosen`, () => {
    inZone(zone);
    const dice = seeded(7);
    let shown = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const now = moment(dice);
      const model = schedule(dice, now);
      const { day, minutes } = wall(now, zone);
      const known = facts(dice, day);
      const found = due(model, new Date(now), known);
      const says = JSON.stringify({ model, known, now: new Date(now), found });
      if (!found) continue;
      shown += 1;
      assert.ok(!isQuiet(model.remind_quiet, minutes), says);
      assert.ok(
        model.remind_pause !== true && !(typeof model.remind_pause === "number" && now < model.remind_pause),
        says,
      );
      if (found.what === "daily") {
        assert.ok(model.remind_at !== null && known.wrote !== day, says);
        assert.ok(minutes >= minutesOf(dailyTime(model) ?? ""), says);
      }
      if (found.what === "kind") {
        assert.ok(model.remind_kind !== null && known.two && known.kind !== day, says);
        assert.ok(minutes >= 8 * 60 && minutes < 21 * 60, says);
      }
      if (found.what === "back") assert.ok(known.back && model.remind_back, says);
    }
    assert.ok(shown > ROUNDS / 10, `${shown} were shown`);
  });

  test(`in ${zone}: "until" is the very minute it is over`, () => {
    inZone(zone);
    const dice = seeded(11);
    for (let round = 0; round < ROUNDS / 10; round += 1) {
      const now = moment(dice);
      const model = { ...schedule(dice, now), remind_daily_after: 0, remind_kind_after: 0, remind_back_after: 0 };
      const known = facts(dice, wall(now, zone).day);
      const found = due(model, new Date(now), known);
      if (!found) continue;
      assert.ok(found.until > now && found.until <= now + 25 * HOUR);
      const alone = (at: number) => {
        // Without the others, whose turn may come in between.
        const only: ReminderChoices = {
          ...model,
          remind_at: found.what === "daily" ? model.remind_at : null,
          remind_kind: found.what === "kind" ? model.remind_kind : null,
          remind_back: found.what === "back",
        };
        return due(only, new Date(at), known)?.what === found.what;
      };
      for (let at = now; at < found.until; at += 13 * MINUTE) assert.ok(alone(at));
      assert.ok(alone(found.until - MINUTE));
      assert.ok(!alone(found.until) || wall(found.until, zone).day !== wall(now, zone).day);
    }
  });

  test(`in ${zone}: a fortnight of opening, putting off and letting be`, () => {
    inZone(zone);
    const dice = seeded(23);
    for (let round = 0; round < 40; round += 1) {
      let now = moment(dice);
      let model: ReminderChoices = { ...schedule(dice, now), remind_pause: false };
      const quietened: Record<What, number> = { daily: 0, kind: 0, back: 0 };
      const letBe = new Set<string>();
      for (let look = 0; look < 120; look += 1) {
        now += dice.one([7 * MINUTE, HOUR, 5 * HOUR, 9 * DAY]);
        const known = { ...NONE, back: true };
        const found = due(model, new Date(now), known);
        if (!found) continue;
        const { what } = found;
        assert.ok(now >= quietened[what], `${what} came back before it was to`);
        if (what === "daily") assert.ok(!letBe.has(wall(now, zone).day), "let be, and here again on the same day");
        const later: Later | null = dice.chance(0.5) ? dice.one(laters(new Date(now))) : null;
        const until = later ? putOffUntil(later, new Date(now)) : letBeUntil(what, model, new Date(now));
        assert.ok(until > now, "put off into the past");
        if (later === "hour") assert.equal(until - now, HOUR);
        if (!later && what === "daily") letBe.add(wall(now, zone).day);
        quietened[what] = until;
        model = remindersIn({ ...model, [`remind_${what}_after`]: until });
        assert.notEqual(due(model, new Date(now), known)?.what, what);
      }
    }
  });
}

test("a phone that was off for a week shows one, and after it none for that day", () => {
  inZone("Europe/Berlin");
  const model = chosen({ remind_at: "20:00" });
  const now = new Date(2026, 10, 23, 21, 0);
  const seen: string[] = [];
  let after = model;
  for (let look = 0; look < 10; look += 1) {
    const found = due(after, now, NONE);
    if (!found) break;
    seen.push(found.what);
    after = { ...after, remind_daily_after: letBeUntil("daily", after, now) };
  }
  assert.deepEqual(seen, ["daily"]);
  assert.equal(due(after, new Date(2026, 10, 24, 19, 59), NONE), null);
  assert.equal(due(after, new Date(2026, 10, 24, 20, 0), NONE)?.what, "daily");
});

test("a day's reminder ends at midnight, and a day skipped is not made up for", () => {
  inZone("Europe/Berlin");
  const model = chosen({ remind_at: "20:00" });
  assert.equal(due(model, new Date(2026, 10, 23, 20, 0), NONE)?.until, new Date(2026, 10, 24).getTime());
  assert.equal(due(model, new Date(2026, 10, 24, 0, 5), NONE), null);
  assert.deepEqual(remindersIn({ ...model }), model);
});

test("quiet hours over midnight move a time inside them to their end", () => {
  inZone("Europe/Berlin");
  const model = chosen({ remind_at: "23:30", remind_quiet: { from: "22:00", to: "07:00" } });
  assert.equal(dailyTime(model), "07:00");
  for (const hour of [22, 23, 0, 3, 6]) assert.equal(due(model, new Date(2026, 10, 23, hour, 45), NONE), null);
  assert.equal(due(model, new Date(2026, 10, 23, 7, 0), NONE)?.until, new Date(2026, 10, 23, 22, 0).getTime());
  const noon = chosen({ remind_at: "13:00", remind_quiet: { from: "12:00", to: "14:00" } });
  assert.equal(due(noon, new Date(2026, 10, 23, 13, 30), NONE), null);
  assert.equal(due(noon, new Date(2026, 10, 23, 14, 0), NONE)?.what, "daily");
});

test("a time that summer time leaves out comes with the hour after it; one that comes twice is let be once", () => {
  inZone("Europe/Berlin");
  const model = chosen({ remind_at: "02:30" });
  const gap = Date.UTC(2027, 2, 28, 1, 0);
  assert.equal(due(model, new Date(gap - MINUTE), NONE), null);
  assert.equal(due(model, new Date(gap), NONE)?.what, "daily");
  const first = new Date(Date.UTC(2026, 9, 25, 0, 40));
  assert.equal(first.getHours(), 2);
  assert.equal(due(model, first, NONE)?.what, "daily");
  const let_be = { ...model, remind_daily_after: letBeUntil("daily", model, first) };
  assert.equal(due(let_be, new Date(Date.UTC(2026, 9, 25, 1, 40)), NONE), null);
  const hour = { ...model, remind_daily_after: putOffUntil("hour", first) };
  assert.equal(due(hour, new Date(first.getTime() + 59 * MINUTE), NONE), null);
  assert.equal(due(hour, new Date(first.getTime() + HOUR), NONE)?.what, "daily");
});

test("one at a time: the daily one first, then something kind, and what waits as long as it likes last", () => {
  inZone("Europe/Berlin");
  const all = chosen({ remind_at: "12:00", remind_kind: { every: "week", from: "2026-11-01" } });
  const now = new Date(2026, 10, 23, 12, 30);
  const known: Facts = { ...NONE, back: true };
  assert.equal(due(all, now, known)?.what, "daily");
  assert.equal(due(all, now, { ...known, wrote: "2026-11-23" })?.what, "kind");
  assert.equal(due(all, now, { ...known, wrote: "2026-11-23", kind: "2026-11-20" })?.what, "back");
  assert.equal(due(all, now, { wrote: "2026-11-23", kind: "2026-11-20", back: false, two: true }), null);
});

test("something kind keeps its own rhythm, needs two, and is never there in the evening", () => {
  inZone("Europe/Berlin");
  const model = chosen({ remind_kind: { every: "few_days", from: "2026-11-20" } });
  const noon = (day: number) => new Date(2026, 10, day, 12);
  assert.equal(due(model, noon(22), NONE), null);
  assert.equal(due(model, noon(23), NONE)?.what, "kind");
  assert.equal(due(model, noon(23), { ...NONE, two: false }), null);
  assert.equal(due(model, new Date(2026, 10, 23, 20, 59), NONE)?.until, new Date(2026, 10, 23, 21).getTime());
  for (const hour of [21, 23, 0, 4, 7]) assert.equal(due(model, new Date(2026, 10, 23, hour), NONE), null);
  const later = { ...model, remind_kind_after: letBeUntil("kind", model, noon(23)) };
  assert.equal(due(later, noon(25), NONE), null);
  assert.equal(due(later, noon(26), NONE)?.what, "kind");
});

test("nothing at all is on but coming back, and it can be switched off", () => {
  inZone("UTC");
  for (let hour = 0; hour < 24; hour += 1) {
    const now = new Date(2026, 10, 23, hour);
    assert.equal(due(chosen(), now, NONE), null);
    assert.equal(due(chosen(), now, { ...NONE, back: true })?.what, "back");
    assert.equal(due(chosen({ remind_back: false }), now, { ...NONE, back: true }), null);
  }
});

test("a pause ends by itself after a day, or when I end it; mute lets the line be and wakes nobody", () => {
  inZone("Europe/Berlin");
  const now = new Date(2026, 10, 23, 12);
  const paused = chosen({ remind_at: "08:00", remind_pause: now.getTime() + DAY });
  assert.equal(due(paused, new Date(now.getTime() + DAY - MINUTE), NONE), null);
  assert.equal(due(paused, new Date(now.getTime() + DAY), NONE)?.what, "daily");
  assert.equal(due(chosen({ remind_at: "08:00", remind_pause: true }), new Date(2031, 0, 1, 12), NONE), null);
  const mute = chosen({ remind_at: "08:00", remind_mute: true });
  assert.equal(due(mute, now, NONE)?.what, "daily");
  assert.ok(!mayWake(mute, now) && !mayWake(paused, now) && mayWake(chosen(), now));
  assert.ok(!mayWake(chosen({ remind_quiet: { from: "11:00", to: "13:00" } }), now));
});

test("what a wrong clock wrote silences nothing for long", () => {
  inZone("UTC");
  const now = new Date(2026, 10, 23, 12);
  const year = now.getTime() + 365 * DAY;
  assert.equal(due(chosen({ remind_at: "08:00", remind_daily_after: year }), now, NONE)?.what, "daily");
  assert.equal(due(chosen({ remind_back_after: year }), now, { ...NONE, back: true })?.what, "back");
  const kind = chosen({ remind_kind: { every: "week", from: "2093-01-01" }, remind_kind_after: year });
  assert.equal(due(kind, now, NONE)?.what, "kind");
  assert.equal(due(kind, now, { ...NONE, kind: "2026-11-22" }), null);
});

test("this evening is offered only while it is still to come", () => {
  inZone("Europe/Berlin");
  assert.deepEqual(laters(new Date(2026, 10, 23, 17, 59)), ["hour", "evening", "tomorrow"]);
  assert.deepEqual(laters(new Date(2026, 10, 23, 18, 0)), ["hour", "tomorrow"]);
  assert.equal(putOffUntil("evening", new Date(2026, 10, 23, 9)), new Date(2026, 10, 23, 19).getTime());
});

const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e300,
  "",
  "24:00",
  "7:00",
  "12:60",
  "12:00\n",
  "１２:００",
  "<b>12:00</b>",
  "12:00",
  [],
  ["12:00"],
  {},
  { from: "22:00" },
  { from: "22:00", to: "22:00" },
  { from: "22:00", to: 7 },
  { from: ["22:00"], to: "07:00" },
  { every: "constructor", from: "2026-11-23" },
  { every: "__proto__" },
  { every: "hourly", from: "2026-11-23" },
  { every: "week", from: "yesterday" },
  { every: "week", from: { toString: () => "2026-11-23" } },
  JSON.parse('{"__proto__": {"every": "week", "from": "2026-11-23"}}'),
];
const NAMES = Object.keys(chosen()) as (keyof ReminderChoices)[];

test("the parser: whatever stands in the vault, every field is one that can be used, and what was right is kept", () => {
  inZone("UTC");
  const right: ReminderChoices = {
    remind_at: "20:30",
    remind_quiet: { from: "22:00", to: "07:00" },
    remind_pause: 1_700_000_000_000,
    remind_mute: true,
    remind_kind: { every: "week", from: "2026-11-01" },
    remind_back: false,
    remind_daily_after: 5,
    remind_kind_after: 6,
    remind_back_after: 7,
  };
  assert.deepEqual(remindersIn({ ...right, remind_newer: {}, mine_lock: true }), right);
  const dice = seeded(3);
  for (let round = 0; round < 5000; round += 1) {
    const name = dice.one(NAMES);
    const value = dice.one(HOSTILE);
    const read = remindersIn({ ...right, [name]: value });
    const time_or_null = (one: unknown) => one === null || /^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)/.test(String(one));
    assert.ok(time_or_null(read.remind_at));
    assert.ok(
      read.remind_quiet === null || (time_or_null(read.remind_quiet.from) && time_or_null(read.remind_quiet.to)),
    );
    assert.ok(read.remind_quiet === null || read.remind_quiet.from !== read.remind_quiet.to);
    assert.ok(read.remind_kind === null || ["few_days", "week"].includes(read.remind_kind.every));
    for (const flag of [read.remind_mute, read.remind_back]) assert.equal(typeof flag, "boolean");
    for (const what of WHATS) assert.ok(Number.isFinite(read[`remind_${what}_after`]));
    for (const other of NAMES)
      if (other !== name) assert.deepEqual(read[other], right[other], `${name} spoiled ${other}`);
    assert.deepEqual(remindersIn({ ...read }), read, "read twice, read alike");
    due(read, new Date(moment(dice)), facts(dice, "2026-11-23"));
  }
});

test("the parser: nothing is taken from a prototype", () => {
  const inherited = Object.create({ remind_at: "12:00", remind_pause: true }) as Record<string, unknown>;
  assert.deepEqual(remindersIn(inherited), chosen());
});

test("two phones that chose different things while apart both get their way, and hours stay whole", () => {
  const vault = (settings: Record<string, unknown>): Vault => ({ v: 1, spaces: [], passkeys: [], settings });
  const base = vault({ remind_at: "20:00", remind_quiet: { from: "22:00", to: "07:00" } });
  const one = vault({
    ...base.settings,
    remind_at: "21:00",
    remind_daily_after: 5,
    remind_quiet: { from: "21:00", to: "07:00" },
  });
  const other = vault({
    ...base.settings,
    remind_back: false,
    remind_kind_after: 6,
    remind_quiet: { from: "22:00", to: "09:00" },
  });
  const merged = remindersIn(merge(base, one, other).settings);
  const wished = { ...remindersIn(one.settings), remind_back: false, remind_kind_after: 6 };
  assert.deepEqual(merged, wished);
});

test("what the notes tell: the newest day of mine, whatever order they arrive in; never the other's, never a copy of their words", () => {
  const note = (day: string, mine: boolean, content: TimelineNote["content"]) =>
    ({ day, mine, content }) as TimelineNote;
  const thought = { k: "thought", text: "x" } as const;
  const kind = { k: "affirm", way: "words", form: "say", text: "x" } as unknown as TimelineNote["content"];
  const copy = { k: "copy", of: thought } as unknown as TimelineNote["content"];
  assert.deepEqual(newestDays([]), { wrote: null, kind: null });
  const notes = [
    note("2026-11-20", true, thought),
    note("2026-11-12", true, kind),
    note("2026-11-21", true, null),
    note("2026-11-22", true, copy),
    note("2026-11-23", false, kind),
  ];
  for (const order of [notes, notes.toReversed()])
    assert.deepEqual(newestDays(order), { wrote: "2026-11-21", kind: "2026-11-12" });
});

test("the words of a reminder never speak of the other, of waiting, or of what is missing", () => {
  const said = (of: object): string[] =>
    Object.values(of).flatMap((text) => (typeof text === "object" && text !== null ? said(text) : [String(text)]));
  const reminding = (all: typeof english) =>
    said(
      Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith("remind") || name === "comeBackNow")),
    );
  assert.ok(reminding(english).length > 12);
  for (const text of reminding(english))
    assert.doesNotMatch(
      text,
      /\b(they|them|partner|wait\w*|miss\w*|haven't|still|should|overdue|days?|streak|[0-9]+)\b/i,
    );
  for (const text of reminding(german as typeof english))
    assert.doesNotMatch(text, /\b(er|partner\w*|wart\w*|vermiss\w*|noch|solltest|überfällig|Tage|[0-9]+)\b/i);
});
