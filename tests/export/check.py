#!/usr/bin/python3
"""check.py PROGRAM: exports a graph full of traps in every format and lets a second program read each.

The graph is tests/cases/export/nasty.json. What the readers find is compared with that file: nodes, edges, and the
attributes that the format can carry. A reader that is not installed is skipped, and said so; --strict makes that a
failure. Names as further arguments choose among the checks.
"""
import collections
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURE = os.path.join(HERE, "..", "cases", "export", "nasty.json")
FORMATS = os.path.join(HERE, "..", "..", "..", "shared", "formats")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

CHECKS = {}


class Skip(Exception):
    pass


def check(function):
    CHECKS[function.__name__.replace("_", "-")] = function
    return function


def needs(module):
    try:
        return importlib.import_module(module)
    except ImportError:
        raise Skip(f"{module} is not installed")


def run(*command, **options):
    if shutil.which(command[0]) is None:
        raise Skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr or done.stdout}"
    return done.stdout


def same(found, expected, what):
    if found == expected:
        return
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in sorted(set(found) | set(expected), key=str):
            if found.get(key) != expected.get(key):
                what, found, expected = f"{what}[{key!r}]", found.get(key), expected.get(key)
                break
    raise AssertionError(f"{what}: found {found!r}, not {expected!r}")


class Graph:
    """The fixture, and exports of it."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        with open(FIXTURE, encoding="utf-8") as file:
            graph = json.load(file)
        self.nodes = {node["id"]: node for node in graph["nodes"]}
        self.edges = graph["edges"]
        self.names = {id: node["properties"].get("name", node["properties"].get("title", id))
                      for id, node in self.nodes.items()}

    def export(self, format, *options):
        path = os.path.join(self.folder, format)
        run(self.program, "export", "--graph", FIXTURE, "--format", format, "--out", path, *options)
        return path

    def degrees(self):
        out = collections.Counter()
        for edge in self.edges:
            out[edge["source"], edge["target"]] += 1
        return out

    def clean_ids(self):
        """Ids as XML carries them: what it cannot write is U+FFFD, and made unique."""
        out = {}
        for id in self.nodes:
            clean = CONTROL.sub("\ufffd", id)
            out[id] = clean if clean == id or clean not in self.nodes else clean + "~2"
        return out


def same_structure(graph, found_edges, ids):
    expected = collections.Counter()
    for edge in graph.edges:
        expected[ids[edge["source"]], ids[edge["target"]]] += 1
    same(collections.Counter(found_edges), expected, "edges")


def same_texts(graph, found, ids, key="name"):
    expected = {ids[id]: CONTROL.sub("\ufffd", str(node["properties"][key]))
                for id, node in graph.nodes.items() if key in node["properties"]}
    same(found, expected, key)


NAN = {"$type": "Float", "_value": "NaN"}
INFINITY = {"$type": "Float", "_value": "Infinity"}


def same_attributes(graph, nodes, edges, of_nodes=(), of_edges=(), labels=0, unseen=()):
    """As many values of properties as the fixture has. `of_nodes`, `of_edges`: keys that the format gives a meaning; a
    property of such a name has a number at its end. `labels`: how many nodes have theirs as an attribute. `unseen`: values that the format
    has no word for, or that the reader does not tell from absent ones."""
    def seen(value):
        if isinstance(value, float) and value != value:
            value = NAN
        return not any(value is item or value == item and type(value) is type(item) for item in unseen)

    def expected(elements):
        return sum(seen(value) for element in elements for value in element["properties"].values())

    def found(elements, keys, own):
        return sum(re.sub(r"_\d+$", "", key) in keys and key not in own and seen(value)
                   for element in elements for key, value in element.items())

    def keys(elements):
        return {key for element in elements for key in element["properties"]}

    wanted = expected(graph.nodes.values()) + labels
    same(found(nodes, keys(graph.nodes.values()) | {"labels"}, of_nodes), wanted, "values of nodes")
    same(found(edges, keys(graph.edges), of_edges), expected(graph.edges), "values of relationships")


@check
def json_round_trip(graph):
    with open(FIXTURE, "rb") as before, open(graph.export("json"), "rb") as after:
        assert before.read() == after.read(), "exported JSON is not the file it came from"


@check
def gexf_grammar(graph):
    if not os.path.isdir(FORMATS):
        raise Skip("../shared is not there")
    run("xmllint", "--noout", "--relaxng", os.path.join(FORMATS, "gexf-1.3", "gexf.rng"), graph.export("gexf"))
    # The grammar of 1.2 takes its viz elements from the wrong namespace; 1.3 has mended that.
    mended = os.path.join(graph.folder, "gexf-grammar-1.2")
    shutil.copytree(os.path.join(FORMATS, "gexf-1.2"), mended)
    path = os.path.join(mended, "gexf.rng")
    with open(path, encoding="utf-8") as file:
        grammar = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(grammar.replace('href="viz.rng"/>', 'href="viz.rng" ns="http://www.gexf.net/1.2draft/viz"/>'))
    run("xmllint", "--noout", "--relaxng", path, graph.export("gexf-1.2"))


@check
def gexf_networkx(graph):
    networkx = needs("networkx")
    read = networkx.read_gexf(graph.export("gexf-1.2"))
    ids = graph.clean_ids()
    same_structure(graph, read.edges(), ids)
    same({id: data["label"] for id, data in read.nodes(data=True)},
         {ids[id]: CONTROL.sub("\ufffd", name) for id, name in graph.names.items()}, "labels")
    same_texts(graph, {id: data["name"] for id, data in read.nodes(data=True) if "name" in data}, ids)
    same(read.nodes["committee:iso/tc 333"]["year"], 9007199254740993, "an integer above 2^53")
    same(read.nodes["committee:ISO/TC 333"]["start"], "2020-09-30", "start")
    same(read.nodes["standard:GB/T 1—2020"]["issued"], [("2020-03", "2020-03-01", "2024-12-31")], "a dynamic attribute")
    same(read.nodes["standard:GB/T 1—2020"]["phase"],
         [("effective", "2020-03-01", "2024-12-31")], "phases")
    same(read.nodes["standard:GB/T 1—2020"]["start"], "2020-03-01", "start of a month")
    same(read.nodes["standard:GB/T 1—2020"]["end"], "2024-12-31", "end of a year")
    same(read.nodes["quote\"apos'tick`"]["flag"], True, "a boolean")
    # The reader keeps a text `start` of an edge's life and a list of dated values of a property `start` under one key.
    edges = [{key: value for key, value in data.items() if key != "start" or isinstance(value, list)}
             for *_, data in read.edges(data=True)]
    same_attributes(graph, (data for _, data in read.nodes(data=True)), edges, ("label",), ("id", "label"),
                    len(graph.nodes))


def same_graphml_networkx(graph, path):
    read = needs("networkx").read_graphml(path)
    ids = graph.clean_ids()
    same_structure(graph, [(a, b) for a, b, *_ in read.edges], ids)
    same_texts(graph, {id: data["name"] for id, data in read.nodes(data=True) if "name" in data}, ids)
    same(read.nodes["committee:iso/tc 333"]["year"], 9007199254740993, "an integer above 2^53")
    same(json.loads(read.nodes["committee:ISO/TC 333"]["aliases"]),
         graph.nodes["committee:ISO/TC 333"]["properties"]["aliases"], "a list")
    same(json.loads(read.nodes["committee:iso/tc 333"]["aliases"]), [], "an empty list")
    same(sorted(data["type"] for *_, data in read.edges(data=True)), sorted(e["type"] for e in graph.edges), "types")
    same_attributes(graph, (data for _, data in read.nodes(data=True)), (data for *_, data in read.edges(data=True)),
                    ("label",), ("id", "label", "type"), len(graph.nodes), unseen=("",))


@check
def graphml_networkx(graph):
    same_graphml_networkx(graph, graph.export("graphml"))


@check
def graphml_yed_networkx(graph):
    path = graph.export("graphml-yed")
    same_graphml_networkx(graph, path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    same(text.count("<y:ShapeNode>"), len(graph.nodes), "drawn nodes")
    same(text.count("<y:PolyLineEdge>"), len(graph.edges), "drawn edges")


@check
def graphml_igraph(graph):
    read = needs("igraph").Graph.Read_GraphML(graph.export("graphml"))
    ids = graph.clean_ids()
    names = read.vs["id"]
    same_structure(graph, [(names[e.source], names[e.target]) for e in read.es], ids)
    same_texts(graph, {v["id"]: v["name"] for v in read.vs if v["id"] in {
        ids[id] for id, node in graph.nodes.items() if "name" in node["properties"]}}, ids)
    same_attributes(graph, (vertex.attributes() for vertex in read.vs), (edge.attributes() for edge in read.es),
                    ("id", "label"), ("id", "type"), len(graph.nodes), unseen=("", False, NAN))


@check
def dot_json(graph):
    read = json.loads(run("dot", "-Tjson", graph.export("dot", "--documents")))
    ids = graph.clean_ids()
    names = [node["name"].replace("\\\\", "\\") for node in read["objects"]]
    same_structure(graph, [(names[e["tail"]], names[e["head"]]) for e in read["edges"]], ids)
    same(set(names), set(ids.values()), "nodes")
    label = next(n["label"] for n in read["objects"] if n["name"].startswith("backslash"))
    drawn = json.loads(json.dumps(label))
    assert "\\\\N" in drawn, f"the backslash of a label is not doubled: {drawn}"


@check
def dot_gc(graph):
    counted = run("gc", "-n", "-e", graph.export("dot", "--documents")).split()
    same([int(counted[0]), int(counted[1])], [len(graph.nodes), len(graph.edges)], "nodes and edges")


@check
def svg_xml(graph):
    tree = needs("xml.etree.ElementTree").parse(graph.export("svg", "--documents"))
    groups = [g.get("class") for g in tree.iter("{http://www.w3.org/2000/svg}g")]
    same(groups.count("node"), len(graph.nodes), "drawn nodes")
    same(groups.count("edge"), len(graph.edges), "drawn edges")
    texts = {text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert "C:\\new\\Table \\N \\E \\G \\L \\\\" in texts, f"a label of backslashes is not drawn as it is: {texts}"
    assert "标准化工作导则 第1部分" in texts, "a Chinese label is not drawn"


@check
def png_size(graph):
    with open(graph.export("png"), "rb") as file:
        head = file.read(24)
    same(head[:8], b"\x89PNG\r\n\x1a\n", "the first bytes")
    assert int.from_bytes(head[16:20], "big") > 300, "the picture is narrower than 300 pixels"


def same_node_link(graph, path, edges):
    networkx = needs("networkx")
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    keyword = "link" if networkx.__version__ < "3.4" else "edges"
    read = networkx.node_link_graph(data, **{keyword: edges})
    ids = {id: id for id in graph.nodes}
    same_structure(graph, [(a, b) for a, b, *_ in read.edges], ids)
    same({id: data["name"] for id, data in read.nodes(data=True) if "name" in data},
         {id: node["properties"]["name"] for id, node in graph.nodes.items() if "name" in node["properties"]}, "name")
    same_attributes(graph, data["nodes"], data[edges], ("id", "label"), ("source", "target", "key", "type"),
                    len(graph.nodes))
    return read


@check
def networkx_json(graph):
    read = same_node_link(graph, graph.export("networkx"), "edges")
    same(read.nodes["committee:iso/tc 333"]["year"], 9007199254740993, "an integer above 2^53")
    same(read.nodes["committee:iso/tc 333"]["aliases"], [], "an empty list")


@check
def d3_json(graph):
    read = same_node_link(graph, graph.export("d3"), "links")
    same(read.nodes["committee:iso/tc 333"]["year"], "9007199254740993", "an integer that JavaScript would round")


@check
def cytoscape_ids(graph):
    with open(graph.export("cytoscape"), encoding="utf-8") as file:
        elements = json.load(file)["elements"]
    nodes = {node["data"]["id"]: node["data"] for node in elements["nodes"]}
    same_structure(graph, [(nodes[e["data"]["source"]]["graph_id"], nodes[e["data"]["target"]]["graph_id"])
                           for e in elements["edges"]], {id: id for id in graph.nodes})
    ids = list(nodes) + [edge["data"]["id"] for edge in elements["edges"]]
    same(len(set(ids)), len(graph.nodes) + len(graph.edges), "distinct ids")
    assert all("parent" not in node for node in nodes.values()), "a property makes a compound node"
    same_attributes(graph, nodes.values(), [edge["data"] for edge in elements["edges"]],
                    ("id", "label"), ("id", "label", "source", "target", "type"), len(graph.nodes))


# What the specification asks of the parts that are written.
CX2_SCHEMA = {
    "type": "array",
    "prefixItems": [{"type": "object", "required": ["CXVersion", "hasFragments"],
                     "properties": {"CXVersion": {"const": "2.0"}, "hasFragments": {"type": "boolean"}}},
                    {"type": "object", "required": ["metaData"]}],
    "contains": {"type": "object", "required": ["status"],
                 "properties": {"status": {"const": [{"success": True}]}}},
    "items": {"type": "object", "properties": {
        "nodes": {"type": "array", "items": {
            "type": "object", "required": ["id"], "additionalProperties": False,
            "properties": {"id": {"type": "integer"}, "x": {"type": "number"}, "y": {"type": "number"},
                           "z": {"type": "number"}, "v": {"type": "object"}}}},
        "edges": {"type": "array", "items": {
            "type": "object", "required": ["id", "s", "t"], "additionalProperties": False,
            "properties": {"id": {"type": "integer"}, "s": {"type": "integer"}, "t": {"type": "integer"},
                           "v": {"type": "object"}}}}}},
}
CX2_TYPES = {"string": str, "boolean": bool, "long": int, "double": float, "list_of_string": list}


@check
def cx2_schema(graph):
    with open(graph.export("cx2"), encoding="utf-8") as file:
        aspects = json.load(file)
    needs("jsonschema").Draft7Validator(CX2_SCHEMA).validate(aspects)
    whole = {name: part for aspect in aspects for name, part in aspect.items()}
    counts = {meta["name"]: meta["elementCount"] for meta in whole["metaData"]}
    same({name: len(whole[name]) for name in counts}, counts, "metaData")
    declared = whole["attributeDeclarations"][0]
    for aspect in ("nodes", "edges"):
        for element in whole[aspect]:
            for key, value in element["v"].items():
                kind = declared[aspect][key]["d"]
                assert type(value) is CX2_TYPES[kind], f"{aspect} {key} is {value!r}, not {kind}"
    ids = {node["id"]: node["v"]["graph_id"] for node in whole["nodes"]}
    same_structure(graph, [(ids[e["s"]], ids[e["t"]]) for e in whole["edges"]], {id: id for id in graph.nodes})
    same_attributes(graph, (node["v"] for node in whole["nodes"]), (edge["v"] for edge in whole["edges"]), ("label",), (),
                    len(graph.nodes), unseen=(NAN, INFINITY))


def statements_of(rdf):
    subject, target = (needs("rdflib").RDF[name] for name in ("subject", "object"))
    return [(str(s), str(o)) for statement, s in rdf.subject_objects(subject) for o in rdf.objects(statement, target)]


def count_facts(rdf, subjects):
    """What is said of the subjects in literals and lists; several texts under one predicate are one list."""
    rdflib = needs("rdflib")
    own = (rdflib.RDFS.label, rdflib.RDF.type, rdflib.PROV.wasDerivedFrom)
    return len({(s, p, getattr(o, "language", None)) for s, p, o in rdf
                if str(s) in subjects and p not in own
                and (isinstance(o, (rdflib.Literal, rdflib.BNode)) or o == rdflib.RDF.nil)})


@check
def turtle_rapper_and_rdflib(graph):
    rdflib = needs("rdflib")
    path = graph.export("turtle")
    counted = subprocess.run(["rapper", "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, text=True) \
        if shutil.which("rapper") else None
    if counted is None:
        raise Skip("rapper is not installed")
    assert counted.returncode == 0 and not counted.stderr, f"rapper: {counted.stderr}"
    rdf = rdflib.Graph().parse(path, format="turtle")
    same(len(set(counted.stdout.splitlines())), len(rdf), "triples")
    encode = importlib.import_module("urllib.parse").quote
    ids = {id: "urn:mirrorgraph:node:" + encode(id, safe="") for id in graph.nodes}
    same_structure(graph, statements_of(rdf), ids)
    names = {str(s): str(o) for s, o in rdf.subject_objects(rdflib.URIRef("https://schema.org/name"))
             if o.language is None}
    same_texts(graph, names, ids)
    year = rdf.value(rdflib.URIRef(ids["committee:iso/tc 333"]), rdflib.URIRef("urn:mirrorgraph:vocabulary:year"))
    same(year.toPython(), 9007199254740993, "an integer above 2^53")
    same(count_facts(rdf, set(ids.values())), sum(len(node["properties"]) for node in graph.nodes.values()),
         "values of nodes")
    statements = {str(s) for s in rdf.subjects(rdflib.RDF["subject"])}
    same(count_facts(rdf, statements), sum(len(edge["properties"]) for edge in graph.edges), "values of relationships")
    quotes = {str(o) for o in rdf.objects(None, rdflib.PROV.value)}
    assert "镜像 “mirror” <&>" in quotes, f"a sentence is missing among {quotes}"


@check
def json_ld_rdflib(graph):
    rdflib = needs("rdflib")
    compare = importlib.import_module("rdflib.compare")
    turtle = rdflib.Graph().parse(graph.export("turtle"), format="turtle")
    json_ld = rdflib.Graph().parse(graph.export("json-ld"), format="json-ld")
    same(len(json_ld), len(turtle), "triples")
    _, only_here, only_there = compare.graph_diff(compare.to_isomorphic(json_ld), compare.to_isomorphic(turtle))
    same(sorted(only_here), sorted(only_there), "triples that differ from those of Turtle")


def read_csv(path, encoding):
    with open(path, encoding=encoding, newline="") as file:
        return list(importlib.import_module("csv").DictReader(file))


@check
def csv_python(graph):
    folder = graph.export("csv")
    nodes = read_csv(os.path.join(folder, "nodes.csv"), "utf-8-sig")
    same({row["id"]: row["name"] for row in nodes if row["name"] or "name" in graph.nodes[row["id"]]["properties"]},
         {id: node["properties"]["name"] for id, node in graph.nodes.items() if "name" in node["properties"]}, "name")
    edges = read_csv(os.path.join(folder, "relationships.csv"), "utf-8-sig")
    same_structure(graph, [(row["source"], row["target"]) for row in edges], {id: id for id in graph.nodes})
    same_attributes(graph, nodes, edges, ("id", "label"), ("source", "target", "number", "type"),
                    sum(bool(node["labels"]) for node in graph.nodes.values()), unseen=("",))
    evidence = read_csv(os.path.join(folder, "evidence.csv"), "utf-8-sig")
    same(len(evidence), sum(len(x.get("evidence", [])) for x in [*graph.nodes.values(), *graph.edges]), "evidence")


@check
def neo4j_csv_python(graph):
    folder = graph.export("neo4j-csv")
    nodes = read_csv(os.path.join(folder, "nodes.csv"), "utf-8")
    with open(os.path.join(folder, "import.sh"), encoding="utf-8") as file:
        script = file.read()
    delimiter = {"|": "|", ";": ";", "TAB": "\t", "U+001F": "\x1f"}[re.search("array-delimiter='(.*?)'", script)[1]]
    same({row["id:ID"]: set(filter(None, row[":LABEL"].split(delimiter))) for row in nodes},
         {id: set(node["labels"]) for id, node in graph.nodes.items()}, "labels")
    aliases = next(row["aliases:string[]"] for row in nodes if row["id:ID"] == "committee:ISO/TC 333")
    same(aliases.split(delimiter), graph.nodes["committee:ISO/TC 333"]["properties"]["aliases"], "an array")
    edges = read_csv(os.path.join(folder, "relationships.csv"), "utf-8")
    same_structure(graph, [(row[":START_ID"], row[":END_ID"]) for row in edges], {id: id for id in graph.nodes})
    same(sorted(row[":TYPE"] for row in edges), sorted(e["type"] for e in graph.edges), "types")


@check
def cypher_engine(graph):
    same_as_made(graph, "cypher", "_id", [])  # a node of the fixture has a property `id` of its own


@check
def cypher_plain_engine(graph):
    same_as_made(graph, "cypher-plain", "graph_id", ["LocalTime", "OffsetDateTime", "Duration", "Float"])


def same_as_made(graph, format, key, texts):
    """Our own engine makes the graph of the script, statement by statement. Values of the types named become texts."""
    made = os.path.join(graph.folder, "made.json")
    with open(made, "w", encoding="utf-8") as file:
        file.write('{"directed":true,"multigraph":true,"graph":{"format":"mirrorgraph","version":1,"schema":"open"},'
                   '"nodes":[],"edges":[]}')
    with open(graph.export(format), encoding="utf-8", newline="") as file:
        statements = [text for text in re.split(r";\n", file.read()) if text.strip()]
    for statement in statements:
        path = os.path.join(graph.folder, "statement.cypher")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(statement)
        run(graph.program, "query", "--graph", made, "--write", "--file", path)
    with open(made, encoding="utf-8") as file:
        read = json.load(file)
    ids = {node["id"]: node["properties"].pop(key) for node in read["nodes"]}

    def storable(value):
        """As the language can store it: no date of a month or year, no maps, no mixed lists."""
        if isinstance(value, dict) and value.get("$type") == "Date" and len(value["_value"]) < 10:
            return value["_value"]
        if isinstance(value, dict) and value.get("$type") in texts:
            return value["_value"]
        if isinstance(value, dict) and "$type" not in value or isinstance(value, list) and (
                len({type(item) for item in value}) > 1 or any(isinstance(item, (list, dict)) for item in value)):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return value

    for element in [*graph.nodes.values(), *graph.edges]:
        element["properties"] = {key: storable(value) for key, value in element["properties"].items()}
    same({ids[node["id"]]: (node["labels"], node["properties"]) for node in read["nodes"]},
         {id: (node["labels"], node["properties"]) for id, node in graph.nodes.items()}, "nodes")

    def facts(edges, ids):
        return sorted(json.dumps([ids[e["source"]], ids[e["target"]], e["type"], e["properties"]]) for e in edges)

    same(facts(read["edges"], ids), facts(graph.edges, {id: id for id in graph.nodes}), "edges")


@check
def html_markup(graph):
    parser = importlib.import_module("html.parser").HTMLParser
    with open(graph.export("html"), encoding="utf-8") as file:
        text = file.read()
    sections, links, texts = [], [], []

    class Reader(parser):
        def handle_starttag(self, tag, attributes):
            assert tag not in ("li>", "b"), f"text of the graph became <{tag}>"
            if tag == "section":
                sections.append(dict(attributes)["id"])
            if tag == "a" and "href" in dict(attributes):
                links.append(dict(attributes)["href"])

        def handle_data(self, data):
            texts.append(data)

    Reader().feed(text)
    same(len(sections), len(graph.nodes), "sections")
    same(text.count("<dt>"), sum(1 + len(node["properties"]) for node in graph.nodes.values()), "ids and properties")
    same(set(links) <= {"#" + id for id in sections}, True, "links that lead somewhere")
    whole = "".join(texts)
    for part in ("Lithium <&> \"salts\"", "C:\\new\\Table \\N \\E \\G \\L \\\\", "标准化工作导则 第1部分"):
        assert part in whole, f"{part!r} is not on the page"
    assert not re.search(r'(src|href)="?(https?:|//)', text), "the page asks elsewhere"


@check
def mermaid_lines(graph):
    with open(graph.export("mermaid", "--documents"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    nodes = [line for line in lines if re.match(r"  n\d+[\[({]", line)]
    edges = [re.fullmatch(r'  (n\d+) -->\|"[^"]*"\| (n\d+)', line) for line in lines if "-->|" in line]
    same(len(nodes), len(graph.nodes), "nodes")
    same(len(edges), len(graph.edges), "edges")
    assert all(edges), "an edge is not written as it should be"


def main():
    strict = "--strict" in sys.argv
    words = [word for word in sys.argv[1:] if word != "--strict"]
    program, chosen = os.path.abspath(words[0]), words[1:]
    unknown = [name for name in chosen if name not in CHECKS]
    if unknown:
        sys.exit(f"unknown check {unknown[0]!r}; known: {', '.join(CHECKS)}")
    failures = 0
    for name, function in CHECKS.items():
        if chosen and name not in chosen:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(Graph(program, folder))
                print(f"{name}: ok")
            except Skip as reason:
                print(f"{name}: skipped, {reason}")
                failures += strict
            except Exception as error:  # one format's fault must not hide another's
                print(f"{name}: FAILED, {type(error).__name__}: {error}")
                failures += 1
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
