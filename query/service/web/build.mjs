// Bundles the page into the folder named by the first argument: index.html, page.js, page.css, favicon.svg, and notices.txt
// with what the licences of the bundled packages want to be told.
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");

await mkdir(out, { recursive: true });
const { metafile } = await build({
    entryPoints: [join(here, "src/page.ts")],
    outfile: join(out, "page.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "eof",
    absWorkingDir: here,
    metafile: true,
});
for (const file of ["index.html", "page.css", "favicon.svg"]) await copyFile(join(here, file), join(out, file));

// A package without a licence ends the build: it may not be handed on.
async function notice(name) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).sort().find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    if (file === undefined) throw new Error(`${name} comes without a licence`);
    const text = await readFile(join(folder, file), "utf8");
    return `${name} ${version} (${license})\n\n${text.replace(/\r/g, "").replace(/^(?=.)/gm, "  ").trimEnd()}\n`;
}

// Of what the bundle holds anything of, whoever asked for it.
const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
const names = used.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
const packages = [...new Set(names)].filter((name) => name !== undefined).sort();
await writeFile(join(out, "notices.txt"), `The page holds these packages of npm.\n\n${(await Promise.all(packages.map(notice))).join("\n")}`);
