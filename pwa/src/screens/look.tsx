/** A look around for someone who was invited and has not decided: the tiles, the words, and what the other would see. Nothing is kept. */
import { useRoute } from "preact-iso/router";
import { FEELINGS, quadrantOf } from "../content/feelings.ts";
import { t, wordName } from "../messages/index.ts";
import { meaning } from "../messages/later.ts";
import { once } from "../messages/once.ts";
import type { TimelineNote } from "../notes.ts";
import { Shape } from "../ui/icons.tsx";
import { Note } from "../ui/note.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Tiles } from "../ui/tiles.tsx";

const example = (): TimelineNote => ({
  id: "example",
  msg_id: "example",
  space: "",
  shared: true,
  mine: false,
  day: "2026-01-01",
  part: 3,
  seq: 1,
  content: {
    k: "feeling",
    quadrant: "low_unpleasant",
    words: ["lonely", "tired"],
    because: once.lookExample,
    help: "closeness",
  },
  state: "sent",
  trouble: null,
  edited: false,
  late: false,
  device: null,
  device_seq: 0,
  answers: [],
  talk: false,
  restorable: null,
  moved: false,
  settled: null,
  became: null,
  only_here: false,
});

export default function Look() {
  const quadrant = quadrantOf(useRoute().params["slug"]);
  return (
    <Page title={once.lookTitle}>
      <p>{once.lookText}</p>
      {quadrant && (
        <section class="sheet-part unfold" key={quadrant}>
          <h2 class={`sheet-head ${quadrant}`}>
            {t.quadrants[quadrant][0]}
            <Shape quadrant={quadrant} />
          </h2>
          <dl class="meanings">
            {FEELINGS[quadrant].map((word) => (
              <div key={word}>
                <dt>{wordName(word)}</dt> <dd>{meaning(word)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Tiles at="/look" />
      <Section title={once.lookExampleTitle}>
        <Note note={example()} name={null} when={once.lookExampleBy} still />
      </Section>
      <p class="row">
        <a class="quiet" href="/join">
          {t.toInvitation}
        </a>
        <a class="quiet" href="/about">
          {t.whatIsThis}
        </a>
      </p>
    </Page>
  );
}
