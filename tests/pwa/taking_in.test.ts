/** Notes of a file become one's own kept notes: all that was in it, once, whatever stops it; and what is taken along from there is equal. */
import "./one_tab.ts";

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { takeAlong } from "../../pwa/src/actions/taking_along.ts";
import { bringIn, type CameIn } from "../../pwa/src/actions/taking_in.ts";
import * as acts from "../../pwa/src/acts.ts";
import { open as openEnvelope } from "../../pwa/src/crypto/envelope.ts";
import { database } from "../../pwa/src/database.ts";
import { forgetKeys, keyring } from "../../pwa/src/keyring.ts";
import { loadAlong } from "../../pwa/src/messages/along.ts";
import { loadMessages } from "../../pwa/src/messages/index.ts";
import { loadLater } from "../../pwa/src/messages/later.ts";
import { onlyHere, sealOnlyHere } from "../../pwa/src/only_here.ts";
import { enqueue, enqueueAll, newMsgId, openSpace } from "../../pwa/src/outbox.ts";
import { type Incoming, readFile } from "../../pwa/src/portable/read.ts";
import { Shelf } from "../../pwa/src/shelf.ts";
import { codeRequired, me, mineLocked, notice } from "../../pwa/src/state.ts";
import { follow } from "../../pwa/src/sync.ts";
import { type Asked, aSpace, freshDevice, id, items, json, network, outbox, problem } from "./device.ts";
import { Passkey } from "./passkey.ts";

await Promise.all([loadMessages(), loadLater(), loadAlong()]);
Object.assign(globalThis, { document: { hidden: true, addEventListener: () => undefined } });

const own = aSpace({ kind: "private" });
const two = aSpace({ partner_name: "Bo" });
const rest = async () => undefined;
const open = () => keyring() ?? assert.fail("the keys are not open");
const never = () => new AbortController().signal;
const quiet = () => undefined;
let asked: Asked[] = [];

/** A device of somebody with these spaces and a server that is not reached. */
async function device(...spaces: ReturnType<typeof aSpace>[]): Promise<void> {
  await freshDevice(...spaces);
  for (const space of spaces) await follow(space.id, 0, 0, id());
}
beforeEach(async () => {
  me.value = null;
  mineLocked.value = false;
  asked = network(() => Promise.reject(new TypeError("no network")));
  await device(own);
});

const thought = (text: string, more: Partial<Incoming> = {}): Incoming => ({
  ...{ id: `${text}.0`, content: { k: "thought", text }, day: "2025-03-01", part: 2 },
  ...{ only_here: false, settled: null, answers: [], ...more },
});
const several = (count: number): Incoming[] => Array.from({ length: count }, (_, n) => thought(`n${n}`));
const bring = (notes: readonly Incoming[], stop = never()): Promise<CameIn> => bringIn(notes, quiet, stop);
const seen = async () => {
  const keys = open();
  const today = "2026-11-30";
  return new Shelf().timeline(keys.spaces, today, true, await onlyHere(keys.local, today));
};
const texts = async (): Promise<string[]> =>
  (await seen()).timeline.notes.flatMap(({ content }) => (content?.k === "thought" ? [content.text] : [])).sort();
const sealed = async () =>
  Promise.all(
    (await outbox()).map(async ({ bytes, epoch, space }) => {
      const key = open().spaces.get(space)?.epochs.get(epoch) ?? assert.fail();
      return { space, ...(await openEnvelope(bytes, key.space)).content } as Record<string, unknown>;
    }),
  );

test("everything comes in once, however often the file is chosen", async () => {
  const notes = several(130);
  assert.deepEqual(await bring(notes), { ended: "all", some: true, known: false });
  assert.deepEqual(await texts(), notes.map((one) => one.id.slice(0, -2)).sort());
  assert.deepEqual(await bring(notes), { ended: "all", some: false, known: true });
  assert.deepEqual(await bring([...notes, thought("one more")]), { ended: "all", some: true, known: true });
  assert.equal((await outbox()).length, 131);
});

test("stopped at any time it keeps what is in, and going on doubles nothing", async () => {
  const notes = several(260).map((one) => ({
    ...one,
    answers: [{ k: "answer", form: "hug", day: one.day, part: 2, by: "Bo" }],
  }));
  for (const after of [1, 3, 4]) {
    const stop = new AbortController();
    let told = 0;
    const came = await bringIn(notes, () => ++told === after && stop.abort(), stop.signal);
    assert.equal(came.ended, "stopped");
    const { notes: here } = (await seen()).timeline;
    assert.ok(here.length < notes.length);
    assert.ok(
      here.every((note) => note.answers.length === 1),
      "no note came without what was said about it",
    );
  }
  assert.equal((await bring(notes)).ended, "all");
  const all = (await seen()).timeline.notes;
  assert.equal(all.length, 260);
  assert.equal(new Set(all.map(({ content }) => JSON.stringify(content))).size, 260);
  assert.equal((await outbox()).length, 520);
});

test("the keys that are closed meanwhile end it, and nothing of it is lost", async () => {
  const notes = several(200);
  const came = await bringIn(notes, () => forgetKeys(), never());
  assert.deepEqual([came.ended, came.some], ["stopped", true]);
  assert.equal((await outbox()).length, 50);
});

test("it goes into the private space alone, wakes nobody, and what only this phone had only this phone has", async () => {
  await device(own, two);
  await bring([
    thought("kept", { settled: { step: "hold", day: "2025-03-02" } }),
    thought("here", { only_here: true, settled: { step: "keep", day: "2025-03-02" } }),
    thought("theirs", { content: { k: "copy", of: { k: "thought", text: "theirs" }, by: "Cy" } }),
  ]);
  const went = await sealed();
  assert.deepEqual(
    went.map(({ space, k, from }) => [space, k, from]),
    [
      [own.id, "thought", "kept.0"],
      [own.id, "step", undefined],
      [own.id, "copy", "theirs.0"],
    ],
  );
  assert.ok(
    (await outbox()).every(({ bytes }) => bytes[1] === 0),
    "no flag",
  );
  const [kept, here] = ["kept", "here"].map(async (text) =>
    (await seen()).timeline.notes.find(({ content }) => content?.k === "thought" && content.text === text),
  );
  assert.deepEqual((await kept)?.settled, { step: "hold", day: "2025-03-02" });
  assert.equal((await here)?.state, "only_here");
  const words = JSON.stringify(went);
  assert.ok(!words.includes("here.0") && !words.includes('"here"'));
  assert.deepEqual(
    asked.filter(({ path }) => path !== "/api/sync"),
    [],
  );
});

test("a note that goes to the server after all keeps the name it came with; shared, it takes none along", async () => {
  await device(own, two);
  await bring([thought("here", { only_here: true }), thought("said")]);
  const move = async (text: string, kind: "private" | "shared") => {
    const { timeline, opened } = await seen();
    const note = timeline.notes.find(({ content }) => content?.k === "thought" && content.text === text);
    const kept = acts.keptOf(note ?? assert.fail(), opened) ?? assert.fail();
    assert.equal(await acts.move(open(), kept, openSpace(open(), kind)), true);
  };
  await move("here", "private");
  await move("said", "shared");
  assert.deepEqual((await bring([thought("here", { only_here: true }), thought("said")])).some, false);
  assert.deepEqual(
    (await sealed()).filter(({ space }) => space === two.id).map(({ k, from }) => [k, from]),
    [["thought", undefined]],
  );
});

test("whoever lets go of a kept note lets go of its answers, and puts both back", async () => {
  const answers = [{ k: "answer", form: "own", text: "I know", day: "2025-03-01", part: 2, by: "Bo" }];
  await bring([thought("kept", { answers })]);
  const look = async () => {
    const { timeline, opened } = await seen();
    const [note] = timeline.notes;
    return { note: note ?? assert.fail(), whole: acts.wholeOf(note ?? assert.fail(), opened) };
  };
  const { whole } = await look();
  await acts.takeBack(open(), whole, { was: { day: "2025-03-01", part: 2 } });
  assert.equal(await (await database()).count("wishes"), 2, "both lose their bytes");
  await acts.putBack(open(), whole);
  const { note } = await look();
  assert.deepEqual([note.state, note.answers[0]?.by, note.answers[0]?.text], ["waiting", "Bo", "I know"]);
});

test("nothing comes in where nothing may: no code yet, Just mine locked, older notes on their way", async () => {
  const nothing = (ended: string) => ({ ended, some: false, known: false });
  mineLocked.value = true;
  assert.deepEqual(await bring(several(1)), nothing("failed"));
  mineLocked.value = false;
  me.value = {
    uid: "",
    operator: "",
    session: true,
    recovery: false,
    passkeyOpens: false,
    passkeyBackedUp: false,
    keptUntil: null,
  };
  assert.ok(codeRequired.value);
  assert.deepEqual(await bring(several(1)), nothing("failed"));
  me.value = null;
  const cursors = await (await database()).getAll("cursors");
  await enqueue(openSpace(open(), "private"), { k: "thought", text: "so", day: "2025-03-01", part: 2 });
  await (await database()).put("cursors", { ...(cursors[0] ?? assert.fail()), tail: 90, floor: 50, head: 90 });
  assert.deepEqual(await bring(several(1)), nothing("not-yet"));
  assert.equal((await outbox()).length, 1);
});

test("one window at a time: another that holds the lock is not joined", async () => {
  let release: () => void = quiet;
  const held = navigator.locks.request("unsaid-taking-in", () => new Promise<void>((done) => (release = done)));
  assert.equal((await bring(several(1))).ended, "busy");
  release();
  await held;
  assert.equal((await bring(several(1))).ended, "all");
});

// ---- taking along

async function files() {
  const made = await takeAlong(quiet, never());
  assert.ok(typeof made === "object", `${made}`);
  return made;
}

test("what is taken along by one account and in by another is equal, and so is what is taken along from there", async () => {
  await device(own, two);
  const passkey = new Passkey();
  asked = network(({ path }) =>
    path.endsWith("options") ? json({ options: {} }) : new Response(null, { status: 204 }),
  );
  const [mine, shared] = [openSpace(open(), "private"), openSpace(open(), "shared")];
  const when = { day: "2025-03-01", part: 1 as const };
  await enqueue(mine, {
    k: "feeling",
    words: ["sad", { own: "sundayish" }],
    because: "so </style>",
    help: "listen",
    ...when,
  });
  const [said] = (await enqueueAll([{ keys: shared, content: { k: "thought", text: "first", ...when } }])) ?? [];
  await enqueue(shared, { k: "edit", to: said, content: { k: "thought", text: "better" }, ...when });
  await enqueue(mine, {
    k: "copy",
    of: { k: "affirm", way: "hands", form: "promise", text: "I do" },
    by: "Cy",
    ...when,
  });
  const row = { id: newMsgId(), content: { k: "thought" as const, text: "here" }, ...when };
  await enqueueAll([], { keepHere: await sealOnlyHere(open().local, row) });
  const first = await files();
  assert.equal(passkey.asked, 1);
  assert.deepEqual(
    asked
      .filter(({ path }) => path.includes("verification"))
      .map(({ path, body }) => [path, (body as { purpose: string }).purpose]),
    [
      ["/api/session/verification/options", "export"],
      ["/api/session/verification", "export"],
    ],
  );
  const page = await first.page.text();
  for (const words of ["so &lt;/style&gt;", "better", "I do", "here", "sundayish", "Bo", "Cy"])
    assert.ok(page.includes(words), words);
  assert.ok(!page.includes("first"), "of an edit the last");
  const taken = await readFile(first.notes, "", rest);
  await device(aSpace({ kind: "private" }));
  assert.equal((await bring(taken.notes)).ended, "all");
  const again = await readFile((await files()).notes, "", rest);
  assert.deepEqual(again, taken);
  assert.equal(taken.notes.length, 4);
  assert.equal((await bring(again.notes)).some, false, "it keeps its names");
});

test("with no network the passkey must be seen to open this very vault", async () => {
  const passkey = new Passkey();
  assert.equal(await takeAlong(quiet, never()), "needs-network");
  assert.equal(passkey.asked, 0, "it is not asked for nothing");
  const account = (await (await database()).get("account", "me")) ?? assert.fail();
  const { passkeyWrap } = await import("../../pwa/src/actions/account.ts");
  const { random } = await import("../../pwa/src/crypto/bytes.ts");
  const put = async (vk: typeof account.uid) =>
    (await database()).put(
      "account",
      { ...account, credential: passkey.id, wrap: await passkeyWrap(passkey.prf, passkey.id, 1, vk, account.uid) },
      "me",
    );
  await put(random(32));
  assert.equal(await takeAlong(quiet, never()), "failed");
  assert.equal(notice.value, "passkeyFailed");
  await put(open().vk);
  passkey.flags = 1;
  assert.equal(await takeAlong(quiet, never()), "failed", "present and not verified");
  passkey.flags = 5;
  assert.equal(typeof (await takeAlong(quiet, never())), "object");
});

test("a server that refuses is not no network: nothing is made, and the passkey alone is not asked", async () => {
  const passkey = new Passkey();
  network(() => problem("signed-out", 401));
  assert.equal(await takeAlong(quiet, never()), "failed");
  network(({ path }) => (path.endsWith("options") ? json({ options: {} }) : problem("ceremony-refused", 400)));
  assert.equal(await takeAlong(quiet, never()), "failed");
  assert.equal(passkey.asked, 1);
});

test("stopped, it leaves nothing; closed keys stop it", async () => {
  new Passkey();
  network(({ path }) => (path.endsWith("options") ? json({ options: {} }) : new Response(null, { status: 204 })));
  const stop = new AbortController();
  assert.equal(await takeAlong((step) => step === "opening" && stop.abort(), stop.signal), "stopped");
  assert.equal(await takeAlong((step) => step === "opening" && forgetKeys(), never()), "stopped");
  await device(own);
  assert.equal(
    await takeAlong((step) => step === "writing" && forgetKeys(), never()),
    "stopped",
    "closed at the last moment",
  );
  assert.equal((await items(own.id)).length, 0);
});
