#!/usr/bin/env python3
"""Precision and recall of extraction against annotated documents.

    score.py MIRRORGRAPH [--list] [--at-least F1_ENTITIES F1_RELATIONSHIPS] GOLD.jsonl=DOCUMENT ...

Builds a graph of each document alone and compares it with the document's annotation: rows {"row": "entity", "id",
"type", "name", "aliases", "core"} and {"row": "edge", "type", "source", "target", "core"}. A node is found when it shares
a name with an entity of its label; a second node for one entity is one too many. A relationship is found when its type
and both ends agree. Rows with "core": false may be found or not. With --at-least the exit code is 1 when the F1 over all
documents falls below.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

LABELS = {"Agency", "Organization", "Committee", "Standard", "Policy"}
UNSCORED = {"ABOUT", "MENTIONED_IN", "AMENDS", "LIAISES_WITH", "EDITION_OF"}
SYMMETRIC = {"COOPERATES_WITH"}


def key(name):
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = re.sub(r"^(the|an?)\s+", "", text)
    text = re.sub(r"is(e|ed|es|ing|ation|ations)\b", r"iz\1", text)
    text = text.replace("&", "and").replace("centre", "center").replace("programme", "program")
    return "".join(c for c in text if c.isalnum())


def names_of(properties):
    values = [properties.get(k, []) for k in ("name", "name_zh", "aliases", "code", "title")]
    flat = [v for value in values for v in (value if isinstance(value, list) else [value])]
    return {key(v) for v in flat if len(key(v)) > 1}


def build(program, document):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "graph.json"
        subprocess.run([program, "build", "--out", out, document], check=True, stderr=subprocess.DEVNULL)
        return json.loads(out.read_text(encoding="utf-8"))


def match_nodes(graph, entities, tally, notes):
    wanted = {}
    for row in entities.values():
        for name in [row["name"], *row.get("aliases", [])]:
            wanted.setdefault((row["type"], key(name)), []).append(row["id"])
    found = {}
    for node in graph["nodes"]:
        label = next((l for l in node["labels"] if l in LABELS), None)
        if label is None:
            continue
        names = sorted(names_of(node["properties"]), key=lambda n: (-len(n), n))
        candidates = [e for name in names for e in wanted.get((label, name), [])]
        free = next((e for e in candidates if e not in found.values()), None)
        name = node["properties"].get("name", node["id"])
        if free is None:
            tally[label, "extra"] += 1
            notes.append("extra %s: %s" % (label, name))
            if candidates:
                found[node["id"]] = candidates[0]
        else:
            found[node["id"]] = free
            tally[label, "hit"] += entities[free].get("core", True)
    for row in entities.values():
        if row["id"] not in found.values() and row.get("core", True):
            tally[row["type"], "missed"] += 1
            notes.append("missed %s: %s" % (row["type"], row["name"]))
    return found


def match_edges(graph, gold, entities, found, tally, notes):
    def triple(kind, source, target):
        return (kind, *sorted((source, target))) if kind in SYMMETRIC else (kind, source, target)

    wanted = {triple(r["type"], r["source"], r["target"]): r for r in gold}
    seen = set()
    label = {n["id"]: n["properties"].get("name", n["id"]) for n in graph["nodes"]}
    for edge in graph["edges"]:
        if edge["type"] in UNSCORED:
            continue
        this = triple(edge["type"], str(found.get(edge["source"])), str(found.get(edge["target"])))
        if this in seen:
            continue
        if this in wanted:
            seen.add(this)
            tally[edge["type"], "hit"] += wanted[this].get("core", True)
        else:
            tally[edge["type"], "extra"] += 1
            notes.append("extra %s: %s -> %s" % (edge["type"], label[edge["source"]], label[edge["target"]]))
    for this, row in wanted.items():
        if this not in seen and row.get("core", True):
            tally[row["type"], "missed"] += 1
            names = [entities[row[end]]["name"] for end in ("source", "target")]
            notes.append("missed %s: %s -> %s" % (row["type"], *names))


def figures(tally, kinds):
    hit, extra, missed = (sum(tally[k, what] for k in kinds) for what in ("hit", "extra", "missed"))
    precision = hit / (hit + extra) if hit + extra else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return hit, extra, missed, precision, recall, f1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("pairs", nargs="+", metavar="GOLD=DOCUMENT")
    parser.add_argument("--list", action="store_true", help="name what was missed and what was too much")
    parser.add_argument("--at-least", nargs=2, type=float, metavar=("ENTITIES", "RELATIONSHIPS"))
    arguments = parser.parse_args()
    tally = Counter()
    print("%-40s %9s %9s" % ("F1", "entities", "relations"))
    for pair in arguments.pairs:
        gold, document = pair.split("=", 1)
        rows = [json.loads(line) for line in open(gold, encoding="utf-8") if line.strip()]
        entities = {r["id"]: r for r in rows if r["row"] == "entity"}
        one, notes = Counter(), []
        graph = build(arguments.program, document)
        found = match_nodes(graph, entities, one, notes)
        match_edges(graph, [r for r in rows if r["row"] == "edge"], entities, found, one, notes)
        edges = {k for k, _ in one} - LABELS
        print("%-40s %9.3f %9.3f" % (Path(document).name[:40], figures(one, LABELS)[5], figures(one, edges)[5]))
        if arguments.list:
            print("".join("    %s\n" % note for note in notes), end="")
        tally += one
    print("\n%-16s %5s %5s %6s %10s %7s %6s" % ("all documents", "hit", "extra", "missed", "precision", "recall", "F1"))
    edges = sorted({k for k, _ in tally} - LABELS)
    for name, kinds in [(k, [k]) for k in sorted(LABELS) + edges] + [("entities", LABELS), ("relationships", edges)]:
        print("%-16s %5d %5d %6d %10.3f %7.3f %6.3f" % (name, *figures(tally, kinds)))
    if arguments.at_least:
        reached = figures(tally, LABELS)[5], figures(tally, edges)[5]
        if any(r < least for r, least in zip(reached, arguments.at_least)):
            sys.exit("below the asked %.2f and %.2f" % tuple(arguments.at_least))


if __name__ == "__main__":
    main()
