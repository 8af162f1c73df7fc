/** After the recovery code was used: it still opens everything, so a new one is asked for at once. */
import { devices } from "../messages/access.ts";
import { Page } from "../ui/page.tsx";

export default function Returned() {
  return (
    <Page title={devices.returnedTitle}>
      <p>{devices.returnedText}</p>
      <p>{devices.returnedNew}</p>
      <div class="stack">
        <a class="button act" href="/you/code">
          {devices.returnedGo}
        </a>
        <p class="small soft">{devices.returnedTold}</p>
        <a class="quiet" href="/you/devices">
          {devices.returnedLook}
        </a>
        <a class="quiet" href="/">
          {devices.returnedLater}
        </a>
      </div>
    </Page>
  );
}
