/** The top line: the name on the three tabs, the way back everywhere else, and the circle that opens You. */
import { useLocation } from "preact-iso/router";
import { t } from "../messages/index.ts";
import { phase } from "../state.ts";
import { Arrow, Brackets, Person } from "../ui/icons.tsx";

export function Top({ back }: { back: string | undefined }) {
  const { path } = useLocation();
  return (
    <header class="top">
      {back ? (
        <a class="leave" href={back}>
          <Arrow />
          {t.back}
        </a>
      ) : (
        <a class="brand" href="/">
          <Brackets />
          {t.brand}
        </a>
      )}
      {phase.value === "open" && !path.startsWith("/you") && !path.startsWith("/write") && (
        <a class="circle" href="/you" aria-label={t.you}>
          <Person />
        </a>
      )}
    </header>
  );
}
