/** The folder that remembers answers what a fold from nothing answers, and leaves what did not change as it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SpaceFold } from "../../pwa/src/notes/space.ts";
import { Folder, fold, type Setting } from "../../pwa/src/notes.ts";
import type { OnlyHere } from "../../pwa/src/only_here.ts";
import type { Opened } from "../../pwa/src/reader.ts";
import {
  answer,
  anything,
  edit,
  emptied,
  heap,
  ME,
  one,
  randomOf,
  removal,
  setting,
  shuffled,
  THEM,
  TODAY,
  unordered,
} from "./logs.ts";

/** How many envelopes are taken in while `work` runs. */
function takenIn(work: () => void): number {
  const { append, load } = SpaceFold.prototype;
  let count = 0;
  SpaceFold.prototype.append = function (raw) {
    count += 1;
    return append.call(this, raw);
  };
  SpaceFold.prototype.load = function (all) {
    count += all.length;
    load.call(this, all);
  };
  try {
    work();
  } finally {
    Object.assign(SpaceFold.prototype, { append, load });
  }
  return count;
}

/** A quiet log of two people, `n` long. */
const quiet = (n: number): Opened[] =>
  Array.from({ length: n }, (_, i) =>
    one({ seq: i + 1, msg_id: `q${i}`, slot: i % 2, device_seq: i + 1, day: "2026-11-20", says: `note ${i}` }),
  );
const next = (n: number, wish: Parameters<typeof one>[0] = {}): Opened => one({ seq: n, device_seq: n, ...wish });

test("from nothing, a folder answers what the fold answers, whatever the log", () => {
  const random = randomOf(7);
  const all = { ...setting, complete: new Set(["s", "t", "p"]), ended: new Map([["t", [THEM]]]) };
  for (let round = 0; round < 500; round += 1) {
    const log = heap(random);
    assert.deepEqual(unordered(new Folder().fold(log, all)), unordered(fold(log, all)), `round ${round}`);
  }
});

/** One life of a phone: what is opened, what day it is, what is on this phone only. */
interface Life {
  opened: Opened[];
  setting: Setting;
  here: OnlyHere[];
  seq: number;
}
const DAYS = ["2026-11-22", "2026-11-23", "2026-11-24", "2026-12-01"];

function live(life: Life, random: () => number): Life {
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value;
  const { opened } = life;
  const chosen = opened.length > 0 ? pick(opened) : null;
  const without = opened.filter((each) => each !== chosen);
  const seq = life.seq + 1;
  switch (Math.floor(random() * 14)) {
    case 0:
      return chosen ? { ...life, opened: without } : life;
    case 1:
      return chosen && chosen.seq !== null ? { ...life, opened: [...without, emptied(chosen)] } : life;
    case 2:
      return chosen?.waiting ? { ...life, seq, opened: [...without, { ...chosen, seq, waiting: null }] } : life;
    case 3:
      return chosen?.waiting ? { ...life, opened: [...without, { ...chosen, waiting: "refused" }] } : life;
    case 4:
      return { ...life, opened: [anything(random, -life.seq - 50), ...opened], seq };
    case 5:
      return random() < 0.2 ? { ...life, setting: { ...life.setting, today: pick(DAYS) } } : life;
    case 6:
      return random() < 0.2
        ? {
            ...life,
            setting: { ...life.setting, ended: new Map(pick([[], [["s", [THEM]]], [["s", []]], [["t", [ME, THEM]]]])) },
          }
        : life;
    case 7: {
      const row: OnlyHere = {
        id: pick(["m1", "x", "y"]),
        content: { k: "thought", text: "mine" },
        day: TODAY,
        part: 1,
      };
      const gone = random() < 0.4 ? { gone: pick(DAYS) } : {};
      return { ...life, here: [...life.here.filter(({ id }) => id !== row.id), { ...row, ...gone }] };
    }
    case 8:
    case 9:
      return { ...life, opened: [...opened, { ...anything(random, null), msg_id: `w${pick([1, 2, 3, 4])}` }] };
    case 10:
      return { ...life, opened: shuffled(opened, random) };
    default: {
      const fresh = anything(random, seq);
      const rare = random() < 0.3;
      return {
        ...life,
        seq,
        opened: [...opened, rare ? fresh : { ...fresh, msg_id: `n${seq}`, device_seq: 100 + seq }],
      };
    }
  }
}

test("whatever happens to a phone, its folder answers what a fold from nothing answers, and shares what did not change", () => {
  const random = randomOf(42);
  for (let round = 0; round < 60; round += 1) {
    let life: Life = { opened: [], setting: { ...setting, complete: new Set(["s", "p"]) }, here: [], seq: 0 };
    const folder = new Folder();
    let before = folder.fold([], life.setting);
    for (let turn = 0; turn < 50; turn += 1) {
      life = live(life, random);
      const now = folder.fold(life.opened, life.setting, life.here);
      const expected = fold(life.opened, life.setting, life.here);
      assert.deepEqual(unordered(now), unordered(expected), `round ${round}, turn ${turn}`);
      const known = new Map(before.notes.map((note) => [`${note.space} ${note.id}`, note]));
      for (const note of now.notes) {
        const old = known.get(`${note.space} ${note.id}`);
        if (old && JSON.stringify(old) === JSON.stringify(note))
          assert.equal(note, old, `round ${round}, turn ${turn}`);
      }
      before = now;
    }
  }
});

test("what is new at the end of a log is all that is taken in, and only the notes it touches are made anew", () => {
  const log = quiet(200);
  const folder = new Folder();
  let before = folder.fold(log, setting);
  const grows = (more: Opened[], most: number, changed: number) => {
    assert.ok(takenIn(() => folder.fold(more, setting)) <= most);
    const now = folder.fold(more, setting);
    assert.equal(now.notes.filter((note) => !before.notes.includes(note)).length, changed);
    assert.deepEqual(now, fold(more, setting));
    before = now;
  };
  const note = next(201, { slot: THEM });
  grows([...log, note], 1, 1);
  const answered = [...log, note, next(202, { says: answer("q3"), slot: THEM })];
  grows(answered, 1, 1);
  const waiting = one({ seq: null, waiting: "waiting", device: "w", says: edit("q4", "other words") });
  grows([...answered, waiting], 1, 1);
  const sent = [...answered, { ...waiting, seq: 203, waiting: null }];
  grows(sent, 1, 0);
  const was = { day: "2026-11-20", part: 2 as const };
  grows([...sent, next(204, { says: { ...removal(log[6] as Opened), was } })], 1, 1);
});

test("a note that goes and comes back in the order of its space, wherever the list has it, costs no second look at the rest", () => {
  const log = quiet(100);
  const folder = new Folder();
  folder.fold(log, setting);
  const fresh = next(101);
  assert.equal(
    takenIn(() => folder.fold([...log.slice(60), fresh, ...log.slice(0, 60)], setting)),
    1,
  );
});

test("a waiting note that is undone leaves no trace", () => {
  const log = quiet(20);
  const folder = new Folder();
  const before = folder.fold(log, setting);
  const acts = [edit("q2", "x"), answer("q3"), removal(log[4] as Opened)].map((says) =>
    one({ seq: null, waiting: "waiting", device: "w", slot: ME, says }),
  );
  folder.fold([...log, ...acts], setting);
  assert.deepEqual(folder.fold(log, setting), before);
  assert.deepEqual(folder.fold(log, setting), fold(log, setting));
});

test("what comes at the end and changes what came before is seen as well", () => {
  const [first, theirs] = [one({ seq: 1, day: "2026-11-20" }), one({ seq: 2, slot: THEM, day: "2026-11-20" })];
  const was = { day: "2026-11-19", part: 1 as const };
  const act = one({ seq: 3, slot: THEM, says: answer(first.msg_id) });
  const own = one({ seq: 6, says: "mine" });
  const lives: Opened[][] = [
    // It had no day of its own, and is told one.
    [first, emptied(theirs), one({ seq: 4, slot: THEM, says: { ...removal(theirs), was } })],
    // Nobody knew of any day yet.
    [one({ seq: 0, trouble: "gcm" }), first],
    // It was no note after all; and stays none when it is put back.
    [
      ...[first, emptied(act), one({ seq: 4, slot: THEM, says: { ...removal(act), act: true } })],
      ...[own, one({ seq: 7, slot: THEM, says: { k: "restore", to: act.msg_id } })],
    ],
    // It is put back by something that waits.
    [
      own,
      one({ seq: 7, says: removal(own) }),
      one({ seq: null, waiting: "waiting", says: { k: "restore", to: own.msg_id } }),
    ],
  ];
  for (const life of lives) {
    const folder = new Folder();
    for (let n = 1; n <= life.length; n += 1) {
      const log = life.slice(0, n);
      assert.deepEqual(unordered(folder.fold(log, setting)), unordered(fold(log, setting)), JSON.stringify(log.at(-1)));
    }
  }
});

test("nothing new is the same list and the same set", () => {
  const log = [...quiet(10), one({ seq: null, waiting: "waiting" })];
  const here: OnlyHere[] = [{ id: "h", content: { k: "thought", text: "x" }, day: TODAY, part: 0 }];
  const folder = new Folder();
  const before = folder.fold(log, setting, here);
  const now = folder.fold(
    log.map((each) => (each.seq === null ? { ...each } : each)),
    setting,
    here.map((each) => ({ ...each })),
  );
  assert.equal(now.notes, before.notes);
  assert.equal(now.cameBack, before.cameBack);
});

test("folding changes none of the envelopes it was given", () => {
  const log = heap(randomOf(3));
  const copy = structuredClone(log);
  new Folder().fold(log, setting);
  assert.deepEqual(log, copy);
});
