/**
 * What becomes of the built app: the manifest learns of its screenshots, the service worker gets the
 * list of files it must keep, and every text file gets its compressed twins. A failed build leaves no service worker.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What stands in src/sw.ts for the list, and in public/language.js for the addresses of the first sentences by language. */
const PLACE = "__SHELL__";
const CATALOGUES = "__CATALOGUES__";
/** The sentences of the first screen: `assets/first.de-….js`. */
const FIRST_WORDS = /^assets\/first\.([a-z]{2})-[^/]+\.js$/;
const COMPRESSIBLE = /\.(html|js|css|json|svg|txt|webmanifest)$/;

interface Screenshot {
  src: string;
  sizes: string;
  type: string;
  form_factor: "narrow" | "wide";
}

/** The plugin. `keep` says which files of the build the phone keeps, by their path without a leading slash. */
export function shell(keep: (file: string) => boolean): Plugin {
  return {
    name: "shell",
    apply: "build",
    enforce: "post",
    async writeBundle(options) {
      const folder = options.dir ?? "dist";
      await addScreenshots(folder);
      await fillLanguage(folder);
      await fillWorker(folder, await precache(folder, keep));
      await compress(folder);
    },
  };
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(folder.length + 1).replaceAll("\\", "/")).sort();
}

interface Kept {
  url: string;
  integrity?: string;
}

async function precache(folder: string, keep: (file: string) => boolean): Promise<Kept[]> {
  const files = (await filesOf(folder)).filter(keep);
  return Promise.all(
    files.map(async (file) => {
      // An asset's name already holds its hash.
      if (file.startsWith("assets/")) return { url: `/${file}` };
      return { url: `/${file}`, integrity: `sha256-${digest(await readFile(join(folder, file)))}` };
    }),
  );
}

const digest = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("base64");

/** The page asks for its sentences before any script of the app runs, so the addresses stand there by name. */
async function fillLanguage(folder: string): Promise<void> {
  const found = (await filesOf(folder)).map((file) => FIRST_WORDS.exec(file)).filter((match) => match !== null);
  const catalogues = Object.fromEntries(found.map(([file, language]) => [language, `/${file}`]));
  if (!catalogues["en"]) throw new Error("the sentences of the first screen have no file of their own");
  await fill(join(folder, "language.js"), CATALOGUES, catalogues);
}

/** The list is known when everything is written, so it takes its place in the worker last. */
async function fillWorker(folder: string, files: Kept[]): Promise<void> {
  if (!files.some(({ url }) => url === "/index.html")) throw new Error("nothing to precache: index.html is missing");
  const name = `shell-${digest(JSON.stringify(files)).slice(0, 8)}`;
  await fill(join(folder, "sw.js"), PLACE, { name, files });
}

async function fill(path: string, place: string, value: unknown): Promise<void> {
  const script = await readFile(path, "utf8");
  if (script.split(place).length !== 2) throw new Error(`${path} has no one place for ${place}`);
  await writeFile(
    path,
    script.replace(place, () => JSON.stringify(value)),
  );
}

async function addScreenshots(folder: string): Promise<void> {
  const files = (await filesOf(folder)).filter((file) => /^screenshots\/.+\.png$/.test(file));
  const path = join(folder, "manifest.webmanifest");
  const manifest = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  if (files.length > 0) {
    manifest["screenshots"] = await Promise.all(
      files.map(async (file): Promise<Screenshot> => {
        const png = await readFile(join(folder, file));
        // Width and height stand at fixed places in a PNG's first chunk.
        const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
        return {
          src: `/${file}`,
          sizes: `${width}x${height}`,
          type: "image/png",
          form_factor: width > height ? "wide" : "narrow",
        };
      }),
    );
  }
  await writeFile(path, JSON.stringify(manifest));
}

async function compress(folder: string): Promise<void> {
  for (const file of (await filesOf(folder)).filter((name) => COMPRESSIBLE.test(name))) {
    const path = join(folder, file);
    const bytes = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${path}.br`, brotliCompressSync(bytes, { params }));
    await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
