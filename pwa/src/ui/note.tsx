/** One note as its reader sees it: what was asked for first, then the person's words, then where it stands. */
import type { Content, Feeling } from "../kinds.ts";
import { t, wordName } from "../messages/index.ts";
import type { TimelineNote } from "../notes.ts";

interface NoteProps {
  note: TimelineNote;
  /** What I call the partner; null until I typed it. */
  name: string | null;
  /** A line for where it is read outside its day, as on Today. */
  when?: string;
  fresh?: boolean;
}

export function Note({ note, name, when, fresh }: NoteProps) {
  const { content, mine } = note;
  const by = mine ? t.mineBy : t.from(name);
  const hue = content?.k === "feeling" ? (content.quadrant ?? "") : "";
  return (
    <article class={`note ${hue} ${fresh ? "fresh" : ""}`} aria-label={when ? `${by}, ${when}` : by}>
      {(note.shared || when) && (
        <p class="small soft">
          {by}
          {when && ` · ${when}`}
        </p>
      )}
      {content && note.state !== "taken_back" && note.state !== "unverified" && <Said content={content} mine={mine} />}
      <Foot note={note} />
    </article>
  );
}

function Said({ content, mine }: { content: Content; mine: boolean }) {
  if (content.k === "unknown") return <p class="soft">{t.newerKind}</p>;
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

function About({ feeling }: { feeling: Feeling }) {
  const said = [
    ...(feeling.topics ?? []).map((topic) => t.topics[topic]),
    ...(feeling.marks ?? []).map((mark) => t.marks[mark]),
  ];
  return said.length > 0 ? <p class="small soft">{said.join(" · ")}</p> : null;
}

/** Words, never ticks: what happened to the note. The partner's own notes stand for themselves. */
export function standing(note: TimelineNote): string[] {
  const said: string[] = [];
  if (note.state === "taken_back") said.push(t.takenBack);
  else if (note.state === "unverified") said.push(t.unverified(note.trouble ?? "?"));
  else if (note.state === "waiting_for_key") said.push(t.waitingForKey);
  else if (note.mine && note.state === "waiting") said.push(t.waiting);
  else if (note.mine && note.state === "not_sent") said.push(t.notSent);
  else if (note.mine && note.state === "heard") said.push(t.heard);
  else if (note.mine) said.push(note.shared ? t.sent : t.kept);
  if (note.edited) said.push(t.edited);
  if (note.late) said.push(t.late);
  return said;
}

function Foot({ note }: { note: TimelineNote }) {
  const said = standing(note);
  return said.length > 0 ? <p class="small soft">{said.join(" · ")}</p> : null;
}

/** The note as plain text, for copying. */
export function plainText(content: Content): string {
  if (content.k === "unknown") return "";
  if (content.k !== "feeling") return content.text;
  const lines = [
    t.listed(content.words.map(wordName)),
    content.because ?? "",
    content.help ? t.asksFor(t.helps[content.help]) : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}
