import { giving } from "../messages/giving.ts";
import { Page } from "../ui/page.tsx";

export default function PromptScreen() {
  return <Page title={giving.promptTitle}>{null}</Page>;
}
