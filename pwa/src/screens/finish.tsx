/** Who will be able to read it, in words, and then two equal buttons: neither is the default once there are two. */
import { useState } from "preact/hooks";
import type { Word } from "../kinds.ts";
import { pages } from "../messages/pages.ts";
import { pair } from "../state.ts";
import { Button } from "../ui/controls.tsx";

export function Finish({
  words,
  hand,
}: {
  words: readonly Word[];
  hand: (audience: "share" | "keep") => Promise<void>;
}) {
  const [missing, setMissing] = useState(false);
  const two = pair.value && !pair.value.closed ? pair.value : null;
  const give = (audience: "share" | "keep") => {
    setMissing(words.length === 0);
    return words.length === 0 ? undefined : hand(audience);
  };
  return (
    <section class="finish" aria-label={pages.audienceTitle}>
      <p class="says" role="alert">
        {missing && words.length === 0 && pages.needWord}
      </p>
      {two ? (
        <>
          <p class="small soft">{pages.audienceShare(two.name)}</p>
          <div class="pair">
            <Button look="equal" tap={() => give("keep")}>
              {pages.keep}
            </Button>
            <Button look="equal" tap={() => give("share")}>
              {pages.shareWith(two.name)}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p class="small soft">{pages.audienceAlone}</p>
          <Button look="act" tap={() => give("keep")}>
            {pages.keep}
          </Button>
          {!pair.value && (
            <a class="quiet small" href="/invite">
              {pages.inviteToShare}
            </a>
          )}
        </>
      )}
    </section>
  );
}
