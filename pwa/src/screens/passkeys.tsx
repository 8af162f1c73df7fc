/** My passkeys: what each is and whether it was seen to open the notes; one more, another name, one less. */
import { type Access, addPasskey, type Passkey, removePasskey, renamePasskey } from "../actions/access.ts";
import { providerOf } from "../content/providers.ts";
import { devices } from "../messages/access.ts";
import { Button } from "../ui/controls.tsx";
import { Ask } from "../ui/forms.tsx";
import { Section } from "../ui/page.tsx";
import { useSaid } from "./said.tsx";
import { days, WayIn } from "./way_in.tsx";

/** My own name for it, else its maker's, else what it is; numbered where two would be called alike. */
export function nameOf(passkey: Passkey, all: readonly Passkey[]): string {
  const plain = ({ name, aaguid }: Passkey) => name ?? providerOf(aaguid) ?? devices.passkey;
  const alike = all.filter((one) => plain(one) === plain(passkey));
  return alike.length > 1 ? `${plain(passkey)} ${alike.indexOf(passkey) + 1}` : plain(passkey);
}

interface PasskeysProps {
  access: Access;
  read: () => Promise<void>;
}

export function Passkeys({ access: { passkeys }, read }: PasskeysProps) {
  const { said, did, setSays } = useSaid(read);
  return (
    <Section title={devices.passkeysTitle}>
      <p>{devices.passkeysText}</p>
      {said}
      <ul class="ways-in">
        {passkeys.map((passkey) => (
          <OnePasskey key={passkey.ref} passkey={passkey} name={nameOf(passkey, passkeys)} did={did} />
        ))}
      </ul>
      <div class="stack">
        <Button
          tap={() =>
            did(
              addPasskey(() => setSays("once")),
              "added",
            )
          }
        >
          {devices.add}
        </Button>
        <p class="small soft">{devices.addText}</p>
      </div>
    </Section>
  );
}

interface OnePasskeyProps {
  passkey: Passkey;
  name: string;
  did: ReturnType<typeof useSaid>["did"];
}

function OnePasskey({ passkey, name, did }: OnePasskeyProps) {
  const provider = passkey.name === null ? null : providerOf(passkey.aaguid);
  return (
    <WayIn
      name={name}
      here={passkey.here && devices.hereNow}
      known={[
        provider && devices.from(provider),
        devices.opens[passkey.opens],
        devices.kept[passkey.kept],
        days(passkey.since, passkey.used),
      ]}
      acts={[
        {
          label: devices.rename,
          whole: devices.renameOf(name),
          panel: (close) => (
            <Ask
              label={devices.renameLabel}
              action={devices.renameDone}
              missing={devices.needName}
              value={passkey.name ?? ""}
              most={40}
              look="plain"
              answer={(typed) => {
                close();
                return did(renamePasskey(passkey.ref, typed), "renamed");
              }}
            />
          ),
        },
        {
          label: devices.remove,
          whole: devices.removeOf(name),
          panel: () => (
            <>
              <h4>{devices.removeTitle(name)}</h4>
              <p>{passkey.here ? devices.removeHere : devices.removeText}</p>
              <p class="small soft">{devices.removeNeeds}</p>
              <Button tap={() => did(removePasskey(passkey), "removed")}>{devices.removeNow}</Button>
            </>
          ),
        },
      ]}
    />
  );
}
