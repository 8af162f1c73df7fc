/**
 * Which language the app speaks: the one chosen under *You*, else the browser's. `public/language.js` decided it before the first paint and
 * wrote it on the page. One language is loaded at a time, in the parts the screens come in.
 */

/** Each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;
/** Where the choice stands, on this device alone: it must be known before anyone is. */
export const CHOICE = "language";

const asked = globalThis.document?.documentElement.lang ?? "";
export const language: Language = Object.hasOwn(LANGUAGES, asked) ? (asked as Language) : "en";

/** The catalogue of the language in use, of all there are. */
export const inLanguage = <Catalogue>(all: Record<Language, () => Promise<Catalogue>>): Promise<Catalogue> =>
  all[language]();
