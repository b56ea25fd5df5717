// Builds what the pages load (script, style, fonts) and the map of the world that templates draw.
// Output: src/palermo/web/static/built/. Content hashes are added by Django's static files storage.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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
