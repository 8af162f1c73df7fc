/** The same app with one more entry for `bench/`: measured pages can reach the engine that runs in them. Never shipped. */
import { mergeConfig } from "vite";
import base, { entryFile } from "./vite.config.ts";

export default mergeConfig(base, {
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
});
