/** Who says they run this server, in words that promise nothing, and one tap to what they can and cannot see. */
import { pages } from "../messages/pages.ts";
import { me } from "../state.ts";

export function Operator() {
  const name = me.value?.operator ?? "";
  return (
    <>
      <p>{name === "" ? pages.operatedUnknown : pages.operatedBy(name)}</p>
      <p>
        <a class="quiet" href="/about">
          {pages.seeAndNot}
        </a>
      </p>
    </>
  );
}
