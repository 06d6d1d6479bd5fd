// check.mjs PROGRAM MODULES [CHECK]: lets programs from npm read the exports of tests/cases/export/nasty.json. `./dev check-exports` installs
// them and runs this.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const fixture = join(here, "../cases/export/nasty.json");
const [program, modules, chosen] = [resolve(process.argv[2]), resolve(process.argv[3]), process.argv[4]];
const load = createRequire(join(modules, "package.json"));
const folder = mkdtempSync(join(tmpdir(), "exports-"));
const graph = JSON.parse(readFileSync(fixture, "utf8"));
const clean = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
const named = graph.nodes.filter((node) => "name" in node.properties);

function written(format, ...options) {
  const path = join(folder, format);
  const command = ["export", "--graph", fixture, "--format", format, "--out", path, ...options];
  execFileSync(program, command, { stdio: ["ignore", "ignore", "pipe"] });
  return path;
}
const read = (format, ...options) => readFileSync(written(format, ...options), "utf8");

function sameCounts(found) {
  assert.equal(found.order, graph.nodes.length, "nodes");
  assert.equal(found.size, graph.edges.length, "edges");
}

// As many values of properties as the fixture has. `own`: keys that the format gives a meaning; a property of such a name has
// a number at its end. `unseen`: whether the format has no word for a value, or the reader does not tell it from an absent one.
function sameAttributes(elements, found, own, { labels = 0, unseen = () => false } = {}) {
  const keys = new Set(elements.flatMap((element) => Object.keys(element.properties)));
  if (labels) keys.add("labels");
  const values = elements.flatMap((element) => Object.values(element.properties)).filter((value) => !unseen(value));
  const seen = found.flatMap((data) =>
    Object.entries(data).filter(([key, value]) => keys.has(key.replace(/_\d+$/, "")) && !own.includes(key) && !unseen(value)));
  assert.equal(seen.length, values.length + labels, "values of properties");
}
const withoutKeys = (elements, keys) => elements.map(({ properties }) =>
  ({ properties: Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key))) }));
const isAbsent = (value) => value === null || value === undefined || value === "";
const notFinite = (value) => value?.$type === "Float" || (typeof value === "number" && !Number.isFinite(value));

// What Kuzu and its kin answer; the rows of the last statement.
async function asked(connection, text) {
  const results = [await connection.query(text)].flat();
  const rows = await results.at(-1).getAll();
  for (const result of results) result.close();
  return rows;
}
const quoted = (name) => "`" + name.replaceAll("`", "``") + "`";

const checks = {
  "gexf: graphology-gexf"() {
    const { MultiDirectedGraph } = load("graphology");
    const gexf = load("graphology-gexf");
    for (const format of ["gexf", "gexf-1.2"]) {
      const found = gexf.parse(MultiDirectedGraph, read(format), { allowUndeclaredAttributes: true });
      sameCounts(found);
      const lithium = found.getNodeAttributes("committee:ISO/TC 333");
      assert.equal(lithium.title, 'Lithium <&> "salts"');
      if (format === "gexf") assert.equal(lithium.aliases.length, 4, "a list");
      assert.match(lithium.color, /^(#|rgb)/);
      const names = found.filterNodes((id, data) => "name" in data).length;
      assert.equal(names, named.length, "names");
      const issued = found.getNodeAttribute("standard:GB/T 1—2020", "issued");
      assert.equal(issued, "2020-03", "a dynamic attribute");
      sameAttributes(graph.nodes, found.mapNodes((id, data) => data), ["label"], { labels: graph.nodes.length });
      sameAttributes(graph.edges, found.mapEdges((id, data) => data), ["label"]);
    }
  },

  "graphml: graphology-graphml"() {
    const { MultiDirectedGraph } = load("graphology");
    const graphml = load("graphology-graphml");
    for (const format of ["graphml", "graphml-yed"]) {
      const found = graphml.parse(MultiDirectedGraph, read(format));
      sameCounts(found);
      assert.equal(found.getNodeAttribute("standard:GB/T 1—2020", "name_zh"), "标准化工作导则 第1部分");
      const labels = graph.nodes.length;
      sameAttributes(graph.nodes, found.mapNodes((id, data) => data), ["label"], { labels });
      sameAttributes(graph.edges, found.mapEdges((id, data) => data), ["label", "type"]);
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
    const labels = graph.nodes.length;
    sameAttributes(graph.nodes, found.nodes().map((node) => node.data()), ["id", "label"], { labels });
    sameAttributes(graph.edges, found.edges().map((edge) => edge.data()), ["id", "label", "source", "target", "type"]);
  },

  async "json-ld: jsonld"() {
    const jsonld = load("jsonld");
    const quads = await jsonld.toRDF(JSON.parse(read("json-ld")));
    const subject = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
    assert.equal(quads.filter((quad) => quad.predicate.value === subject).length, graph.edges.length, "statements");
    const own = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/ns/prov#wasDerivedFrom"];
    const nil = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
    const facts = quads.filter(({ subject, predicate, object }) =>
      subject.value.startsWith("urn:mirrorgraph:node:") && !own.includes(predicate.value) &&
      (object.termType !== "NamedNode" || object.value === nil));
    const said = new Set(facts.map(({ subject, predicate, object }) => subject.value + predicate.value + (object.language ?? "")));
    assert.equal(said.size, graph.nodes.flatMap((node) => Object.keys(node.properties)).length, "values of nodes");
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
    const edges = await rows(`SELECT * FROM read_csv('${path}/relationships.csv', all_varchar = true)`);
    assert.equal(edges.length, graph.edges.length, "relationships");
    const labels = graph.nodes.filter((node) => node.labels.length).length;
    sameAttributes(graph.nodes, nodes, ["id", "label"], { labels, unseen: isAbsent });
    sameAttributes(graph.edges, edges, ["source", "target", "number", "type"], { unseen: isAbsent });
    const neo4j = written("neo4j-csv");
    const imported = await rows(`SELECT count(*) AS n FROM read_csv('${neo4j}/nodes.csv', all_varchar = true)`);
    assert.equal(Number(imported[0].n), graph.nodes.length, "nodes for Neo4j");
  },

  async "csv: Kuzu's COPY"() {
    const kuzu = load("kuzu");
    const database = new kuzu.Database(":memory:");
    const connection = new kuzu.Connection(database);
    const path = written("csv");
    const columns = (file) => readFileSync(`${path}/${file}`, "utf8").slice(1).split("\r\n", 1)[0].split(",");
    const typed = (names) => names.map((name) => `${quoted(name)} STRING`).join(", ");
    const copy = (table, file) => asked(connection, `COPY ${table} FROM '${path}/${file}' (header = true, parallel = false)`);
    const ofNodes = columns("nodes.csv");
    const ofEdges = columns("relationships.csv").slice(2); // behind both ends
    await asked(connection, `CREATE NODE TABLE Node(${typed(ofNodes)}, PRIMARY KEY(id))`);
    await asked(connection, `CREATE REL TABLE Edge(FROM Node TO Node, ${typed(ofEdges)})`);
    await copy("Node", "nodes.csv");
    await copy("Edge", "relationships.csv");
    const all = (pattern, names, of) =>
      asked(connection, `MATCH ${pattern} RETURN ${names.map((name) => `${of}.${quoted(name)} AS ${quoted(name)}`).join(", ")}`);
    const nodes = await all("(n:Node)", ofNodes, "n");
    const edges = await all("(:Node)-[e:Edge]->(:Node)", ofEdges, "e");
    assert.equal(nodes.length, graph.nodes.length, "nodes");
    assert.equal(edges.length, graph.edges.length, "relationships");
    const names = nodes.filter((row) => !isAbsent(row.name)).map((row) => [row.id, row.name]);
    assert.deepEqual(new Map(names), new Map(named.map((node) => [node.id, node.properties.name])), "names");
    const labels = graph.nodes.filter((node) => node.labels.length).length;
    sameAttributes(graph.nodes, nodes, ["id", "label"], { labels, unseen: isAbsent });
    sameAttributes(graph.edges, edges, ["number", "type"], { unseen: isAbsent });
    await connection.close();
    await database.close();
  },

  async "cypher: Ladybug"() {
    const ladybug = load("@ladybugdb/core");
    const database = new ladybug.Database(":memory:");
    const connection = new ladybug.Connection(database);
    await asked(connection, "CREATE GRAPH g ANY");
    await asked(connection, "USE GRAPH g");
    for (const statement of read("cypher-plain").split(/;\n/)) {
      if (statement.trim()) await asked(connection, statement);
    }
    // Its open graphs keep `id` and `label` of nodes for themselves, and one of two keys that differ but for case.
    const lost = ["id", "label", "name"];
    const nodes = (await asked(connection, "MATCH (n) RETURN n")).map((row) => row.n.data);
    const edges = (await asked(connection, "MATCH ()-[r]->() RETURN r")).map((row) => row.r.data);
    assert.equal(nodes.length, graph.nodes.length, "nodes");
    assert.equal(edges.length, graph.edges.length, "edges");
    assert.deepEqual(nodes.map((data) => data.graph_id).sort(), graph.nodes.map((node) => node.id).sort(), "ids");
    sameAttributes(withoutKeys(graph.nodes, lost), nodes, lost);
    sameAttributes(graph.edges, edges, []);
    const labels = (await asked(connection, "MATCH (n) RETURN labels(n) AS l")).map((row) => row.l.filter((l) => l !== "_nodes"));
    assert.equal(labels.flat().length, graph.nodes.flatMap((node) => node.labels).length, "labels");
    await connection.close();
    await database.close();
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

// Kuzu and Ladybug, which descends from it, do not bear each other in one process: each check has its own.
function inItsOwnProcess(name) {
  const command = [fileURLToPath(import.meta.url), program, modules, name];
  return spawnSync(process.execPath, command, { stdio: "inherit" }).status === 0;
}

async function passes(name) {
  try {
    await checks[name]();
    console.log(`${name}: ok`);
    return true;
  } catch (error) {
    console.log(`${name}: FAILED, ${error.message.slice(0, 600)}`);
    return false;
  }
}

const passed = chosen ? await passes(chosen) : Object.keys(checks).map(inItsOwnProcess).every(Boolean);
rmSync(folder, { recursive: true });
process.exit(passed ? 0 : 1);
