/** Who says they run this server, in words that promise nothing, and one tap to what they can and cannot see. */
import { useEffect } from "preact/hooks";
import { askOperator } from "../actions/once.ts";
import { once } from "../messages/once.ts";
import { operator } from "../state.ts";

export function Operator() {
  return (
    <>
      <OperatedBy />
      <p>
        <a class="quiet" href="/about">
          {once.seeAndNot}
        </a>
      </p>
    </>
  );
}

export function OperatedBy() {
  useEffect(() => void askOperator(), []);
  const name = operator.value;
  return <p>{name === null ? once.operatedUnasked : name === "" ? once.operatedUnknown : once.operatedBy(name)}</p>;
}
