/** What becomes of what I shared, wherever somebody goes; and the way to someone safe, which never stands in between. */
import type { Notes } from "../actions/once.ts";
import { leaving } from "../messages/once.ts";
import { Chip } from "../ui/controls.tsx";

/** It stays unless I choose otherwise. */
export function NotesChoice({ notes, choose }: { notes: Notes; choose: (notes: Notes) => void }) {
  return (
    <fieldset class="stack" aria-label={leaving.notesTitle}>
      <div class="chips">
        <Chip on={notes === "stay"} tap={() => choose("stay")}>
          {leaving.stay}
        </Chip>
        <Chip on={notes === "take_back"} tap={() => choose("take_back")}>
          {leaving.takeBack}
        </Chip>
      </div>
      <p class="small soft" role="status">
        {notes === "stay" ? leaving.stayHint : leaving.takeBackHint}
      </p>
    </fieldset>
  );
}

export const Afraid = () => (
  <p>
    {leaving.afraid.before}
    <a href="/safety">{leaving.afraid.link}</a>
    {leaving.afraid.after}
  </p>
);
