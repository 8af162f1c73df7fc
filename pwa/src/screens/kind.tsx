import { giving } from "../messages/giving.ts";
import { Page } from "../ui/page.tsx";

export default function Kind() {
  return <Page title={giving.kindTitle}>{null}</Page>;
}
