"""The service under test as a process, and one exchange with it.

FUZZ_UNDER names a program to run it under: "valgrind -q --undef-value-errors=no --error-exitcode=99".
"""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time

LEAKS = pathlib.Path(__file__).resolve().parents[2] / "leaks.supp"
UNDER = os.environ.get("FUZZ_UNDER", "").split()
PATIENCE = 600 if UNDER else 60  # seconds for an answer


class Failure(Exception):
    """What must not happen."""


class Service:
    def __init__(self, binary, data, graph, log):
        self.log = log
        environment = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=32:malloc_context_size=8", "MIRRORGRAPH_DATA": data,
                       "UBSAN_OPTIONS": "print_stacktrace=1", "LSAN_OPTIONS": f"suppressions={LEAKS}:print_suppressions=0"}
        with open(log, "wb") as out:
            self.process = subprocess.Popen([*UNDER, binary, "serve", "--graph", graph, "--writable", "--port", "0", "--quiet", "--timeout", "2"],
                                            stdout=out, stderr=subprocess.STDOUT, env=environment)
        self.port = self.wait_for_port()

    def text(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait_for_port(self):
        for _ in range(1200):
            if found := re.search(r"http://[^ ]*:(\d+)", self.text()):
                return int(found[1])
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise Failure("the service does not start:\n" + self.text())

    def memory(self):
        """Resident bytes, in MiB; 0 of a process that has ended."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            found = re.search(r"VmRSS:\s+(\d+)", file.read())
        return int(found[1]) // 1024 if found else 0

    def check_alive(self):
        if self.process.poll() is not None:
            raise Failure(f"the service ended with {self.process.returncode}:\n{self.text()[-6000:]}")

    def stop(self, how):
        self.process.send_signal(how)
        status = self.process.wait(timeout=120)
        if how == signal.SIGTERM and status != 0:
            raise Failure(f"SIGTERM ends the service with {status}:\n{self.text()[-6000:]}")

    def query(self, statement, **parameters):
        body = json.dumps({"statement": statement, "parameters": parameters}).encode()
        connection = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        connection.request("POST", "/db/x/query/v2", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = json.loads(answer.read())
        connection.close()
        return answer.status, content


class Client:
    """A connection that is kept while both sides want it."""

    def __init__(self, service):
        self.service = service
        self.socket = None

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def send(self, data, pieces=1):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.service.port), timeout=PATIENCE)
        size = max(1, len(data) // pieces)
        for at in range(0, len(data), size):
            self.socket.sendall(data[at:at + size])

    def exchange(self, request, pieces=1):
        """(status, headers, body) of a request that is whole."""
        for attempt in range(2):
            fresh = self.socket is None
            try:
                self.send(request.encode(), pieces)
                answer = http.client.HTTPResponse(self.socket, method=request.method)
                answer.begin()
                body = answer.read()
            except (ConnectionError, http.client.HTTPException, socket.timeout) as fault:
                self.close()
                if not fresh and attempt == 0 and not isinstance(fault, socket.timeout):
                    continue  # a kept connection may have been closed meanwhile
                self.service.check_alive()
                raise Failure(f"no answer: {fault!r}") from fault
            if answer.will_close:
                self.close()
            return answer.status, answer.headers, body
        return None

    def throw(self, data):
        """Sends what need not be a request, and gives the status of what comes back, or None."""
        self.close()
        try:
            self.send(data)
            self.socket.shutdown(socket.SHUT_WR)
            answer = http.client.HTTPResponse(self.socket, method="GET")
            answer.begin()
            return answer.status
        except (ConnectionError, http.client.HTTPException, socket.timeout):
            return None
        finally:
            self.close()
