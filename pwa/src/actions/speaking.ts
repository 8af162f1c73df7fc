/** The language of the app on this device. */
import { CHOICE, type Language } from "../messages/language.ts";

/** Speak this language from now on. The page begins anew; what was being written is kept by keystroke anyway. */
export function speakIn(language: Language): void {
  localStorage.setItem(CHOICE, language);
  location.reload();
}
