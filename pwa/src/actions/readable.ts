/**
 * The notes as one page for people: opened from a disk in years, with no network, no script and no app. Whatever people wrote is text in
 * it and nothing else; the page's own policy forbids everything but its one style.
 */
import { formOf, wayOf } from "../content/ways.ts";
import { sha256 } from "../crypto/bytes.ts";
import type { Content, Moment } from "../kinds.ts";
import { along } from "../messages/along.ts";
import { answerName, t, wordName } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import { question } from "../messages/questions.ts";
import {
  isWordless,
  type Portable,
  type PortableAnswer,
  type PortableDraft,
  type PortableNote,
  type PortableSpace,
  type Wordless,
  type Words,
} from "../portable/format.ts";
import { STYLE } from "./readable_style.ts";

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** What turns the reading of a whole line around, and what is no sign at all. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is sought
const NO_SIGN = /[\0-\x08\x0b-\x1f\x7f-\x9f\p{Cs}]/gu;

/** Text as text, whoever wrote it. */
export const escaped = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replace(TURNS, "")
    .replace(NO_SIGN, "\ufffd")
    .replace(/[&<>"']/g, (sign) => NAMED[sign] ?? "");

const small = (text: string): string => (text ? `<p class="small">${text}</p>` : "");
const said = (text: string): string => `<p class="words" dir="auto">${escaped(text)}</p>`;
/** A name or a word of somebody's own inside a sentence: it has a direction of its own and gives none to what stands beside it. */
const apart = (text: string): string => `<bdi>${escaped(text)}</bdi>`;
const joined = (parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");

const dayName = (day: string): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return t.dayIs(new Date(year, month - 1, date), false);
};

class Page {
  private readonly all: Portable;
  private readonly questions: ReadonlyMap<string, string>;
  private readonly spaces: ReadonlyMap<number, PortableSpace>;
  constructor(all: Portable, questions: ReadonlyMap<string, string>) {
    this.all = all;
    this.questions = questions;
    this.spaces = new Map(all.spaces.map((space) => [space.n, space]));
  }

  *pieces(policy: string): Generator<string> {
    const { made, whole, notes, drafts, spaces } = this.all;
    yield `<!doctype html>\n<html lang="${t.lang}" dir="${t.dir}">\n<head>\n<meta charset="utf-8">\n`;
    yield `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
    yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n`;
    yield `<title>${escaped(along.pageTitle)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n<main>\n`;
    yield `<h1>${escaped(along.pageTitle)}</h1>\n<p>${escaped(along.pageMade(dayName(made)))}</p>\n`;
    yield `<p>${escaped(along.pageKeep)}</p>\n${whole ? "" : `<p>${escaped(along.notWhole)}</p>\n`}`;
    yield* this.days(notes);
    if (drafts.length > 0) yield `<h2>${escaped(along.pageDrafts)}</h2>\n<p>${escaped(along.pageDraftsText)}</p>\n`;
    for (const draft of drafts) yield draftOf(draft);
    for (const space of spaces) yield this.card(space);
    yield "</main>\n</body>\n</html>\n";
  }

  private *days(notes: Portable["notes"]): Generator<string> {
    let day = "";
    for (const note of notes) {
      if (note.day !== day) yield `<h2>${escaped(dayName(note.day))}</h2>\n`;
      day = note.day;
      yield isWordless(note) ? this.wordless(note) : this.note(note);
    }
    if (notes.length === 0) yield `<p>${escaped(along.pageEmpty)}</p>\n`;
  }

  private readonly other = (space: number): string => this.spaces.get(space)?.name ?? along.nobody;

  /** Whose words, which part of the day, and who could read them. */
  private head({ mine, space, part }: Moment & { mine: boolean; space: number }, by: string): string {
    const place = this.spaces.get(space);
    const where = place?.kind === "shared" ? (mine ? along.pageWith(this.other(space)) : "") : t.mine;
    const closed = place?.ended ? along.pageClosed : "";
    return small(joined([apart(by), escaped(t.parts[part]), where && apart(where), escaped(closed)]));
  }

  private wordless(note: Wordless): string {
    const why = {
      unverified: along.pageUnverified,
      waiting_for_key: t.waitingForKey,
      restoring: t.restoring,
      newer: t.newerKind,
    }[note.state];
    const by = note.mine ? t.mineBy : this.other(note.space);
    return `<article>${this.head(note, by)}${small(escaped(why))}</article>\n`;
  }

  private note(note: PortableNote): string {
    const { content, mine, space } = note;
    const words = content.k === "copy" ? content.of : content;
    const by = content.k === "copy" ? t.copyOf(content.by ?? null) : mine ? t.mineBy : this.other(space);
    const stands = [
      note.only_here ? t.onlyHere : "",
      note.became ? t.became[note.became] : "",
      note.talk ? along.pageTalk : "",
      note.settled?.step === "hold" ? along.pageHeld : "",
      note.edited ? t.edited : "",
    ];
    const answers = (note.answers ?? []).map((answer) => this.answer(answer, space)).join("");
    const quadrant = words.k === "feeling" && words.quadrant ? ` class="${words.quadrant}"` : "";
    const about = small(escaped(joined(stands)));
    return `<article${quadrant}>${this.head(note, by)}${this.words(words)}${about}${answers}</article>\n`;
  }

  private words(content: Content | Words): string {
    if (content.k === "thought")
      return small(escaped(this.questions.get(content.prompt ?? "") ?? "")) + said(content.text);
    if (content.k === "affirm") return small(escaped(formName(content.form))) + said(content.text);
    return content.k === "feeling" ? feelingOf(content) : "";
  }

  private answer({ mine, by, form, text }: PortableAnswer, space: number): string {
    const who = mine ? t.mineBy : (by ?? this.other(space));
    const words = text || (answerName(form) ?? t.newerAnswer);
    return `<p class="answer"><span class="small">${apart(who)}: </span><span class="words" dir="auto">${escaped(words)}</span></p>`;
  }

  private card({ n, lands }: PortableSpace): string {
    const list = (title: string, ways: readonly string[] | null | undefined) =>
      ways && ways.length > 0
        ? `<h3>${escaped(title)}</h3>\n<ol>${ways.map((way) => `<li>${escaped(wayName(way))}</li>`).join("")}</ol>\n`
        : "";
    const cards = list(along.pageLandsMe, lands?.mine) + list(along.pageLandsThem(this.other(n)), lands?.theirs);
    return cards && `<h2>${escaped(along.pageLands)}</h2>\n${cards}`;
  }
}

const formName = (form: string): string => {
  const known = formOf(form);
  return known ? t.forms[known] : "";
};
const wayName = (way: string): string => {
  const known = wayOf(way);
  return known ? pages.ways[known][0] : way.replaceAll("_", " ");
};

function feelingOf({ words, because, help, topics = [], marks = [] }: Extract<Words, { k: "feeling" }>): string {
  const chosen = t.listed(words.map((word) => apart(wordName(word))));
  const about = [...topics.map((topic) => t.topics[topic]), ...marks.map((mark) => t.marks[mark])];
  return [
    chosen && `<p class="words feelings">${chosen}</p>`,
    because ? said(because) : "",
    help ? small(escaped(t.asksFor(t.helps[help]))) : "",
    small(escaped(joined(about))),
  ].join("");
}

/** Half a draft has only some of what a note has. */
function draftOf({ day, part, content }: PortableDraft): string {
  const { own, text } = content as { own?: { say: string; why: string }; text?: string };
  const begun = own ? [own.say, own.why].filter((words) => words !== "") : text ? [text] : [];
  const words = content["k"] === "feeling" ? feelingOf(content as never) : begun.map(said).join("");
  return `<article>${small(escaped(joined([along.pageDraft, dayName(day), t.parts[part]])))}${words}</article>\n`;
}

async function questionsOf(notes: Portable["notes"]): Promise<Map<string, string>> {
  const asked = new Map<string, string>();
  for (const note of notes) {
    const content = isWordless(note) ? null : note.content;
    const words = content?.k === "copy" ? content.of : content;
    const id = words?.k === "thought" ? words.prompt : undefined;
    if (id && !asked.has(id)) asked.set(id, await question(id));
  }
  return asked;
}

/** The page, piece by piece. */
export async function readable(all: Portable): Promise<Generator<string>> {
  const digest = btoa(String.fromCharCode(...(await sha256(new TextEncoder().encode(STYLE)))));
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  return new Page(all, await questionsOf(all.notes)).pieces(policy);
}
