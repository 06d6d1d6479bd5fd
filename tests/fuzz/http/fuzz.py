#!/usr/bin/env python3
"""fuzz.py BINARY FOLDER [SECONDS] [SEED]: throws requests at a service that writes, round after round.

A round starts the service on the graph of the round before, fuzzes it from several connections, writes known nodes in
between, and kills it or stops it. Every answer has a status that data/service/openapi.json names (for broken bytes: that
the gate gives), faults are problems or the query endpoint's errors, no answer takes a minute, memory stays below a bound,
and each node whose write was acknowledged is there when the next round begins. FOLDER keeps the graph and the log.
"""
import collections
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback

from generator import Description, statements_of
from service import Client, Failure, Service

ROOT = pathlib.Path(__file__).resolve().parents[3]
ROUND = 60  # seconds
CLIENTS = 4
MOST_MEMORY = 3000  # MiB, with the sanitizers' own
ROUNDS_OF_GRAPH = 10  # then from the corpus again: a graph that grows for hours would measure itself


def check_answer(request, status, headers, body):
    if status not in request.allowed:
        raise Failure(f"status {status} is not one of {sorted(request.allowed)}: {body[:300]!r}")
    if status < 400 or not body or request.method == "HEAD":
        return
    content = json.loads(body)
    kind = headers.get("Content-Type", "")
    if kind == "application/problem+json":
        if content.get("status") != status or not content.get("title"):
            raise Failure(f"no problem of RFC 9457: {body[:300]!r}")
    elif not content.get("errors") and "error" not in content:
        raise Failure(f"a fault of {kind} without errors: {body[:300]!r}")


class Round:
    def __init__(self, service, description, seed, kept):
        self.service = service
        self.description = description
        self.seed = seed
        self.kept = kept
        self.counts = collections.Counter()
        self.failure = None
        self.ending = threading.Event()
        self.most_memory = 0

    def run(self, seconds):
        threads = [threading.Thread(target=self.guard, args=(self.fuzz, number)) for number in range(CLIENTS)]
        threads.append(threading.Thread(target=self.guard, args=(self.write, CLIENTS)))
        for thread in threads:
            thread.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.ending.is_set():
            time.sleep(0.5)
            self.guard(self.watch, 0)
        self.ending.set()
        for thread in threads:
            thread.join()
        if self.failure:
            raise Failure(self.failure)

    def guard(self, action, number):
        try:
            action(number)
        except Exception as fault:  # pylint: disable=broad-except
            what = str(fault) if isinstance(fault, Failure) else traceback.format_exc()
            time.sleep(0.5)  # for a service that is ending
            try:
                self.service.check_alive()
            except Failure as dead:
                what = f"{dead}\n{what}"
            self.failure = self.failure or what
            self.ending.set()

    def watch(self, _):
        self.service.check_alive()
        self.most_memory = max(self.most_memory, self.service.memory())
        if self.most_memory > MOST_MEMORY:
            raise Failure(f"the service has grown to {self.most_memory} MiB")

    def fuzz(self, number):
        rng = random.Random(f"{self.seed}/{number}")
        client = Client(self.service)
        while not self.ending.is_set():
            kind = rng.choice(["valid", "valid", "bent", "bent", "bent", "broken"])
            request = getattr(self.description, kind)(rng)
            try:
                if kind == "broken":
                    status = client.throw(request.encode())
                    if status is not None and status not in request.allowed:
                        raise Failure(f"status {status} for broken bytes")
                else:
                    status, headers, body = client.exchange(request, rng.choice([1, 1, 1, 3]))
                    check_answer(request, status, headers, body)
            except (Failure, ValueError) as failure:
                raise Failure(f"{failure}\nrequest of seed {self.seed}, client {number} ({kind}):\n{request.encode()[:3000]!r}") from failure
            self.counts[status] += 1
        client.close()

    def write(self, _):
        while not self.ending.is_set():
            name = f"kept {self.seed} {len(self.kept)}"
            status, content = self.service.query("CREATE (:Topic {name: $name})", name=name)
            if status == 202 and "errors" not in content:
                self.kept.append(name)
            elif status != 503:
                raise Failure(f"a write is answered {status}: {content}")
            time.sleep(0.2)


def check_kept(service, kept):
    status, content = service.query("MATCH (t:Topic) WHERE t.name STARTS WITH 'kept ' RETURN t.name")
    if status != 202:
        raise Failure(f"cannot look for what was written: {content}")
    lost = set(kept) - {row[0] for row in content["data"]["values"]}
    if lost:
        raise Failure(f"acknowledged and lost: {sorted(lost)[:10]} and {len(lost)} in all")


def fresh_graph(binary, graph):
    for path in graph.parent.glob("graph.json*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (graph.parent / "decisions.json").unlink(missing_ok=True)
    subprocess.run([binary, "--data", str(ROOT / "data"), "build", "--out", str(graph), "data/corpus"], check=True, cwd=ROOT, capture_output=True)


def main(binary, folder, seconds="600", seed=None):
    seed = int(seed) if seed else random.randrange(10**9)
    print(f"seed {seed}", flush=True)
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    graph = folder / "graph.json"
    openapi = json.loads((ROOT / "data/service/openapi.json").read_text(encoding="utf-8"))
    statements = statements_of(ROOT / "tests/cases/query")
    documents = [path.read_bytes() for path in sorted((ROOT / "data/corpus").iterdir()) if path.is_file()]
    end = time.monotonic() + float(seconds)
    total, number, kept, ids = collections.Counter(), 0, [], []
    while time.monotonic() < end:
        if number % ROUNDS_OF_GRAPH == 0:
            fresh_graph(binary, graph)
            ids = [node["id"] for node in json.loads(graph.read_text(encoding="utf-8"))["nodes"]]
            kept = []
        service = Service(binary, str(ROOT / "data"), str(graph), folder / "service.log")
        try:
            check_kept(service, kept)
            one = Round(service, Description(openapi, ids, statements, documents), f"{seed}/{number}", kept)
            one.run(min(ROUND, max(1, end - time.monotonic())))
            service.check_alive()
            service.stop(signal.SIGKILL if number % 2 == 0 else signal.SIGTERM)
        finally:
            service.process.kill()
            service.process.wait()
        total += one.counts
        number += 1
        print(f"round {number}: {sum(one.counts.values())} requests, {len(kept)} writes kept, at most {one.most_memory} MiB", flush=True)
    service = Service(binary, str(ROOT / "data"), str(graph), folder / "service.log")
    check_kept(service, kept)
    service.stop(signal.SIGTERM)
    print("by status:", ", ".join(f"{status or 'no answer'}: {count}" for status, count in sorted(total.items(), key=str)))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
