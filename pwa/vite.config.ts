/** How the app is built. Nothing is inlined, so that the content security policy can refuse everything inline. */
import { defineConfig } from "vite";
import { shell } from "./shell.plugin.ts";

const KEPT = /^(index\.html|manifest\.webmanifest|icon\.svg|assets\/.*\.(js|css))$/;

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: "es" },
  plugins: [shell((file) => KEPT.test(file))],
});
