/** Where I am signed in: each device in a coarse word, one signed out alone or all the others at once. */
import { type Access, type Device, signOutDevice, signOutOthers } from "../actions/access.ts";
import { devices } from "../messages/access.ts";
import { Button } from "../ui/controls.tsx";
import { Twice } from "../ui/forms.tsx";
import { Section } from "../ui/page.tsx";
import { Row, Rows } from "../ui/rows.tsx";
import { nameOf } from "./passkeys.tsx";
import { useSaid } from "./said.tsx";
import { days, WayIn } from "./way_in.tsx";

interface BrowsersProps {
  access: Access;
  read: () => Promise<void>;
}

/** The server's word for what it could not tell. */
const UNKNOWN = "Unknown device";
export const wordFor = ({ device }: Device): string => (device === UNKNOWN ? devices.unknownDevice : device);

export function Browsers({ access, read }: BrowsersProps) {
  const { said, did } = useSaid(read);
  const cameWith = (one: Device): string | null => {
    const passkey = access.passkeys.find(({ ref }) => ref === one.passkey);
    return passkey ? devices.cameWith(nameOf(passkey, access.passkeys)) : null;
  };
  return (
    <Section title={devices.devicesTitle}>
      {said}
      <ul class="ways-in">
        {access.devices.map((one) => (
          <WayIn
            key={one.id}
            name={wordFor(one)}
            here={one.here && devices.thisDevice}
            known={[days(one.since, one.used), access.passkeys.length > 1 && cameWith(one)]}
            acts={
              one.here
                ? []
                : [
                    {
                      label: devices.signOut,
                      whole: devices.signOutOf(wordFor(one)),
                      panel: () => (
                        <>
                          <h4>{devices.signOutTitle(wordFor(one))}</h4>
                          <p>{devices.signOutText}</p>
                          <Button tap={() => did(signOutDevice(one.id), "signedOut")}>{devices.signOutNow}</Button>
                        </>
                      ),
                    },
                  ]
            }
          />
        ))}
      </ul>
      {access.devices.length > 1 && (
        <Twice label={devices.others} title={devices.othersTitle}>
          <p>{devices.othersText}</p>
          <Button tap={() => did(signOutOthers(), "signedOut")}>{devices.othersNow}</Button>
        </Twice>
      )}
      <Rows>
        <Row at="/you/devices/add" name={devices.link} says={devices.linkText} />
      </Rows>
    </Section>
  );
}
