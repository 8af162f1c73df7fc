/** Who will be able to read it, in words, and then two equal buttons: neither is the default once there are two. */
import { useState } from "preact/hooks";
import { type Draft, isWhole } from "../actions/later.ts";
import { pages } from "../messages/later.ts";
import { pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import type { Patch } from "./draft.ts";

interface FinishProps {
  draft: Draft;
  change: (patch: Patch) => void;
  hand: (audience: "share" | "keep") => Promise<void>;
  /** Said when it is not yet enough for a note. */
  needs?: string;
}

export function Finish({ draft, change, hand, needs = pages.needWord }: FinishProps) {
  const [missing, setMissing] = useState(false);
  const none = !isWhole(draft);
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const give = (audience: "share" | "keep") => {
    setMissing(none);
    return none ? undefined : hand(audience);
  };
  const keep = (look: "act" | "equal") => (
    <Button look={look} tap={() => give("keep")}>
      {draft.only_here ? pages.keepHere : pages.keep}
    </Button>
  );
  return (
    <section class="finish" aria-label={pages.audienceTitle}>
      <p class="says" role="alert">
        {missing && none && needs}
      </p>
      <p class="small soft">
        {draft.only_here ? pages.audienceHere : two ? pages.audienceShare(two.name) : pages.audienceAlone}
      </p>
      {two && !draft.only_here ? (
        <div class="pair">
          {keep("equal")}
          <Button look="equal" tap={() => give("share")}>
            {pages.shareWith(two.name)}
          </Button>
        </div>
      ) : (
        keep("act")
      )}
      {two && draft.only_here && (
        <Button look="quiet" tap={() => change({ only_here: undefined })}>
          {pages.shareAfterAll(two.name)}
        </Button>
      )}
      {!pair.value && !draft.only_here && (
        <a class="quiet small" href="/invite">
          {pages.inviteToShare}
        </a>
      )}
    </section>
  );
}
