/**
 * Everything of one person as two files: a page to read and print, and notes that another account can take in. Silent: the server is
 * asked to check the passkey and learns nothing else, and no list shows it.
 */
import { NoNetwork } from "../api.ts";
import { momentOf } from "../calendar.ts";
import { database } from "../database.ts";
import type { TimelineNote } from "../notes.ts";
import type { Portable, PortableDraft, PortableSpace } from "../portable/format.ts";
import { gather, originsOf, pieces } from "../portable/write.ts";
import { notice, undo } from "../state.ts";
import type { VaultSpace } from "../vault.ts";
import { contentOf, type Draft, loadDrafts } from "./drafts.ts";
import { Closed, type Everything, everything, openKeyring } from "./everything.ts";
import { touch } from "./mine.ts";
import { Pace } from "./pace.ts";
import { readable } from "./readable.ts";
import { attempt, observe } from "./saying.ts";
import { confirm } from "./verifying.ts";

export interface Files {
  page: Blob;
  notes: Blob;
  /** What both are called, without their endings. */
  name: string;
  /** Everything was on this device. */
  whole: boolean;
}
export type Step = "asking" | "opening" | "writing";
export type NotMade = "stopped" | "needs-network" | "failed";

const NEVER_LONGER_MS = 15_000;

/** It is me, now: the server says so, and with no network a passkey that is seen to open this very vault. */
async function proven(): Promise<boolean | null> {
  try {
    await confirm("export");
    return true;
  } catch (error) {
    if (!(error instanceof NoNetwork)) throw error;
    observe(error);
  }
  const account = await (await database()).get("account", "me");
  return account?.wrap ? touch(openKeyring(), account) : null;
}

/** What was just said is in its ten seconds: neither a draft any more nor a note yet. */
async function settled(pace: Pace): Promise<void> {
  const until = performance.now() + NEVER_LONGER_MS;
  while (undo.value && performance.now() < until) {
    await new Promise((done) => setTimeout(done, 100));
    await pace.rest();
  }
}

const draftOf = (draft: Draft): PortableDraft => {
  const { as } = draft;
  const own = as?.k === "affirm" && as.own ? { own: { say: as.own.say, why: as.own.why } } : {};
  return { ...momentOf(draft.at ? new Date(draft.at) : new Date()), content: { ...contentOf(draft), ...own } };
};

function spacesOf({ keys, timeline }: Everything): [VaultSpace, PortableSpace][] {
  const spoken = new Set(timeline.notes.map((note) => note.space));
  // Keys drawn for an invitation that was burned are those of nobody.
  const real = keys.vault.spaces.filter(
    ({ kind, state, id }) => kind === "private" || state === "active" || spoken.has(id),
  );
  return real.map((space, n) => {
    const told = timeline.between.get(space.id);
    const lands = told ? { mine: told.mine.ways, theirs: told.theirs.ways } : null;
    const { kind, since, state, partner_name: name = null } = space;
    return [space, { n, kind, since, ended: state === "ended", name, lands }];
  });
}

const isThere = (note: TimelineNote): boolean => note.state !== "taken_back" && !note.moved;

async function portable(all: Everything): Promise<Portable> {
  const spaces = spacesOf(all);
  const numbers = new Map(spaces.map(([{ id }, { n }]) => [id, n]));
  const own = spaces.find(([{ kind }]) => kind === "private")?.[1].n ?? 0;
  return {
    made: momentOf().day,
    whole: all.whole,
    spaces: spaces.map(([, space]) => space),
    notes: gather(all.timeline.notes.filter(isThere), numbers.set("", own), originsOf(all.opened, all.here)),
    drafts: (await loadDrafts()).map(draftOf),
  };
}

/** The pieces as one file, put together a little at a time. */
async function blobOf(all: Iterable<string>, type: string, pace: Pace): Promise<Blob> {
  const parts: string[] = [];
  for (const piece of all) {
    parts.push(piece);
    await pace.rest();
  }
  return new Blob(parts, { type });
}

async function made(tell: (step: Step) => void, stop: AbortSignal): Promise<Files | NotMade> {
  tell("asking");
  const isMe = await proven();
  if (isMe === null) return "needs-network";
  if (!isMe) {
    notice.value = "passkeyFailed";
    return "failed";
  }
  const pace = new Pace(stop);
  tell("opening");
  await settled(pace);
  const all = await portable(await everything(pace));
  tell("writing");
  const page = await blobOf(await readable(all), "text/html", pace);
  const notes = await blobOf(pieces(all), "application/json", pace);
  openKeyring();
  return { page, notes, name: `unsaid-${all.made}`, whole: all.whole };
}

/** Make the files. `tell` hears what is under way; nothing is left of it once it was stopped. */
export const takeAlong = (tell: (step: Step) => void, stop: AbortSignal): Promise<Files | NotMade> =>
  attempt<Files | NotMade>(async () => {
    try {
      return await made(tell, stop);
    } catch (error) {
      if (stop.aborted || error instanceof Closed) return "stopped";
      throw error;
    }
  }, "failed");
