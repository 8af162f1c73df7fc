/** Something kind: a way, a beginning, and it is said. Only ways that land with the other now are here. */
import { useLocation, useRoute } from "preact-iso/router";
import { offeredWays, type Way, wayOf } from "../content/ways.ts";
import { giving } from "../messages/giving.ts";
import { pages } from "../messages/later.ts";
import { between, codeRequired, pair } from "../state.ts";
import { Page } from "../ui/page.tsx";
import { KindSheet } from "./kind_sheet.tsx";
import { CodeFirst } from "./write.tsx";

/** For whom: with nobody there, in no particular order; null while the other's card is still being read. */
function waysNow(): readonly Way[] | null {
  if (!pair.value || pair.value.closed) return offeredWays(null);
  return between.value && offeredWays(between.value.theirs.ways);
}

export default function Kind() {
  const asked = wayOf(useRoute().params["way"]);
  const { query } = useLocation();
  if (codeRequired.value) return <CodeFirst />;
  const ways = waysNow();
  if (asked && (ways === null || ways.includes(asked)))
    return ways ? <KindSheet key={asked} way={asked} draft={query["draft"]} /> : <Waiting />;
  return ways ? <Choose ways={ways} /> : <Waiting />;
}

const Waiting = () => (
  <Page title={giving.kindTitle}>
    <p class="soft">{pages.opening}</p>
  </Page>
);

function Choose({ ways }: { ways: readonly Way[] }) {
  const two = pair.value && !pair.value.closed ? pair.value : null;
  return (
    <Page title={giving.kindTitle}>
      {ways.length > 0 ? <p class="soft">{giving.kindText(two?.name ?? null)}</p> : <p>{giving.kindNone}</p>}
      <ul class="ways-list">
        {ways.map((way) => (
          <li key={way}>
            <a href={`/kind/${way}`}>
              <span class="words">{pages.ways[way][0]}</span> <span class="small soft">{pages.ways[way][1]}</span>
            </a>
          </li>
        ))}
      </ul>
      {two && (
        <a class="quiet small" href="/card">
          {giving.cardOfTheirs(two.name)}
        </a>
      )}
    </Page>
  );
}
