/** Where a page leads on: one row for each place, with a line on what is there or how it stands. */
import type { ComponentChildren } from "preact";

export const Rows = ({ children }: { children: ComponentChildren }) => <ul class="rows">{children}</ul>;

export const Row = ({ at, name, says }: { at: string; name: string; says?: string | undefined }) => (
  <li>
    <a href={at}>
      <span>{name}</span>
      {says && <span class="small soft">{says}</span>}
    </a>
  </li>
);
