/** Which language the app speaks on this device, each called by its own name. */
import { speakIn } from "../actions/once.ts";
import { LANGUAGES, type Language, language } from "../messages/language.ts";
import { once } from "../messages/once.ts";
import { Chip } from "../ui/controls.tsx";

export const Languages = () => (
  <>
    <fieldset class="chips" aria-label={once.languageTitle}>
      {(Object.keys(LANGUAGES) as Language[]).map((one) => (
        <Chip key={one} on={one === language} tap={() => one !== language && speakIn(one)}>
          <span lang={one}>{LANGUAGES[one]}</span>
        </Chip>
      ))}
    </fieldset>
    <p class="small soft">{once.languageHint}</p>
  </>
);
