/** Who says they run this server, in words that promise nothing, and one tap to what they can and cannot see. */
import { t } from "../messages/index.ts";
import { me } from "../state.ts";

export function Operator() {
  const name = me.value?.operator ?? "";
  return (
    <>
      <p>{name === "" ? t.operatedUnknown : t.operatedBy(name)}</p>
      <p>
        <a class="quiet" href="/about">
          {t.seeAndNot}
        </a>
      </p>
    </>
  );
}
