/** How the app is built. Nothing is inlined, so that the content security policy can refuse everything inline. */
import { defineConfig, type Plugin } from "vite";
import { shell } from "./shell.plugin.ts";

const KEPT = /^(index\.html|manifest\.webmanifest|icon\.svg|assets\/.*\.(js|css))$/;

interface Modules {
  getModuleInfo(id: string): { importers: string[]; isEntry: boolean } | null;
}

/** True for what the first script already brings: a module that is reached from an entry by static imports alone. */
function isInitial(id: string, modules: Modules, seen = new Set<string>()): boolean {
  const module = modules.getModuleInfo(id);
  if (!module || seen.has(id)) return false;
  seen.add(id);
  return module.isEntry || module.importers.some((importer) => isInitial(importer, modules, seen));
}

/**
 * Two files: what the first screen needs, and every screen behind it. Two dozen small ones weigh 6 kB more, and a tap then waits
 * for a chain of them. `welcome` is the first screen of someone new and stays by itself.
 */
function part(id: string, modules: Modules): string | null {
  if (id.endsWith("/screens/welcome.tsx")) return null;
  return isInitial(id, modules) ? "first" : "later";
}

/**
 * A part that is asked for later is only imported: what Vite would preload with it is on the phone already, or comes by itself.
 */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) => (id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null),
};

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
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: part, debugName: "part" }] },
      },
    },
  },
  worker: { format: "es" },
  plugins: [plainImports, shell((file) => KEPT.test(file))],
});
