/** The four tiles: equal in size, lightness and colour strength, so that no feeling looks better than another. */
import { QUADRANTS, slugOf } from "../content/feelings.ts";
import { t } from "../messages/index.ts";
import { Shape } from "./icons.tsx";

export function Tiles({ at = "/write" }: { at?: string }) {
  return (
    <nav class="tiles" aria-label={t.question}>
      {QUADRANTS.map((quadrant) => (
        <a key={quadrant} class={`tile ${quadrant}`} href={`${at}/${slugOf(quadrant)}`}>
          <Shape quadrant={quadrant} />
          {t.quadrants[quadrant][0]}
        </a>
      ))}
    </nav>
  );
}
