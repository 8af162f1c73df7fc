/** One quiet way to the page on safety. */
import { once } from "../messages/once.ts";

export const ToSafety = () => (
  <p>
    <a class="quiet" href="/safety">
      {once.toSafety}
    </a>
  </p>
);
