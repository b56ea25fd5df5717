// Builds what the pages load (script, style, fonts) and the map of the world that templates draw.
// Output: src/palermo/web/static/built/. Content hashes are added by Django's static files storage.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { worldMap } from "./world.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../src/palermo/web/static/built");

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: {
    app: "src/app.js",
    offline: "src/offline/main.js",
    "service-worker": "src/offline/service-worker.js",
    style: "src/style.css",
  },
  outdir: built,
  bundle: true,
  minify: true,
  target: ["es2022", "chrome110", "firefox110", "safari16"],
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
  logLevel: "warning",
});
writeFileSync(join(built, "world.json"), JSON.stringify(worldMap()));
copyFileSync(join(here, "src/icon.svg"), join(built, "icon.svg"));
await icons(join(here, "src/icon.svg"));

// Home screens want pixels; some cut the icon to a circle, for which it needs a margin to lose.
async function icons(svg) {
  const wasm = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  await initWasm(readFileSync(wasm));
  const drawn = readFileSync(svg, "utf8");
  const padded = drawn
    .replace('viewBox="0 0 32 32"', 'viewBox="-6 -6 44 44"')
    .replace('<rect width="32" height="32" rx="7"', '<rect x="-6" y="-6" width="44" height="44"');
  for (const [name, text, width] of [
    ["icon-180", padded, 180],
    ["icon-192", drawn, 192],
    ["icon-512", drawn, 512],
    ["icon-512-maskable", padded, 512],
  ]) {
    const image = new Resvg(text, { fitTo: { mode: "width", value: width } }).render();
    writeFileSync(join(built, `${name}.png`), image.asPng());
  }
}
