/** Every address of the app. Today comes with the first screen; all else is fetched right after it. */
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";
import { exec } from "preact-iso/router";
import * as parts from "./screens/parts.ts";
import { Today } from "./screens/today.tsx";
import { Unloaded } from "./screens/unloaded.tsx";
import { curtain, phase } from "./state.ts";

type Load = () => Promise<{ default: ComponentType }>;

/** A part that can't be fetched says so instead of leaving a dead tap. */
const fetched = (load: Load) => lazy(() => load().catch(() => ({ default: Unloaded as ComponentType })));
/** What of this part is a page of its own. */
type LaterPage = Exclude<keyof typeof import("./screens/later.ts"), "Arrivals" | "Lines" | "Notice" | "UndoBar">;
const later = (name: LaterPage) => fetched(() => parts.later().then((screens) => ({ default: screens[name] })));
const seldom = (name: Exclude<keyof typeof import("./screens/seldom.ts"), "Panel">) =>
  fetched(() => parts.seldom().then((screens) => ({ default: screens[name] })));
const once = (name: keyof typeof import("./screens/once.ts")) =>
  fetched(() => parts.once().then((screens) => ({ default: screens[name] })));
const access = (name: Exclude<keyof typeof import("./screens/access.ts"), "along">) =>
  fetched(() => parts.access().then((screens) => ({ default: screens[name] })));
const giving = (name: keyof typeof import("./screens/giving.ts")) =>
  fetched(() => parts.giving().then((screens) => ({ default: screens[name] })));

const Welcome = fetched(parts.welcome);
const Locked = once("Locked");
const Unlock = access("Unlock");
/** What a person meets whose notes are not open. */
export const wayIn = () => (phase.value !== "locked" ? Welcome : curtain.value ? Unlock : Locked);
export const Missing = seldom("Missing");

interface Place {
  path: string;
  screen: ComponentType & { preload?: () => Promise<unknown> };
  /** Can be read by someone who is signed out, or whose notes are locked. */
  anyone?: true;
  /** Where the arrow leads; tabs have none. */
  back?: string;
}

const kind = giving("Kind");
const write = later("Write");
const look = once("Look");
const safety = fetched(() => import("./screens/safety.tsx").then(({ withWords }) => withWords()));
export const PLACES: readonly Place[] = [
  { path: "/", screen: Today },
  { path: "/us", screen: later("Us") },
  { path: "/mine", screen: later("Mine") },
  { path: "/write", screen: write, back: "/" },
  { path: "/write/not-sure", screen: seldom("NotSure"), back: "/" },
  { path: "/write/:slug", screen: write, back: "/" },
  { path: "/edit/:id", screen: seldom("Edit"), back: "/" },
  { path: "/note/:id", screen: later("NoteScreen"), back: "/" },
  { path: "/erase/:id", screen: access("Erase"), back: "/" },
  { path: "/talk", screen: seldom("Talk"), back: "/us" },
  { path: "/bring", screen: once("Bring"), back: "/mine" },
  { path: "/kind", screen: kind, back: "/" },
  { path: "/kind/:way", screen: kind, back: "/kind" },
  { path: "/card", screen: giving("Card"), back: "/you" },
  { path: "/prompt", screen: giving("PromptScreen"), back: "/" },
  { path: "/you/reminders", screen: giving("Reminders"), back: "/you" },
  { path: "/looking", screen: fetched(() => parts.looking()), back: "/mine" },
  { path: "/begin", screen: once("Begin") },
  { path: "/you", screen: once("You"), back: "/" },
  { path: "/you/code", screen: once("Code"), back: "/you" },
  { path: "/you/devices", screen: access("Devices"), back: "/you" },
  { path: "/you/devices/add", screen: access("LinkDevice"), back: "/you/devices" },
  { path: "/you/renew-two", screen: access("RenewTwo"), back: "/you" },
  { path: "/you/returned", screen: access("Returned"), back: "/" },
  { path: "/you/lock", screen: access("Lock"), back: "/you" },
  { path: "/you/renew", screen: access("Renew"), back: "/you/devices" },
  { path: "/you/along", screen: fetched(() => parts.access().then((screens) => screens.along())), back: "/you" },
  { path: "/you/end", screen: access("EndAccount"), back: "/you" },
  { path: "/unsent", screen: once("Unsent"), back: "/" },
  { path: "/invite", screen: once("Invite"), back: "/" },
  { path: "/join", screen: once("Join"), anyone: true, back: "/" },
  { path: "/anew", screen: access("Anew"), anyone: true, back: "/" },
  { path: "/recover", screen: once("Recover"), anyone: true, back: "/" },
  { path: "/safety", screen: safety, anyone: true, back: "/" },
  { path: "/about", screen: once("About"), anyone: true, back: "/" },
  { path: "/look", screen: look, anyone: true, back: "/join" },
  { path: "/look/:slug", screen: look, anyone: true, back: "/join" },
];

export const placeOf = (path: string): Place | undefined => PLACES.find((place) => exec(path, place.path));

/** Begin to fetch what `path` shows once everything is open. */
export const foresee = (path: string): Promise<unknown> | undefined => placeOf(path)?.screen.preload?.();

/** Fetch what `path` shows, so that the first render has it. */
export async function preload(path: string): Promise<void> {
  const place = placeOf(path);
  const wanted: Place["screen"] = place?.anyone || phase.value === "open" ? (place?.screen ?? Missing) : wayIn();
  await wanted.preload?.();
}

/** What the next tap wants, fetched once the first screen stands. */
export const preloadNext = (): Promise<unknown> => (phase.value === "open" ? parts.later() : parts.once());
