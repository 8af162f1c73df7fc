/** Every address of the app. Today comes with the first screen; all else is fetched right after it. */
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";
import { exec } from "preact-iso/router";
import { Today } from "./screens/today.tsx";
import { Unloaded } from "./screens/unloaded.tsx";
import { phase } from "./state.ts";

type Load = () => Promise<{ default: ComponentType }>;

/** A part that can't be fetched says so instead of leaving a dead tap. */
const fetched = (load: Load) => lazy(() => load().catch(() => ({ default: Unloaded as ComponentType })));
const later = (name: keyof typeof import("./screens/later.ts")) =>
  fetched(() => import("./screens/later.ts").then((screens) => ({ default: screens[name] })));

export const Welcome = fetched(() => import("./screens/welcome.tsx"));
export const Locked = later("Locked");
export const Missing = later("Missing");

interface Place {
  path: string;
  screen: ComponentType & { preload?: () => Promise<unknown> };
  /** Can be read by someone who is signed out, or whose notes are locked. */
  anyone?: true;
  /** Where the arrow leads; tabs have none. */
  back?: string;
}

const write = later("Write");
const look = later("Look");
export const PLACES: readonly Place[] = [
  { path: "/", screen: Today },
  { path: "/us", screen: later("Us") },
  { path: "/mine", screen: later("Mine") },
  { path: "/write", screen: write, back: "/" },
  { path: "/write/not-sure", screen: later("NotSure"), back: "/" },
  { path: "/write/:slug", screen: write, back: "/" },
  { path: "/edit/:id", screen: later("Edit"), back: "/" },
  { path: "/note/:id", screen: later("NoteScreen"), back: "/" },
  { path: "/talk", screen: later("Talk"), back: "/us" },
  { path: "/bring", screen: later("Bring"), back: "/mine" },
  { path: "/begin", screen: later("Begin") },
  { path: "/you", screen: later("You"), back: "/" },
  { path: "/you/code", screen: later("Code"), back: "/you" },
  { path: "/unsent", screen: later("Unsent"), back: "/" },
  { path: "/invite", screen: later("Invite"), back: "/" },
  { path: "/join", screen: later("Join"), anyone: true, back: "/" },
  { path: "/recover", screen: later("Recover"), anyone: true, back: "/" },
  { path: "/about", screen: later("About"), anyone: true, back: "/" },
  { path: "/look", screen: look, anyone: true, back: "/join" },
  { path: "/look/:slug", screen: look, anyone: true, back: "/join" },
];

export const placeOf = (path: string): Place | undefined => PLACES.find((place) => exec(path, place.path));

/** Fetch what `path` shows, so that the first render has it. */
export async function preload(path: string): Promise<void> {
  const place = placeOf(path);
  const wayIn = phase.value === "locked" ? Locked : Welcome;
  const wanted: Place["screen"] = place?.anyone || phase.value === "open" ? (place?.screen ?? Missing) : wayIn;
  await wanted.preload?.();
}

/** What the next tap wants, fetched once the first screen stands. */
export const preloadNext = (): Promise<unknown> => Promise.all(PLACES.map(({ screen }) => screen.preload?.()));
