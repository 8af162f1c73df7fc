/** A file of one's own comes back: chosen, looked into, said what it holds, and only then taken in. */
import { useRef, useState } from "preact/hooks";
import { unlockMine } from "../actions/later.ts";
import { bringIn, type CameIn, lookInto } from "../actions/taking_in.ts";
import { along } from "../messages/along.ts";
import { t } from "../messages/index.ts";
import { pages } from "../messages/later.ts";
import type { Taken } from "../portable/read.ts";
import { codeRequired, mineLocked } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { Says, UnderWay, useStop } from "./taking_along.tsx";

type Now =
  | { at: "choosing"; last: keyof typeof along.refused | CameIn | null }
  | { at: "reading" }
  | { at: "looking"; taken: Taken }
  | { at: "taking"; share: number | null };

const dayName = (day: string): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return t.dayIs(new Date(year, month - 1, date), false);
};

/** What became of the last one, in as many sentences as it takes. */
function outcome(last: keyof typeof along.refused | CameIn | null): string[] {
  if (last === null) return [];
  if (typeof last === "string") return [along.refused[last]];
  const { ended, some, known } = last;
  if (ended === "all" && !some) return [along.nothingNew];
  return [along.ended[ended], ...(known ? [along.known] : [])];
}

export function BringBack() {
  if (codeRequired.value)
    return (
      <>
        <p>{pages.codeFirst}</p>
        <p>
          <a class="quiet" href="/you/code">
            {pages.makeCode}
          </a>
        </p>
      </>
    );
  if (mineLocked.value)
    return (
      <>
        <p>{along.backLocked}</p>
        <Button tap={unlockMine}>{pages.mineOpen}</Button>
      </>
    );
  return <Open />;
}

function Open() {
  const [now, setNow] = useState<Now>({ at: "choosing", last: null });
  const chosen = useRef<HTMLInputElement>(null);
  const { begin, stop } = useStop();
  const look = async (file: File) => {
    setNow({ at: "reading" });
    const found = await lookInto(file, along.nobody, begin());
    if (typeof found === "string") setNow({ at: "choosing", last: found });
    else setNow({ at: "looking", taken: found });
  };
  const take = async ({ notes }: Taken) => {
    setNow({ at: "taking", share: null });
    const came = await bringIn(notes, (share) => setNow({ at: "taking", share }), begin());
    setNow({ at: "choosing", last: came });
  };
  if (now.at === "reading") return <UnderWay says={along.reading} share={null} stop={stop} />;
  if (now.at === "taking") return <UnderWay says={along.taking} share={now.share} stop={stop} />;
  if (now.at === "looking")
    return (
      <Holds taken={now.taken} take={() => take(now.taken)} leave={() => setNow({ at: "choosing", last: null })} />
    );
  return (
    <>
      <Says all={outcome(now.last)} />
      <input
        ref={chosen}
        type="file"
        hidden
        accept=".json,application/json"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file) void look(file);
        }}
      />
      <Button tap={() => chosen.current?.click()}>{along.choose}</Button>
    </>
  );
}

interface HoldsProps {
  taken: Taken;
  take: () => unknown;
  leave: () => void;
}

function Holds({ taken: { days, odd, drafts }, take, leave }: HoldsProps) {
  const says = [
    days ? along.holds(dayName(days.first), dayName(days.last)) : along.holdsNone,
    ...(odd ? [along.odd] : []),
    ...(drafts ? [along.draftsStay] : []),
  ];
  return (
    <div class="stack">
      <Says all={says} />
      {days && <Button tap={take}>{along.take}</Button>}
      <Button look="quiet" tap={leave}>
        {pages.cancel}
      </Button>
    </div>
  );
}
