/** How the app is built. Nothing is inlined, so that the content security policy can refuse everything inline. */
import { defineConfig, type Plugin } from "vite";
import { shell } from "./shell.plugin.ts";

const WORKER = "/src/sw.ts";
const KEPT = /^(index\.html|manifest\.webmanifest|icon\.svg|assets\/.*\.(js|css))$/;

interface Modules {
  getModuleInfo(id: string): { importers: string[]; isEntry: boolean } | null;
}

/** True for what an entry brings by itself: a module that is reached from it by static imports alone. */
function comesWith(entry: string, id: string, modules: Modules, seen = new Set<string>()): boolean {
  const module = modules.getModuleInfo(id);
  if (!module || seen.has(id)) return false;
  seen.add(id);
  return id.endsWith(entry) || module.importers.some((importer) => comesWith(entry, importer, modules, seen));
}

/**
 * Three files: what the service worker needs too, the rest of the first screen, and every screen behind it. Two dozen small ones
 * weigh 6 kB more, and a tap then waits for a chain of them. `welcome` is the first screen of someone new and stays by itself.
 */
function part(id: string, modules: Modules): string | null {
  if (id.endsWith("/screens/welcome.tsx") || id.endsWith(WORKER)) return null;
  if (comesWith(WORKER, id, modules)) return "engine";
  return comesWith("/index.html", id, modules) ? "first" : "later";
}

/**
 * A part that is asked for later is only imported: what Vite would preload with it is on the phone already, or comes by itself.
 */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) => (id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null),
};

/** The worker keeps its address for ever; everything else is named after what is in it. */
export const entryFile = ({ name }: { name: string }): string => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js");

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: { index: "index.html", sw: "src/sw.ts" },
      output: {
        entryFileNames: entryFile,
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: part, debugName: "part" }] },
      },
    },
  },
  worker: { format: "es" },
  plugins: [plainImports, shell((file) => KEPT.test(file))],
});
