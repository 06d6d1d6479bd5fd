// check.mjs PROGRAM: lets programs from npm read the exports of tests/cases/export/nasty.json. `./dev check-exports` installs
// them and runs this.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const fixture = join(here, "../cases/export/nasty.json");
const [program, modules] = [resolve(process.argv[2]), resolve(process.argv[3])];
const load = createRequire(join(modules, "package.json"));
const folder = mkdtempSync(join(tmpdir(), "exports-"));
const graph = JSON.parse(readFileSync(fixture, "utf8"));
const clean = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
const named = graph.nodes.filter((node) => "name" in node.properties);

function written(format, ...options) {
  const path = join(folder, format);
  const command = ["export", "--graph", fixture, "--format", format, "--out", path, ...options];
  execFileSync(program, command, { stdio: ["ignore", "ignore", "inherit"] });
  return path;
}
const read = (format, ...options) => readFileSync(written(format, ...options), "utf8");

function sameCounts(found) {
  assert.equal(found.order, graph.nodes.length, "nodes");
  assert.equal(found.size, graph.edges.length, "edges");
}

const checks = {
  "gexf: graphology-gexf"() {
    const { MultiDirectedGraph } = load("graphology");
    const gexf = load("graphology-gexf");
    for (const format of ["gexf", "gexf-1.2"]) {
      const found = gexf.parse(MultiDirectedGraph, read(format));
      sameCounts(found);
      const lithium = found.getNodeAttributes("committee:ISO/TC 333");
      assert.equal(lithium.title, 'Lithium <&> "salts"');
      if (format === "gexf") assert.equal(lithium.aliases.length, 4, "a list");
      assert.match(lithium.color, /^(#|rgb)/);
      const names = found.filterNodes((id, data) => "name" in data).length;
      assert.equal(names, named.length, "names");
    }
  },

  "graphml: graphology-graphml"() {
    const { MultiDirectedGraph } = load("graphology");
    const graphml = load("graphology-graphml");
    for (const format of ["graphml", "graphml-yed"]) {
      const found = graphml.parse(MultiDirectedGraph, read(format));
      sameCounts(found);
      assert.equal(found.getNodeAttribute("standard:GB/T 1—2020", "name_zh"), "标准化工作导则 第1部分");
    }
  },

  "cytoscape: headless"() {
    const cytoscape = load("cytoscape");
    const found = cytoscape({ headless: true, styleEnabled: true, ...JSON.parse(read("cytoscape")) });
    assert.equal(found.nodes().length, graph.nodes.length, "nodes");
    assert.equal(found.edges().length, graph.edges.length, "edges");
    assert.equal(found.nodes().filter((node) => node.isChild()).length, 0, "no compound nodes");
    assert.equal(found.$id("n:committee:iso/tc 333").data("year"), "9007199254740993");
    assert.equal(found.edges().filter((edge) => edge.isLoop()).length, 1, "the loop");
  },

  async "json-ld: jsonld"() {
    const jsonld = load("jsonld");
    const quads = await jsonld.toRDF(JSON.parse(read("json-ld")));
    const subject = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
    assert.equal(quads.filter((quad) => quad.predicate.value === subject).length, graph.edges.length, "statements");
    const names = quads.filter((quad) => quad.predicate.value === "https://schema.org/name" && !quad.object.language);
    assert.deepEqual(names.map((quad) => quad.object.value).sort(),
                     named.map((node) => clean(node.properties.name)).sort());
  },

  async "csv: DuckDB"() {
    const { DuckDBInstance } = load("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create()).connect();
    const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    const path = written("csv");
    const nodes = await rows(`SELECT * FROM read_csv('${path}/nodes.csv', all_varchar = true)`);
    assert.equal(nodes.length, graph.nodes.length, "nodes");
    assert.ok("id" in nodes[0], "the byte order mark became part of a name");
    const byId = new Map(nodes.map((row) => [row.id, row]));
    for (const node of named) {
      const name = node.properties.name;
      if (!name.includes("\0")) assert.equal(byId.get(node.id).name, name, node.id);
    }
    const edges = await rows(`SELECT count(*) AS n FROM read_csv('${path}/relationships.csv', all_varchar = true)`);
    assert.equal(Number(edges[0].n), graph.edges.length, "relationships");
    const neo4j = written("neo4j-csv");
    const imported = await rows(`SELECT count(*) AS n FROM read_csv('${neo4j}/nodes.csv', all_varchar = true)`);
    assert.equal(Number(imported[0].n), graph.nodes.length, "nodes for Neo4j");
  },

  "mermaid: drawn by Chromium"() {
    const library = join(modules, "node_modules/mermaid/dist/mermaid.min.js");
    const page = join(folder, "mermaid.html");
    const chart = JSON.stringify(read("mermaid", "--documents")).replaceAll("<", "\\u003c");
    writeFileSync(page, `<meta charset="utf-8"><div id="out"></div><script src="file://${library}"></script><script>
      mermaid.initialize({ startOnLoad: false });
      mermaid.render("chart", ${chart}).then((drawn) => { document.getElementById("out").innerHTML = drawn.svg; },
                                             (fault) => { document.title = "FAULT " + fault; });</script>`);
    const drawn = inBrowser(page);
    assert.doesNotMatch(drawn, /<title>FAULT/);
    const count = (pattern) => (drawn.match(pattern) ?? []).length;
    assert.equal(count(/class="node /g), graph.nodes.length, "drawn nodes");
    assert.equal(count(/marker-end=/g), graph.edges.length, "drawn edges");
    assert.ok(drawn.includes("C:\\new\\Table \\N"), "backslashes are drawn as they are");
  },

  "html: read by Chromium"() {
    const page = written("html");
    writeFileSync(page + ".html", readFileSync(page));
    const drawn = inBrowser(page + ".html");
    assert.equal((drawn.match(/<section id=/g) ?? []).length, graph.nodes.length, "sections");
    assert.doesNotMatch(drawn, /<input hidden/, "the script did not run");
  },
};

function inBrowser(page) {
  const options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"];
  return execFileSync("chromium", [...options, "--allow-file-access-from-files", `file://${page}`],
                      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 120_000, maxBuffer: 1 << 26 });
}

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`${name}: ok`);
  } catch (error) {
    failures += 1;
    console.log(`${name}: FAILED, ${error.message.slice(0, 600)}`);
  }
}
rmSync(folder, { recursive: true });
process.exit(failures ? 1 : 0);
