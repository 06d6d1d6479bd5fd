"""Requests made from an OpenAPI description: as it wants them, bent, and broken.

A Request is bytes and the statuses that may answer it. `valid` keeps to the description, `bent` breaks a value, a name or
the body and stays HTTP, `broken` damages the bytes.
"""
import json
import random
import re
import string
from dataclasses import dataclass, field
from urllib.parse import quote

# What the gate answers before any operation is reached, whatever was asked.
GATE = {400, 403, 404, 405, 408, 411, 413, 414, 415, 417, 421, 431, 501, 503, 505}
TEXTS = [
    "", " ", "0", "-1", "9223372036854775807", "9223372036854775808", "1e999", "nan", "null", "true", "%", "%zz", "%00",
    "..", "../../etc/passwd", "/", "//", "?", "#", "a=b&c=d", "a" * 300, "标准化", "ＩＳＯ／ＴＣ 333", "\u202e", "\ufeff",
    "\ud83d\ude00", "\x00", "\n", "'", '"', "`", "\\", "<script>", "{}", "[]", "$x", "*", "ISO/TC 333", "iso/tc333",
    "GB/T 35273—2020", "2021-13-45", "2021-02-29", "2021", "SAC", "W/\"x\"", "\"x\"",
]
WORDS = [
    "MATCH", "(n)", "(n:Committee)", "-[r]->", "-[:MIRRORS*1..3]->", "<-[]-", "(m)", "WHERE", "n.name = 'SAC'", "AND",
    "RETURN", "n", "count(*)", "collect(n)", "ORDER BY", "LIMIT", "10", "WITH", "UNWIND", "[1, 2, 3]", "AS x", "range(1, 1000)",
    "OPTIONAL MATCH", "UNION", "CALL", "{", "}", "(", ")", "[", "]", "$p", "'", "date('2021-06')", "1 / 0", "null", ",", ".",
    "shortestPath", "ALL SHORTEST", "((a)-[]->(b)){1,3}", "CASE", "WHEN", "THEN", "END", "EXPLAIN", "PROFILE", "reduce",
]
# Whole statements; those that take away are never bent, so that what was acknowledged stays.
READS = [
    "MATCH (n) RETURN count(*)", "MATCH (a)-[r]->(b) RETURN a, r, b LIMIT 20", "MATCH p = (a)-[*1..3]->(b) RETURN p LIMIT 10",
    "UNWIND range(1, 20000) AS i RETURN i", "UNWIND range(1, 200000) AS i RETURN i, toString(i)",
    "MATCH (a), (b), (c), (d) RETURN count(*)", "RETURN $p", "RETURN 1 / 0", "UNWIND range(1, 5000) AS i RETURN 1 / (4000 - i)",
    "MATCH (c:Committee)<-[:MIRRORS]-(b) RETURN c.name, b.name", "CALL graph.pagerank()",
    "RETURN reduce(s = '', i IN range(1, 20000) | s + 'x')", "MATCH ALL SHORTEST (a)-[]->+(b) RETURN count(*)",
]
WRITES = [
    "CREATE (:Topic {name: 'made'})", "MERGE (t:Topic {name: 'merged'}) RETURN t", "CREATE (t:Topic {name: $p}) RETURN t",
    "UNWIND range(1, 50) AS i CREATE (:Topic {name: 'many'})",
]
TAKING = [
    "MATCH (t:Topic {name: 'made'}) WITH t LIMIT 100 DETACH DELETE t", "MATCH (t:Topic {name: 'many'}) DETACH DELETE t",
    "MATCH (t:Topic {name: 'merged'}) SET t.name_zh = '主题'", "MATCH (t:Topic {name: 'merged'}) REMOVE t.name_zh",
]


@dataclass
class Request:
    method: str
    target: str
    headers: list
    body: bytes
    allowed: set = field(default_factory=set)
    operation: dict = None
    bytes_: bytes = None  # in place of all but `allowed`

    def encode(self):
        if self.bytes_ is not None:
            return self.bytes_
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in self.headers)]
        return "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n" + self.body


class Description:
    def __init__(self, openapi, ids, statements, documents):
        self.openapi = openapi
        self.ids = ids
        self.documents = documents + [b"", b"\x00\xff" * 500, b"%PDF-1.4\n", b"PK\x03\x04" + bytes(60), b"\x1f\x8b\x08" + bytes(40),
                                      b"<html><p>ISO/TC 333 is mirrored by SAC/TC243.", "国家标准 GB/T 1-2020 由全国标准化委员会归口。".encode("gb18030"),
                                      b"a" * 2_000_000, b"[" * 70_000]
        self.statements = READS + WRITES + statements
        self.operations = [
            {"path": path, "method": method.upper(), "parameters": list(map(self.resolve, shared + one.get("parameters", []))),
             "body": one.get("requestBody"), "responses": one["responses"]}
            for path, item in openapi["paths"].items()
            for shared in [item.get("parameters", [])]
            for method, one in item.items()
            if method in ("get", "post", "put", "delete")
        ]

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            where = self.openapi
            for key in node["$ref"].removeprefix("#/").split("/"):
                where = where[key]
            node = where
        return node

    # --- Values.

    def text(self, rng, name):
        if name == "statement":
            return rng.choice(self.statements + TAKING)
        if name in ("id", "source", "target", "subject", "q", "node", "others"):
            return rng.choice(self.ids)
        if name in ("as_of", "date"):
            return rng.choice(["2021", "2021-06", "2021-06-17"])
        if name == "author":
            return "fuzz"
        return rng.choice(["x", "name", "Committee", "MIRRORS", "标准", "a b"])

    def value(self, schema, rng, name="", depth=0):
        schema = self.resolve(schema)
        for choice in ("oneOf", "anyOf"):
            if choice in schema:
                return self.value(rng.choice(schema[choice]), rng, name, depth)
        if "enum" in schema:
            return rng.choice(schema["enum"])
        kind = schema.get("type", "object")
        if isinstance(kind, list):
            kind = rng.choice(kind)
        if kind == "integer":
            return rng.randint(schema.get("minimum", 0), min(schema.get("maximum", 1000), schema.get("minimum", 0) + 1000))
        if kind == "number":
            return rng.uniform(schema.get("minimum", 0), schema.get("maximum", 1))
        if kind == "boolean":
            return rng.random() < 0.5
        if kind == "array":
            return [self.value(schema.get("items", {"type": "string"}), rng, name, depth + 1) for _ in range(rng.randint(0, 3))]
        if kind == "object":
            wanted = schema.get("required", [])
            out = {key: self.value(one, rng, key, depth + 1) for key, one in schema.get("properties", {}).items()
                   if key in wanted or rng.random() < 0.4}
            return out or ({"p": rng.choice(TEXTS + [1, 1.5, None, [1, [2]]])} if depth else self.message(rng))
        return self.text(rng, name)

    # A JSON-RPC message: the one body that the description leaves open.
    def message(self, rng):
        tools = ["find_entity", "trace_mirror", "impact_of", "explain_relationship", "query", "get_schema"]
        method = rng.choice(["initialize", "ping", "tools/list", "tools/call", "notifications/initialized", "none"])
        params = {}
        if method == "tools/call":
            params = {"name": rng.choice(tools),
                      "arguments": {rng.choice(["subject", "text", "query", "statement", "limit", "source"]): self.text(rng, "q")}}
        if method == "initialize":
            params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "fuzz", "version": "1"}}
        out = {"jsonrpc": "2.0", "method": method, "params": params}
        return out if method.startswith("notif") else {**out, "id": rng.randint(0, 9)}

    # --- Requests.

    def valid(self, rng, operation=None):
        operation = operation or rng.choices(self.operations, [6 if one["body"] else 1 for one in self.operations])[0]
        path, query, headers = operation["path"], [], [("Host", "localhost")]
        for parameter in operation["parameters"]:
            if not parameter.get("required") and rng.random() < 0.6:
                continue
            value = str(self.value(parameter["schema"], rng, parameter["name"]))
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", quote(value, safe=""))
            elif parameter["in"] == "query":
                query.append(f"{parameter['name']}={quote(value, safe='')}")
            else:
                headers.append((parameter["name"], rng.choice(['"x"', '*', 'W/"y"', '"a", "b"'])))
        body = b""
        if operation["body"]:
            kind, content = rng.choice(list(operation["body"]["content"].items()))
            headers.append(("Content-Type", kind))
            if rng.random() < 0.5:
                headers.append(("Accept", rng.choice([kind, "*/*", "application/json"])))
            schema = content.get("schema", {})
            if schema.get("format") == "binary":
                body = rng.choice(self.documents)
            else:
                made = self.value(schema, rng)
                body = json.dumps(made, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
        headers += [("Content-Length", str(len(body)))] if body or operation["method"] != "GET" else []
        statuses = {int(status) for status in operation["responses"] if status.isdigit()}
        target = path + ("?" + "&".join(query) if query else "")
        return Request(operation["method"], target, headers, body, statuses, operation)

    def bent(self, rng):
        request = self.valid(rng)
        request.allowed = request.allowed | {400, 404, 405, 409, 413, 415, 421, 422, 403}
        for _ in range(rng.randint(1, 3)):
            rng.choice([self.bend_target, self.bend_headers, self.bend_body, self.bend_method])(request, rng)
        return request

    def bend_target(self, request, rng):
        junk = quote(rng.choice(TEXTS), safe=rng.choice(["", "/%=&?#"]), errors="surrogatepass").replace(" ", "")
        junk = re.sub(r"[\x00-\x20\x7f]", "", junk)
        path, _, query = request.target.partition("?")
        pieces = path.split("/")
        rng.choice([
            lambda: pieces.__setitem__(rng.randrange(1, len(pieces)), junk),
            lambda: pieces.append(junk),
            lambda: pieces.reverse(),
            lambda: None,
        ])()
        pairs = query.split("&") if query else []
        for _ in range(rng.randint(0, 2)):
            name = rng.choice([p["name"] for p in request.operation["parameters"]] + ["nonsense", ""])
            pairs.insert(rng.randint(0, len(pairs)), f"{name}={junk}")
        request.target = "/" + "/".join(pieces[1:]) + ("?" + "&".join(pairs) if pairs else "")
        request.allowed |= {414, 431}

    def bend_headers(self, request, rng):
        name, values = rng.choice([
            ("Host", ["evil.example", "localhost:99999", "[::1]", "[", "", "a" * 200]), ("Origin", ["null", "http://evil.example"]),
            ("Accept", ["text/html", "application/xml;q=0", ";;;,", "*"]), ("Content-Type", ["text/plain", "", "application/json;;", "multipart/form-data"]),
            ("If-None-Match", ["*", '"' * 9, "W/", "\xff"]), ("If-Match", ["*", '"', ",,,"]), ("Authorization", ["Bearer", "Bearer x", "Basic eDp4"]),
            ("X-Request-Id", ["a" * 500, "\"}{", "ok-1"]), ("REMOTE_ADDR", ["10.0.0.1"]), ("Range", ["bytes=0-0", "bytes=9-1"]),
            ("Accept-Encoding", ["gzip, br", "identity;q=0"]), ("Last-Event-ID", ["1"]), ("Mcp-Session-Id", ["x"]),
        ])
        request.headers = [pair for pair in request.headers if pair[0] != name or name == "Content-Length"]
        request.headers.append((name, rng.choice(values)))

    def bend_method(self, request, rng):
        if rng.random() < 0.4:
            request.method = rng.choice(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD"])
            request.allowed |= {200, 201, 202, 204, 304, 412}

    def bend_body(self, request, rng):
        if not request.body or any(word in request.body for word in (b"DELETE", b"REMOVE", b"SET")):
            return
        body = bytearray(request.body)
        how = rng.randrange(6)
        if how == 0:
            for _ in range(rng.randint(1, 4)):
                body[rng.randrange(len(body))] = rng.choice(b'{}[]",:\\0 \xff\x00e')
        elif how == 1:
            del body[rng.randrange(len(body)):]
        elif how == 2:
            body = bytearray(b"[" * rng.choice([10, 63, 64, 65, 100000]) + body)
        elif how == 3:
            statement = " ".join(rng.choice(WORDS + self.statements) for _ in range(rng.randint(1, 12)))
            body = bytearray(json.dumps({"statement": statement, "parameters": {"p": rng.choice(TEXTS)}}).encode("utf-8", "surrogatepass"))
        elif how == 4:
            at = rng.randrange(len(body))
            body[at:at] = rng.choice(TEXTS).encode("utf-8", "surrogatepass") * rng.choice([1, 1, 1, 2000])
        else:
            at, size = rng.randrange(len(body)), rng.randint(1, 30)
            body[at:at] = body[at:at + size] * rng.choice([1, 3, 50])
        request.body = bytes(body)
        request.headers = [pair for pair in request.headers if pair[0] != "Content-Length"] + [("Content-Length", str(len(body)))]

    def broken(self, rng):
        data = bytearray(self.bent(rng).encode() if rng.random() < 0.5 else self.valid(rng).encode())
        if any(word in data for word in (b"DELETE", b"REMOVE", b"SET")):
            data = bytearray(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        end = data.find(b"\r\n\r\n")
        line = data.find(b"\r\n")
        insert = rng.choice([
            b"Transfer-Encoding: chunked\r\n", b"Content-Length: abc\r\n", b"Content-Length: 5\r\nContent-Length: 6\r\n",
            b"Content-Length: 99999999999999999999\r\n", b"Content-Length: -1\r\n", b"Content-Encoding: gzip\r\n", b"Host: a\r\nHost: b\r\n",
            b"Expect: 100-continue\r\n", b"Expect: x\r\n", b" folded\r\n", b"NoColon\r\n", b": empty\r\n", b"X: \x00\r\n", b"X:\x7f\xff\r\n",
            b"X: " + b"a" * rng.choice([8000, 20000, 300000]) + b"\r\n", b"X: y\r\n" * rng.choice([70, 5000]), b"\n", b"\r", b"Connection: close\r\n",
            b"Connection: upgrade\r\nUpgrade: h2c\r\n", b"Content-Length: 2000000\r\n",
        ])
        how = rng.randrange(6)
        if how == 0:
            data[line + 2:line + 2] = insert
        elif how == 1:
            for _ in range(rng.randint(1, 6)):
                data[rng.randrange(max(1, end))] = rng.randrange(256)
        elif how == 2:
            del data[rng.randrange(len(data)):]
        elif how == 3:
            data[:line] = rng.choice([
                b"", b"GET", b"GET /", b"GET / HTTP/9.9", b"PRI * HTTP/2.0", b"GET http://localhost/ HTTP/1.1", b"CONNECT x:1 HTTP/1.1",
                b"\x16\x03\x01\x02\x00\x01\x00", b"GET /" + b"a" * 9000 + b" HTTP/1.1", b"get /healthz HTTP/1.1", b"GET  /healthz  HTTP/1.1",
                b"TRACE / HTTP/1.1", b"GET /healthz HTTP/1.0", b"GET /\xff\xfe HTTP/1.1", b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1"])
        elif how == 4:
            at, size = rng.randrange(len(data)), rng.randint(1, 60)
            data[at:at] = data[at:at + size] * rng.choice([1, 4, 200])
        else:
            data += self.valid(rng, self.operations[0]).encode() * rng.randint(1, 5)
        everything = GATE | {200, 201, 202, 204, 304, 409, 412, 422}
        return Request("", "", [], b"", everything, None, bytes(data))


def statements_of(folder):
    """The queries of tests/cases, as food: lines that begin like a read."""
    out = []
    for path in sorted(folder.rglob("*.txt")):
        out += [line for line in path.read_text(encoding="utf-8").splitlines()
                if re.match(r"(MATCH|RETURN|UNWIND|WITH|OPTIONAL|CALL)\b", line) and not re.search(r"\b(DELETE|SET|REMOVE)\b", line, re.I)]
    return out
