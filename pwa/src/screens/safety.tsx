/** Safety: someone to talk to, what can be hidden and what can't, and how to go. For anyone, signed in or not, with or without a network. */
import { useEffect, useState } from "preact/hooks";
import { askServer, keptLines } from "../actions/server.ts";
import { type AddedLine, CHECKED_ON, dial, guessCountry, HELP, type HelpLine } from "../content/help_lines.ts";
import { t } from "../messages/index.ts";
import { loadSafety, safety } from "../messages/safety.ts";
import { phase } from "../state.ts";
import { Page, Points, Section } from "../ui/page.tsx";
import { ExitSays, QuickExit } from "./quick_exit.tsx";

/** The page with its sentences: a small part of its own, that needs no other to be read. */
export const withWords = () => loadSafety().then(() => ({ default: Safety }));

function Safety() {
  const open = phase.value === "open";
  return (
    <Page title={safety.title} kind="safety">
      <p class="words">{safety.lead}</p>
      <ExitSays />
      <Section title={safety.talkTitle}>
        <p>{safety.talkText}</p>
        <Lines />
        <Added />
        <p class="small soft">{safety.traces}</p>
        <p class="small soft">{safety.checked(new Date(`${CHECKED_ON}T12:00`))}</p>
      </Section>
      <Section title={safety.signsTitle}>
        <Points points={safety.signs} />
        <p>{safety.signsText}</p>
      </Section>
      <Section title={safety.deviceTitle}>
        <p>{safety.deviceText}</p>
      </Section>
      <Section title={safety.cannotTitle}>
        <Points points={safety.cannot} />
      </Section>
      <Section title={safety.hideTitle}>
        <Points points={safety.hide} />
      </Section>
      <Section title={safety.whoTitle}>
        <p>{safety.whoText}</p>
        {open && <Go at="/you/devices" name={safety.whoGo} />}
      </Section>
      <Section title={safety.leaveTitle}>
        <p>{safety.leaveText}</p>
        <p>{safety.leaveAfraid}</p>
        {open && <Go at="/you" name={safety.leaveGo} />}
      </Section>
      <Section title={safety.staysTitle}>
        <p>{safety.staysText}</p>
      </Section>
      <QuickExit atHand />
    </Page>
  );
}

const Go = ({ at, name }: { at: string; name: string }) => (
  <p>
    <a class="quiet" href={at}>
      {name}
    </a>
  </p>
);

/** A country's name in the language of the app; its code where the browser knows none. */
const countryName = (code: string): string => {
  try {
    return new Intl.DisplayNames(t.lang, { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
};

/** The list that comes with the app. The browser's languages say which country is shown first; the choice is kept nowhere. */
function Lines() {
  const [country, setCountry] = useState(() => guessCountry(navigator.languages) ?? "");
  const names = Object.keys(HELP).map((code) => [code, countryName(code)] as const);
  names.sort(([, one], [, other]) => one.localeCompare(other, t.lang));
  const help = HELP[country];
  return (
    <>
      <div class="field">
        <label for="country">{safety.country}</label>
        <select id="country" value={country} onChange={(event) => setCountry(event.currentTarget.value)}>
          <option value="">{safety.countryChoose}</option>
          {names.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {help ? (
        <ul class="ways-in" aria-label={safety.talkTitle}>
          <Line name={safety.danger} number={help.emergency} />
          {help.lines.map((line) => (
            <Line key={line.number} name={line.name} number={line.number} says={detailsOf(line)} />
          ))}
        </ul>
      ) : (
        <p>{safety.notListed}</p>
      )}
    </>
  );
}

const detailsOf = ({ whom, region, speaks, always, press, site }: HelpLine): string =>
  [
    safety.whom[whom],
    region && safety.regions[region],
    speaks && safety.speaks[speaks],
    always && safety.always,
    press !== undefined && safety.press(press),
    site,
  ]
    .filter((one) => one)
    .join(" · ");

interface LineProps {
  name: string;
  number: string;
  says?: string;
  /** Somebody else says all of it. */
  theirs?: true;
}

/** What is not simply a number to call stays text. Texts of others can't turn the line around them. */
function Line({ name, number, says, theirs }: LineProps) {
  const address = dial(number);
  return (
    <li>
      <bdi translate={name === safety.danger}>{name}</bdi>
      {address ? (
        <a class="quiet words" href={address} translate={name === safety.danger} aria-label={`${name}, ${number}`}>
          <bdi>{number}</bdi>
        </a>
      ) : (
        <bdi translate={false}>{number}</bdi>
      )}
      {says && (
        <bdi class="small soft" translate={!theirs}>
          {says}
        </bdi>
      )}
    </li>
  );
}

/** What was added on this server comes after the app's own, and says so. */
function Added() {
  const [lines, setLines] = useState<readonly AddedLine[]>([]);
  useEffect(() => {
    void keptLines().then((kept) => setLines((now) => (now.length > 0 ? now : kept)));
    void askServer().then((server) => server && setLines(server.added));
  }, []);
  if (lines.length === 0) return null;
  return (
    <>
      <p id="added">{safety.added}</p>
      <ul class="ways-in" aria-labelledby="added">
        {lines.map(({ country, name, line, note }) => (
          <Line
            key={`${country} ${name} ${line}`}
            name={name}
            number={line}
            theirs
            says={[country && countryName(country), note].filter((one) => one).join(" · ")}
          />
        ))}
      </ul>
    </>
  );
}
