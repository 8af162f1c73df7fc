import { looking } from "../messages/looking.ts";
import { Page } from "../ui/page.tsx";

export default function Looking() {
  return <Page title={looking.lookingTitle}>{null}</Page>;
}
