/** How the app is built. Nothing is inlined, so that the content security policy can refuse everything inline. */
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { shell } from "./shell.plugin.ts";

const WORKER = "/src/sw.ts";
const KEPT = /^(index\.html|manifest\.webmanifest|icon\.svg|language\.js|assets\/.*\.(js|css))$/;
/** The sentences of one part in one language, with what it gathers: `messages/de/later.ts`. */
const CATALOGUE = /\/messages\/([a-z]{2})\/(\w+)\.ts$/;

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

/** What comes with one of these belongs to that part; the first in this order that brings it has it. */
const PARTS = {
  engine: [WORKER],
  first: ["/index.html"],
  later: ["/screens/later.ts", "/actions/later.ts", "/src/update.ts"],
  seldom: [
    ...["/screens/seldom.ts", "/screens/giving.ts", "/actions/finding.ts", "/actions/sentences.ts"],
    ...["/src/passkeys.ts", "/src/resealing.ts"],
  ],
  safety: ["/screens/safety.tsx"],
  once: ["/screens/once.ts", "/actions/once.ts"],
  looking: ["/screens/looking.tsx"],
  access: ["/screens/access.ts", "/actions/access.ts", "/actions/catching_up.ts", "/src/ended.ts"],
  along: ["/screens/taking_along.tsx"],
};
/** Files of their own: a first screen for someone new, what is done once in a life, and each language's sentences for each part. */
const ALONE = /\/(screens\/welcome\.tsx|src\/(sw|leaving)\.ts|messages\/[a-z]{2}\/\w+\.ts)$/;

/**
 * A few files: what the service worker needs too, the rest of the first screen, the daily screens, and what is opened seldom. Two dozen
 * small ones weigh 6 kB more, and a tap then waits for a chain of them.
 */
function part(id: string, modules: Modules): string | null {
  if (ALONE.test(id)) return null;
  const found = Object.entries(PARTS).find(([, entries]) => entries.some((entry) => comesWith(entry, id, modules)));
  return found?.[0] ?? "later";
}

/**
 * A part that is asked for later is only imported: what Vite would preload with it is on the phone already, or comes by itself.
 */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) => (id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null),
};

/** `--mode text`: the app as the tests of the text want it, in every language at once. Nothing of it is in any other build. */
const everyLanguage: Plugin = {
  name: "every-language",
  enforce: "pre",
  resolveId(wanted, importer) {
    if (!importer?.includes("/pwa/src/")) return null;
    if (wanted === "preact/hooks") return fileURLToPath(new URL("../tests/pwa/forgetful.ts", import.meta.url));
    if (wanted.endsWith("/language.ts")) return fileURLToPath(new URL("../tests/pwa/speaking.ts", import.meta.url));
    return null;
  },
  // Names of days are kept once they were made.
  transform: (code, id) => (id.endsWith("/ui/days.ts") ? code.replace("today !== namesMadeOn", "true") : null),
};

/** The worker keeps its address for ever; everything else is named after what is in it. */
export const entryFile = ({ name }: { name: string }): string => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js");

/** `assets/later.de-….js` */
function partFile({ facadeModuleId }: { facadeModuleId: string | null }): string {
  const [, language, name] = CATALOGUE.exec(facadeModuleId ?? "") ?? [];
  return `assets/${language ? `${name}.${language}` : "[name]"}-[hash].js`;
}

export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    // The page names what it needs at once; what comes later comes by itself.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
    },
    sourcemap: false,
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: { index: "index.html", sw: "src/sw.ts" },
      output: {
        entryFileNames: entryFile,
        chunkFileNames: partFile,
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: part, debugName: "part" }] },
      },
    },
  },
  worker: { format: "es" },
  plugins: [plainImports, ...(mode === "text" ? [everyLanguage] : []), shell((file) => KEPT.test(file))],
}));
