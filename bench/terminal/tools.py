"""The tools that everything is measured with. They are not ours: a folder outside of the repository holds them."""
import functools
import json
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
CONSOLE = HERE.parents[1] / "examples/console"
TARGET = HERE / "target"
LOG_BYTES = 64_000_000


class Tools:
    def __init__(self, sources: pathlib.Path):
        """Builds what is missing in the target folder."""
        TARGET.mkdir(exist_ok=True)
        for name in ("limit", "wsbench"):
            built(TARGET / name, sources / f"{name}.c", lambda source, to: run(
                "cc", "-O2", "-w", "-o", to, source, "-lutil", "-lcrypto"))
        for name in ("work.sh", "peer.js", "package.json"):
            built(TARGET / name, sources / name, shutil.copy)
        built(TARGET / "ansi.log", sources / "gen_log.py",
              lambda source, to: run("python3", source, to, LOG_BYTES))
        built(TARGET / "node_modules", TARGET / "package.json",
              lambda source, to: run("npm", "install", "--silent", cwd=TARGET))
        # A terminal makes two bytes of each line's end.
        log = (TARGET / "ansi.log").read_bytes()
        self.log_bytes = len(log) + log.count(b"\n")

    def worker(self, workload: str) -> list[str]:
        """The program that every server runs."""
        return [str(TARGET / "work.sh"), workload]

    @functools.cached_property
    def java(self) -> str:
        """Of the JDK that the host runs on."""
        found = subprocess.run(
            ["bash", "-c", '. "$1/tools/run.sh"; find_jdk', "bash", HERE.parents[1]],
            stdout=subprocess.PIPE, text=True, check=True)
        return found.stdout.strip() + "/bin/java"

    def two_processes(self) -> str:
        """The class path of the experiment, which is compiled against the host's libraries."""
        classes, libraries = TARGET / "twoprocess", CONSOLE / "target/lib/*"
        sources = sorted((HERE / "twoprocess").glob("*.java"))
        for source in sources:
            built(classes, source, lambda _, to: run(
                self.java + "c", "-d", to, "-cp", libraries, *sources))
        return f"{classes}:{libraries}"

    def client(self, mode: str, server: list[str], pids: list[int], *options: str) -> dict:
        """Runs the client to its end; what it measured."""
        ran = subprocess.run(
            [TARGET / "wsbench", "-m", mode, "-b", str(self.log_bytes),
             "-c", ",".join(map(str, pids)), *server, *options],
            stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(ran.stdout)


def built(to: pathlib.Path, source: pathlib.Path, how) -> None:
    if not to.exists() or to.stat().st_mtime < source.stat().st_mtime:
        how(source, to)
        to.touch()


def run(*command, cwd=None) -> None:
    subprocess.run([str(word) for word in command], cwd=cwd, check=True)
