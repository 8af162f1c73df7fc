/** Says aloud, for those who listen instead of look, that something new came while the app is open: a note, or an answer. */
import { useRef } from "preact/hooks";
import { pages } from "../messages/later.ts";
import { filling, notes, notesReady, pair } from "../state.ts";

interface Newest {
  note: number;
  answer: number;
}

/** How far the other's notes and answers reach in the log. */
function newestOf(all: typeof notes.value): Newest {
  const newest = { note: 0, answer: 0 };
  for (const note of all) {
    if (!note.shared) continue;
    if (!note.mine) newest.note = Math.max(newest.note, note.seq ?? 0);
    for (const answer of note.answers) if (!answer.mine) newest.answer = Math.max(newest.answer, answer.seq ?? 0);
  }
  return newest;
}

export function Arrivals() {
  const heard = useRef<Newest | undefined>(undefined);
  const said = useRef<{ news: keyof Newest | null; times: number }>({ news: null, times: 0 });
  if (notesReady.value) {
    const [before, now] = [heard.current, newestOf(notes.value)];
    const news = before && now.note > before.note ? "note" : before && now.answer > before.answer ? "answer" : null;
    if (news && !filling.value) said.current = { news, times: said.current.times + 1 };
    heard.current = now;
  }
  const name = pair.value?.name ?? null;
  const { news, times } = said.current;
  return (
    <p class="unseen" role="status">
      {/* A new element each time: the same sentence twice is news twice. */}
      <span key={times}>{news && (news === "note" ? pages.arrived(name) : pages.answered(name))}</span>
    </p>
  );
}
