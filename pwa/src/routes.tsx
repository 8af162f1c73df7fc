/** Every address of the app. Today, Us and Just mine come with the first screen; all else is fetched when it is needed, or from this phone. */
import type { ComponentType } from "preact";
import lazy from "preact-iso/lazy";
import { exec } from "preact-iso/router";
import { Mine } from "./screens/mine.tsx";
import { Today } from "./screens/today.tsx";
import { Unloaded } from "./screens/unloaded.tsx";
import { Us } from "./screens/us.tsx";
import { phase } from "./state.ts";

type Load = () => Promise<{ default: ComponentType }>;

/** A part that can't be fetched says so instead of leaving a dead tap. */
const later = (load: Load) => lazy(() => load().catch(() => ({ default: Unloaded as ComponentType })));

export const Welcome = later(() => import("./screens/welcome.tsx"));
export const Locked = later(() => import("./screens/locked.tsx"));
export const Missing = later(() => import("./screens/missing.tsx"));

interface Place {
  path: string;
  screen: ComponentType & { preload?: () => Promise<unknown> };
  /** Can be read by someone who is signed out, or whose notes are locked. */
  anyone?: true;
  /** Where the arrow leads; tabs have none. */
  back?: string;
}

const write = later(() => import("./screens/write.tsx"));
const look = later(() => import("./screens/look.tsx"));
export const PLACES: readonly Place[] = [
  { path: "/", screen: Today },
  { path: "/us", screen: Us },
  { path: "/mine", screen: Mine },
  { path: "/write", screen: write, back: "/" },
  { path: "/write/:slug", screen: write, back: "/" },
  { path: "/begin", screen: later(() => import("./screens/begin.tsx")) },
  { path: "/you", screen: later(() => import("./screens/you.tsx")), back: "/" },
  { path: "/you/code", screen: later(() => import("./screens/code.tsx")), back: "/you" },
  { path: "/unsent", screen: later(() => import("./screens/unsent.tsx")), back: "/" },
  { path: "/invite", screen: later(() => import("./screens/invite.tsx")), back: "/" },
  { path: "/join", screen: later(() => import("./screens/join.tsx")), anyone: true, back: "/" },
  { path: "/recover", screen: later(() => import("./screens/recover.tsx")), anyone: true, back: "/" },
  { path: "/about", screen: later(() => import("./screens/about.tsx")), anyone: true, back: "/" },
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
