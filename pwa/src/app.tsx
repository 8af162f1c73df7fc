/** The frame around every screen: the way back at the top, the dock at the bottom, and who may see what. */
import { ErrorBoundary } from "preact-iso/lazy";
import { LocationProvider, Route, Router, useLocation } from "preact-iso/router";
import { Missing, PLACES, placeOf, wayIn } from "./routes.tsx";
import { Dock } from "./screens/dock.tsx";
import { Top } from "./screens/top.tsx";
import { curtain, phase } from "./state.ts";
import { lastTab, rememberTab } from "./ui/tabs.ts";

export function App() {
  return (
    <LocationProvider>
      <ErrorBoundary>
        <Frame />
      </ErrorBoundary>
    </LocationProvider>
  );
}

function Frame() {
  const { path } = useLocation();
  rememberTab(path);
  const back = placeOf(path)?.back;
  return (
    <>
      <Top back={back === "/" ? lastTab() : back} />
      <Screens />
      <Dock />
    </>
  );
}

/** Signed out or locked, an address that needs notes shows the way in; after it, the address is still the one asked for. */
function Screens() {
  const open = phase.value === "open";
  const way = wayIn();
  return (
    // The router remembers what it showed for an address; another phase is another answer.
    <Router key={`${phase.value} ${curtain.value}`}>
      {PLACES.map(({ path, screen, anyone }) => (
        <Route key={path} path={path} component={open || anyone ? screen : way} />
      ))}
      <Route default component={open ? Missing : way} />
    </Router>
  );
}
