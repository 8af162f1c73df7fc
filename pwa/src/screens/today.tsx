/** Today: the newest note from the partner, whole; then the question; then it ends. */
import { t } from "../messages/index.ts";
import { notes, pair } from "../state.ts";
import { dayAndPart } from "../ui/days.ts";
import { Note } from "../ui/note.tsx";
import { useArrival } from "../ui/page.tsx";
import { Tiles } from "../ui/tiles.tsx";
import { Lines } from "./lines.tsx";

export function Today() {
  const main = useArrival<HTMLElement>(t.today);
  const newest = notes.value.findLast(
    (note) => note.shared && !note.mine && note.content !== null && note.state !== "taken_back",
  );
  return (
    <main class="page today" ref={main} tabIndex={-1}>
      <div class="above">
        <Lines />
        {newest && <Note key={newest.id} note={newest} name={pair.value?.name ?? null} when={dayAndPart(newest)} />}
      </div>
      <section class="ask">
        <h1>{t.question}</h1>
        <div class="ask-body">
          <Tiles />
          <p class="small soft end">{t.thatsAll}</p>
        </div>
      </section>
    </main>
  );
}
