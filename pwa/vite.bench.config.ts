/** The same app with one more entry for `bench/`: measured pages can reach the engine that runs in them. Never shipped. */
import { defineConfig, mergeConfig } from "vite";
import base, { entryFile } from "./vite.config.ts";

export default defineConfig((env) =>
  mergeConfig(base(env), {
    build: {
      emptyOutDir: true,
      rolldownOptions: {
        input: { bench: "../bench/client.ts" },
        preserveEntrySignatures: "allow-extension",
        output: {
          entryFileNames: (chunk: { name: string }) => (chunk.name === "bench" ? "assets/bench.js" : entryFile(chunk)),
        },
      },
    },
  }),
);
