/** The three tabs, and the one a person came from: closing a sheet leads back there. */
import { t } from "../messages/index.ts";

export const TABS = [
  ["/", t.today],
  ["/us", t.us],
  ["/mine", t.mine],
] as const;

let last = "/";

export const lastTab = (): string => last;

export function rememberTab(path: string): void {
  if (TABS.some(([tab]) => tab === path)) last = path;
}
