/**
 * People to talk to, by country: the list that comes with the app and always stays. Each number was found in two sources or more on
 * `CHECKED_ON`, the services' own pages among them where they could be read; what could not be confirmed is not here. Look at all of it
 * again once a year. Names are the services' own; addresses are text and never links.
 */

export const CHECKED_ON = "2026-11-30";

export type Whom = "everyone" | "women" | "men" | "lgbtq";
export type Region = "england" | "scotland" | "wales" | "northern_ireland" | "ontario" | "quebec" | "british_columbia";

export interface HelpLine {
  name: string;
  /** As it is read; `dial` makes it a number to call. */
  number: string;
  whom: Whom;
  /** Day and night, every day. Absent: it has hours, or they could not be confirmed. */
  always?: true;
  region?: Region;
  /** Its language, where it is not that of the whole country. */
  speaks?: "fr" | "nl";
  /** What to press once it answers. */
  press?: number;
  site?: string;
}

export interface HelpCountry {
  /** Police, or every emergency. */
  emergency: string;
  lines: readonly HelpLine[];
}

/** By ISO 3166 code. */
export const HELP: Readonly<Record<string, HelpCountry>> = {
  AT: {
    emergency: "133",
    lines: [
      {
        name: "Frauenhelpline gegen Gewalt",
        number: "0800 222 555",
        whom: "women",
        always: true,
        site: "frauenhelpline.at",
      },
      { name: "Männernotruf", number: "0800 246 247", whom: "men", always: true },
    ],
  },
  AU: {
    emergency: "000",
    lines: [
      { name: "1800RESPECT", number: "1800 737 732", whom: "everyone", always: true, site: "1800respect.org.au" },
      { name: "MensLine Australia", number: "1300 78 99 78", whom: "men", always: true, site: "mensline.org.au" },
      {
        name: "Rainbow Sexual, Domestic and Family Violence Helpline",
        number: "1800 497 212",
        whom: "lgbtq",
        always: true,
      },
    ],
  },
  BE: {
    emergency: "112",
    lines: [
      {
        name: "Écoute violences conjugales",
        number: "0800 30 030",
        whom: "everyone",
        always: true,
        speaks: "fr",
        site: "ecouteviolencesconjugales.be",
      },
      { name: "1712", number: "1712", whom: "everyone", speaks: "nl", site: "1712.be" },
    ],
  },
  BR: {
    emergency: "190",
    lines: [{ name: "Ligue 180", number: "180", whom: "women", always: true }],
  },
  CA: {
    emergency: "911",
    lines: [
      {
        name: "Assaulted Women’s Helpline",
        number: "1-866-863-0511",
        whom: "women",
        always: true,
        region: "ontario",
        site: "awhl.org",
      },
      {
        name: "SOS violence conjugale",
        number: "1-800-363-9010",
        whom: "everyone",
        always: true,
        region: "quebec",
        site: "sosviolenceconjugale.ca",
      },
      { name: "VictimLinkBC", number: "1-800-563-0808", whom: "everyone", always: true, region: "british_columbia" },
    ],
  },
  CH: {
    emergency: "117",
    lines: [
      { name: "Opferhilfe · Aide aux victimes", number: "142", whom: "everyone", always: true },
      {
        name: "Die Dargebotene Hand · La Main Tendue",
        number: "143",
        whom: "everyone",
        always: true,
        site: "143.ch",
      },
    ],
  },
  CZ: {
    emergency: "112",
    lines: [{ name: "Linka pomoci obětem", number: "116 006", whom: "everyone", always: true }],
  },
  DE: {
    emergency: "110",
    lines: [
      {
        name: "Hilfetelefon Gewalt gegen Frauen",
        number: "116 016",
        whom: "women",
        always: true,
        site: "hilfetelefon.de",
      },
      {
        name: "Hilfetelefon Gewalt an Männern",
        number: "0800 123 99 00",
        whom: "men",
        site: "maennerhilfetelefon.de",
      },
    ],
  },
  DK: {
    emergency: "112",
    lines: [{ name: "Lev Uden Vold", number: "1888", whom: "everyone", always: true, site: "levudenvold.dk" }],
  },
  ES: {
    emergency: "112",
    lines: [{ name: "016", number: "016", whom: "women", always: true }],
  },
  FI: {
    emergency: "112",
    lines: [{ name: "Nollalinja", number: "080 005 005", whom: "everyone", always: true, site: "nollalinja.fi" }],
  },
  FR: {
    emergency: "17",
    lines: [{ name: "Violences Femmes Info", number: "3919", whom: "women", always: true }],
  },
  GB: {
    emergency: "999",
    lines: [
      {
        name: "National Domestic Abuse Helpline",
        number: "0808 2000 247",
        whom: "women",
        always: true,
        region: "england",
        site: "nationaldahelpline.org.uk",
      },
      {
        name: "Scotland’s Domestic Abuse and Forced Marriage Helpline",
        number: "0800 027 1234",
        whom: "everyone",
        always: true,
        region: "scotland",
        site: "sdafmh.org.uk",
      },
      {
        name: "Live Fear Free",
        number: "0808 80 10 800",
        whom: "everyone",
        always: true,
        region: "wales",
        site: "gov.wales/live-fear-free",
      },
      {
        name: "Domestic and Sexual Abuse Helpline",
        number: "0808 802 1414",
        whom: "everyone",
        always: true,
        region: "northern_ireland",
        site: "dsahelpline.org",
      },
      { name: "Men’s Advice Line", number: "0808 801 0327", whom: "men", site: "mensadviceline.org.uk" },
      { name: "Galop", number: "0800 999 5428", whom: "lgbtq", site: "galop.org.uk" },
    ],
  },
  IE: {
    emergency: "112",
    lines: [
      { name: "Women’s Aid", number: "1800 341 900", whom: "women", always: true, site: "womensaid.ie" },
      { name: "Men’s Aid", number: "01 554 3811", whom: "men", site: "mensaid.ie" },
      { name: "Male Advice Line", number: "1800 816 588", whom: "men" },
    ],
  },
  IN: {
    emergency: "112",
    lines: [{ name: "Women Helpline", number: "181", whom: "women", always: true }],
  },
  IT: {
    emergency: "112",
    lines: [{ name: "1522 antiviolenza e stalking", number: "1522", whom: "women", always: true, site: "1522.eu" }],
  },
  LU: {
    emergency: "113",
    lines: [{ name: "Helpline Violence", number: "2060 1060", whom: "everyone", site: "violence.lu" }],
  },
  MX: {
    emergency: "911",
    lines: [{ name: "Línea de las Mujeres", number: "079", whom: "women", always: true, press: 1 }],
  },
  NL: {
    emergency: "112",
    lines: [{ name: "Veilig Thuis", number: "0800 2000", whom: "everyone", always: true, site: "veiligthuis.nl" }],
  },
  NO: {
    emergency: "112",
    lines: [{ name: "VO-linjen", number: "116 006", whom: "everyone", always: true, site: "volinjen.no" }],
  },
  NZ: {
    emergency: "111",
    lines: [
      {
        name: "Women’s Refuge",
        number: "0800 733 843",
        whom: "women",
        always: true,
        site: "womensrefuge.org.nz",
      },
      { name: "Are You OK", number: "0800 456 450", whom: "everyone", always: true, site: "areyouok.org.nz" },
    ],
  },
  PL: {
    emergency: "112",
    lines: [{ name: "Niebieska Linia", number: "800 120 002", whom: "everyone", always: true }],
  },
  PT: {
    emergency: "112",
    lines: [
      {
        name: "Serviço de Informação às Vítimas de Violência Doméstica",
        number: "800 202 148",
        whom: "everyone",
        always: true,
      },
      { name: "APAV", number: "116 006", whom: "everyone" },
    ],
  },
  SE: {
    emergency: "112",
    lines: [
      { name: "Kvinnofridslinjen", number: "116 016", whom: "everyone", always: true, site: "kvinnofridslinjen.se" },
    ],
  },
  US: {
    emergency: "911",
    lines: [
      {
        name: "National Domestic Violence Hotline",
        number: "1-800-799-7233",
        whom: "everyone",
        always: true,
        site: "thehotline.org",
      },
      { name: "StrongHearts Native Helpline", number: "1-844-762-8483", whom: "everyone" },
    ],
  },
  ZA: {
    emergency: "10111",
    lines: [{ name: "GBV Command Centre", number: "0800 428 428", whom: "everyone", always: true }],
  },
};

/**
 * The address that calls `number`; null for anything that is not simply a number. Codes with * or # are not calls: they would have the
 * phone forward calls elsewhere, or show something.
 */
export function dial(number: string): string | null {
  if (!/^\+?\d[\d ()./-]*$/.test(number.trim())) return null;
  const digits = number.replace(/[^\d+]/g, "");
  return digits.length >= 2 && digits.length <= 16 ? `tel:${digits}` : null;
}

/** The country a browser's languages name, to show its lines first. Null: none of the list. Nothing is asked of anyone. */
export function guessCountry(languages: readonly string[]): string | null {
  const regions = (full: boolean) =>
    languages.map((language) => {
      try {
        const locale = new Intl.Locale(language);
        return (full ? locale.maximize() : locale).region;
      } catch {
        return undefined;
      }
    });
  return [...regions(false), ...regions(true)].find((region) => region && Object.hasOwn(HELP, region)) ?? null;
}

/** A line that whoever runs the server added. */
export interface AddedLine {
  country: string;
  name: string;
  line: string;
  note: string;
}

const MOST_ADDED = 50;
const MOST_LETTERS = 300;

/** What a server says it added, whatever it sent: a few short texts, or nothing. */
export function readAdded(sent: unknown): AddedLine[] {
  if (!Array.isArray(sent)) return [];
  const said = (value: unknown) => (typeof value === "string" ? value.trim().slice(0, MOST_LETTERS) : "");
  return sent
    .slice(0, MOST_ADDED)
    .map((one) => {
      const { country, name, line, note } = (one ?? {}) as Record<keyof AddedLine, unknown>;
      return { country: said(country), name: said(name), line: said(line), note: said(note) };
    })
    .filter(({ name, line }) => name !== "" || line !== "");
}
