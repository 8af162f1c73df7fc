/**
 * Stands in for `messages/language.ts` in the app that the tests of the text look at (`vite build --mode text`): every language at once,
 * and two that nobody speaks. `speak(voice)` changes all sentences under the eyes of who looks, and nothing else.
 */
import { signal } from "@preact/signals";

export { CHOICE, LANGUAGES, type Language, language } from "../../pwa/src/messages/language.ts";

/** `pseudo`: English, longer by half and in brackets · `rtl`: English from right to left. */
type Voice = "en" | "de" | "pseudo" | "rtl";
const voice = signal<Voice>("en");

Object.assign(globalThis, {
  speak(wanted: Voice) {
    voice.value = wanted;
    document.documentElement.lang = wanted === "de" ? "de" : "en";
    document.documentElement.dir = wanted === "rtl" ? "rtl" : "ltr";
  },
});

const ACCENTS = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ";
const stretched = (text: string): string => {
  const accented = text.replace(/[a-z]/g, (letter) => ACCENTS[letter.charCodeAt(0) - 97] ?? letter);
  return `⟦${accented}${" ẇǿřḓş".repeat(Math.ceil(text.length / 12))}⟧`;
};
/** Each word turned by itself, so that a line still breaks between words. */
const turned = (text: string): string => text.replace(/[^\s]+/g, (word) => `\u202e${word}\u202c`);
const TURN: Record<Voice, (text: string) => string> = {
  en: (text) => text,
  de: (text) => text,
  pseudo: stretched,
  rtl: turned,
};

type Spoken = Record<"en" | "de", unknown>;
const now = (all: Spoken): unknown => all[voice.value === "de" ? "de" : "en"];

/** The value as it is said just now: looked up whenever it is read, and whoever reads it while drawing draws again. */
function spoken(all: Spoken): unknown {
  const { en } = all;
  if (typeof en === "string") return TURN[voice.value](now(all) as string);
  if (typeof en === "function")
    return (...asked: unknown[]) => {
      const said = (now(all) as (...all: unknown[]) => unknown)(...asked);
      return spoken({ en: said, de: said });
    };
  if (typeof en !== "object" || en === null || en instanceof RegExp) return now(all);
  return new Proxy(en, {
    get: (_, name) => {
      if (typeof name === "symbol" || (Array.isArray(en) && !/^\d+$/.test(name))) return Reflect.get(en, name);
      if (name === "lang") return voice.value === "de" ? "de" : "en";
      if (name === "dir") return voice.value === "rtl" ? "rtl" : "ltr";
      return spoken({ en: Reflect.get(all.en as object, name), de: Reflect.get(all.de as object, name) });
    },
  });
}

/** Every language of a part at once, to be switched between. */
export async function inLanguage<Catalogue>(all: Record<"en" | "de", () => Promise<Catalogue>>): Promise<Catalogue> {
  const [en, de] = await Promise.all([all.en(), all.de()]);
  return spoken({ en: { ...en }, de: { ...de } }) as Catalogue;
}
