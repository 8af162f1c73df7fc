/** Who says they run this server, in words that promise nothing, and one tap to what they can and cannot see. */
import { useEffect } from "preact/hooks";
import { askOperator } from "../actions/later.ts";
import { pages } from "../messages/pages.ts";
import { operator } from "../state.ts";

export function Operator() {
  useEffect(() => void askOperator(), []);
  const name = operator.value;
  return (
    <>
      <p>{name === null ? pages.operatedUnasked : name === "" ? pages.operatedUnknown : pages.operatedBy(name)}</p>
      <p>
        <a class="quiet" href="/about">
          {pages.seeAndNot}
        </a>
      </p>
    </>
  );
}
