/** One note as its reader sees it: what was asked for first, then the person's words, where it stands, and what was said to it. */
import { useMemo } from "preact/hooks";
import { momentOf } from "../calendar.ts";
import type { KindForm } from "../content/ways.ts";
import type { Affirmation, Content, Feeling } from "../kinds.ts";
import { answerName, t, wordName } from "../messages/index.ts";
import type { Answer, TimelineNote } from "../notes.ts";
import { Asked } from "./asked.tsx";

interface NoteProps {
  note: TimelineNote;
  /** What I call the partner; null until I typed it. */
  name: string | null;
  /** A line for where it is read outside its day, as on Today. */
  when?: string;
  fresh?: boolean;
  /** It stands by itself: tapping it opens nothing. */
  still?: boolean;
}

/** Where a note is by itself. An address with a dot in it would be a file's. */
export const noteAddress = ({ id }: TimelineNote): string => `/note/${id.replace(".", "~")}`;

/** Rendered in hundreds: as long as it is the same note, it is the same piece of the page. */
export function Note({ note, name, when, fresh, still }: NoteProps) {
  return useMemo(() => paper({ note, name, when, fresh, still }), [note, name, when, fresh, still]);
}

const writer = ({ content, mine }: TimelineNote, name: string | null): string =>
  content?.k === "copy" ? t.copyOf(content.by || name) : mine ? t.mineBy : t.from(name);

interface Paper extends Omit<NoteProps, "when" | "fresh" | "still"> {
  when: string | undefined;
  fresh: boolean | undefined;
  still: boolean | undefined;
}

function paper({ note, name, when, fresh, still }: Paper) {
  const { content, mine } = note;
  const words = content?.k === "copy" ? content.of : content;
  const by = writer(note, name);
  const said = standing(note);
  return (
    <article
      class={`note ${(words?.k === "feeling" && words.quadrant) || ""} ${fresh ? "fresh" : ""}`}
      aria-label={when ? `${by}, ${when}` : by}
    >
      {(note.shared || when || words !== content) && (
        <p class="small soft">
          {by}
          {when && ` · ${when}`}
        </p>
      )}
      {words?.k === "thought" && words.prompt && <Asked id={words.prompt} />}
      {words && <Said content={words} mine={mine} />}
      {said.length > 0 && <p class="small soft">{said.join(" · ")}</p>}
      {note.answers.map((answer) => (
        <Answered key={answer.msg_id} answer={answer} name={name} />
      ))}
      {!still && (
        // biome-ignore lint/a11y/useAnchorContent: the whole note is what is tapped; its name is for the ear
        <a class="opens" href={noteAddress(note)} aria-label={t.openNote(by, gist(words) || said.join(", "))} />
      )}
    </article>
  );
}

function Said({ content, mine }: { content: Content; mine: boolean }) {
  if (content.k === "unknown" || content.k === "copy") return <p class="soft">{t.newerKind}</p>;
  if (content.k === "affirm") return <Kind content={content} />;
  if (content.k !== "feeling") return <p class="words because">{content.text}</p>;
  const asks = content.help && <p class={mine ? "small soft" : "asks"}>{t.asksFor(t.helps[content.help])}</p>;
  return (
    <>
      {!mine && asks}
      <p class="words feelings">{t.listed(content.words.map(wordName))}</p>
      {content.because && <p class="words because">{content.because}</p>}
      {mine && asks}
      <About feeling={content} />
    </>
  );
}

/** What it is meant as stands over it in one quiet line. Another version may know more forms. */
function Kind({ content: { form, text } }: { content: Affirmation }) {
  const is = Object.hasOwn(t.forms, form) ? t.forms[form as KindForm] : "";
  return (
    <>
      {is && <p class="small soft">{is}</p>}
      <p class="words because">{text}</p>
    </>
  );
}

function About({ feeling }: { feeling: Feeling }) {
  const said = [
    ...(feeling.topics ?? []).map((topic) => t.topics[topic]),
    ...(feeling.marks ?? []).map((mark) => t.marks[mark]),
  ];
  return said.length > 0 ? <p class="small soft">{said.join(" · ")}</p> : null;
}

/** What was said, in words. A day that was named is named on that day only: later it would look like a debt. */
export function answerText({ form, text, back, day }: Pick<Answer, "form" | "text" | "back" | "day">): string {
  if (text) return text;
  const words = answerName(form) ?? t.newerAnswer;
  return back && day === momentOf().day ? t.saidBack(words, t.backs[back]) : words;
}

function Answered({ answer, name }: { answer: Answer; name: string | null }) {
  const trouble = { waiting: t.waiting, not_sent: t.notSent, sent: "" }[answer.state];
  return (
    <p class="answer">
      <span class="small soft">{answer.mine ? t.mineBy : t.from(answer.by || name)}: </span>
      {answerText(answer)}
      {answer.mine && trouble && <span class="small soft"> · {trouble}</span>}
    </p>
  );
}

/** Words, never ticks: what happened to the note. The partner's own notes stand for themselves. */
export function standing(note: TimelineNote): string[] {
  const said: string[] = [];
  if (note.state === "taken_back") said.push(note.shared ? t.takenBack : t.letGo);
  else if (note.state === "unverified") said.push(t.unverified(note.trouble ?? "?"));
  else if (note.state === "waiting_for_key") said.push(t.waitingForKey);
  else if (note.state === "restoring") said.push(t.restoring);
  else if (note.only_here) said.push(t.onlyHere);
  else if (note.mine && note.state === "waiting") said.push(t.waiting);
  else if (note.mine && note.state === "not_sent") said.push(t.notSent);
  else if (note.mine && note.state === "heard") said.push(t.heard);
  else if (note.mine) said.push(note.shared ? t.sent : t.kept);
  if (note.became) said.push(t.became[note.became.step]);
  if (note.edited) said.push(t.edited);
  if (note.late) said.push(t.late);
  return said;
}

/** The first words, for telling notes apart by ear. */
const gist = (content: Content | null): string => (content ? plainText(content).slice(0, 60) : "");

/** The note as plain text, for copying. */
export function plainText(content: Content): string {
  if (content.k === "unknown") return "";
  if (content.k === "copy") return plainText(content.of);
  if (content.k !== "feeling") return content.text;
  const lines = [
    t.listed(content.words.map(wordName)),
    content.because ?? "",
    content.help ? t.asksFor(t.helps[content.help]) : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}
