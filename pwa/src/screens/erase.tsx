/** A note that I took back, to be erased for good now: said plainly, and done only with the passkey. */
import { useLocation, useRoute } from "preact-iso/router";
import { eraseNow } from "../actions/access.ts";
import { devices } from "../messages/access.ts";
import { pages } from "../messages/later.ts";
import { notes } from "../state.ts";
import { Button } from "../ui/controls.tsx";
import { dayAndPart } from "../ui/days.ts";
import { noteAddress } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";

export default function Erase() {
  const { route } = useLocation();
  const asked = `/note/${useRoute().params["id"]}`;
  const note = notes.value.find((one) => noteAddress(one) === asked && one.mine && one.restorable);
  if (!note)
    return (
      <Page title={pages.noteGone}>
        <p>{pages.noteGoneText}</p>
      </Page>
    );
  const erase = async () => {
    if (await eraseNow(note)) route(note.shared ? "/us" : "/mine", true);
  };
  return (
    <Page title={devices.eraseTitle}>
      <p>{devices.eraseWhich(dayAndPart(note))}</p>
      <p>{devices.eraseText}</p>
      {!note.only_here && <p>{devices.removeNeeds}</p>}
      <Button look="act" tap={erase}>
        {devices.eraseNow}
      </Button>
    </Page>
  );
}
