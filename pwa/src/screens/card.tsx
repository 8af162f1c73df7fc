import { giving } from "../messages/giving.ts";
import { Page } from "../ui/page.tsx";

export default function Card() {
  return <Page title={giving.kindTitle}>{null}</Page>;
}
