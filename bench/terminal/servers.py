"""The servers that are measured side by side. Each serves a workload and says how the client reaches it."""
import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

from tools import CONSOLE, TARGET, Tools

PROJECT = "/api/v1/projects/default"


class Ours:
    """The console host as its README starts it. It goes on from round to round, as hosts do."""

    def __init__(self, tools: Tools):
        self.tools = tools
        self.data = tempfile.TemporaryDirectory(prefix="bench-terminal-")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [CONSOLE / "run", "--port", "0", "--data", self.data.name],
            stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[1].rstrip("/")
        self.ready_s = time.monotonic() - began

    def pids(self) -> list[int]:
        """The host's, and those of other JVMs that work on its data."""
        found = [self.process.pid]
        for each in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (each / "cmdline").read_bytes().split(b"\0")
                if words[0].endswith(b"java") and any(
                        self.data.name.encode() in word for word in words):
                    found.append(int(each.name))
        return sorted(set(found))

    @contextlib.contextmanager
    def serving(self, workload: str, workers: int = 1):
        session = self.call("POST", "/sessions", {
            "kind": "quick", "spec": {"location": str(TARGET)},
            "workers": [{"kind": "terminal", "command": self.tools.worker(workload)}] * workers})
        worker = session["workers"][0]["id"]
        path = f"{PROJECT}/sessions/{session['id']}/workers/{worker}/terminal"
        try:
            yield ["-u", self.url.removeprefix("http://"), "-p", path,
                   "-s", "agent-sessions.terminal.v1", "-B", "-O", "8"], self.pids()
        finally:
            self.call("DELETE", f"/sessions/{session['id']}")

    def running_workers(self) -> int:
        sessions = self.call("GET", "/sessions")["items"]
        return sum(w["state"] == "RUNNING" for s in sessions for w in s["workers"])

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        request = urllib.request.Request(
            self.url + PROJECT + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.data.cleanup()


class Limit:
    """One C thread between a terminal and its viewers, which keeps nothing. One terminal in its life."""

    def __init__(self, tools: Tools):
        self.tools = tools

    @contextlib.contextmanager
    def serving(self, workload: str, viewers: int = 1):
        port = free_port()
        process = subprocess.Popen(
            [TARGET / "limit", str(port), str(viewers), *self.tools.worker(workload)],
            env={**os.environ, "ONCE": "1"})
        try:
            # It counts every connection as a viewer, so nobody may knock.
            await_listening(port)
            yield ["-u", f"127.0.0.1:{port}"], [process.pid]
        finally:
            process.kill()
            process.wait()

    def close(self) -> None:
        pass  # each ended with its round


class Peer:
    """node-pty behind ws. One process a workload, which goes on from round to round."""

    def __init__(self, tools: Tools):
        self.tools = tools
        self.started = {}
        self.terminals = 0

    def server(self, workload: str) -> tuple[int, subprocess.Popen]:
        if workload not in self.started:
            port = free_port()
            process = subprocess.Popen(
                ["node", TARGET / "peer.js", str(port), "binary", *self.tools.worker(workload)],
                cwd=TARGET, env={**os.environ, "KEEP": "1"})
            await_listening(port)
            self.started[workload] = port, process
        return self.started[workload]

    @contextlib.contextmanager
    def serving(self, workload: str):
        port, process = self.server(workload)
        self.terminals += 1
        yield ["-u", f"127.0.0.1:{port}", "-p", f"/{self.terminals}"], [process.pid]

    def close(self) -> None:
        for _, process in self.started.values():
            process.kill()
            process.wait()


class TwoProcesses:
    """An experiment: one JVM owns the terminal and writes the log, another reads it and sends. Both go on as hosts do."""

    OWNER = ["-XX:+UseSerialGC", "-Xmx24m", "-XX:TieredStopAtLevel=1"]
    VIEWER = ["-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1"]

    def __init__(self, tools: Tools):
        self.tools = tools
        self.started = {}

    def server(self, workload: str) -> tuple[int, list[subprocess.Popen], tempfile.TemporaryDirectory]:
        if workload not in self.started:
            data = tempfile.TemporaryDirectory(prefix="bench-two-")
            port = free_port()
            owner = self.jvm(self.OWNER, "dev.agentsessions.pty.keeper.Owner",
                             data.name, *self.tools.worker(workload))
            viewer = self.jvm(self.VIEWER, "dev.agentsessions.bench.Viewer", str(port), data.name)
            self.started[workload] = port, [owner, viewer], data
        return self.started[workload]

    def jvm(self, options: list[str], *main_and_arguments: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [self.tools.java, "--enable-native-access=ALL-UNNAMED", *options,
             "-cp", self.tools.two_processes(), *main_and_arguments],
            stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        return process

    @contextlib.contextmanager
    def serving(self, workload: str):
        port, processes, _ = self.server(workload)
        yield ["-u", f"127.0.0.1:{port}", "-B", "-O", "8"], [each.pid for each in processes]

    def close(self) -> None:
        for _, processes, data in self.started.values():
            for each in processes:
                each.kill()
                each.wait()
            data.cleanup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_listening(port: int) -> None:
    listening = f":{port:04X} 00000000:0000 0A "
    while listening not in pathlib.Path("/proc/net/tcp").read_text():
        time.sleep(0.01)
