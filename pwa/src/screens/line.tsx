/** One thing that waits quietly on Today: what it says, and the one or two things to do about it. */
import type { ComponentChildren } from "preact";
import { pages } from "../messages/later.ts";

export const Line = ({ says, children }: { says: string; children: ComponentChildren }) => (
  <li>
    <span>{says}</span>
    {children}
  </li>
);

export const Look = ({ at, label = pages.look }: { at: string; label?: string }) => (
  <a class="quiet" href={at}>
    {label}
  </a>
);
