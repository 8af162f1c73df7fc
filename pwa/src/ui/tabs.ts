/** The three tabs, and the one a person came from: closing a sheet leads back there. */
import { t } from "../messages/index.ts";

const TABS = ["/", "/us", "/mine"];

/** Each with its address and its name. */
export const tabs = () =>
  [
    ["/", t.today],
    ["/us", t.us],
    ["/mine", t.mine],
  ] as const;

let last = "/";

export const lastTab = (): string => last;

export function rememberTab(path: string): void {
  if (TABS.includes(path)) last = path;
}
