// Bundles the page into the folder named by the first argument: index.html, page.js, page.css, favicon.svg.
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");

await mkdir(out, { recursive: true });
await build({
    entryPoints: [join(here, "src/page.ts")],
    outfile: join(out, "page.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "eof",
});
for (const file of ["index.html", "page.css", "favicon.svg"]) await copyFile(join(here, file), join(out, file));
