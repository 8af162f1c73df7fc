/** Carries an invitation into another browser, or into the installed app, whose storage is its own. */
import { invitation } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { copy } from "./copy.ts";

export function CopyInvitation({ label, look }: { label: string; look: "act" | "quiet" }) {
  const take = () => copy(`${location.origin}/join#${invitation.value?.fragment ?? ""}`);
  return (
    <Button look={look} tap={take}>
      {label}
    </Button>
  );
}
