"""`roads build` and `roads serve`, as processes: from an extract to a server that answers."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mobiledispatch.errors import BadInput, MachineUnfit
from mobiledispatch.model.practice import TravelRules
from mobiledispatch.travel import make_provider
from mobiledispatch.travel.local_osrm import build_roads, serving_words
from mobiledispatch.travel.osrm_tools import find_osrm, how_to_install
from travel.engines import (
    EXTRACT,
    FOLDER,
    KORKEAVUORENKATU,
    STATION,
    free_port,
    need_engines,
    osrm_tools,
    running,
)

COMMAND = [sys.executable, "-c", "import sys; from mobiledispatch.cli import main; sys.exit(main())", "roads"]
ENV = os.environ | {"MOBILEDISPATCH_OSRM": str(FOLDER)}


def silently(_step: str) -> None:
    """Nobody watches."""


def run(*words: str, env: dict[str, str] = ENV) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, env=env, timeout=120, check=False)


def test_an_extract_becomes_roads_that_are_served_until_the_command_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_engines()
    monkeypatch.setenv("MOBILEDISPATCH_OSRM", str(FOLDER))
    folder = tmp_path / "my roads"
    built = run("build", str(EXTRACT), "--out", str(folder))
    assert built.returncode == 0
    assert built.stdout == f"{folder}: roads built. Serve them with: mobiledispatch roads serve --dir '{folder}'\n"
    assert built.stderr.splitlines() == [
        "1/3 reading the extract",
        "2/3 partitioning the road net",
        "3/3 computing driving times",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["my roads"]
    port = free_port()
    words = [*COMMAND, "serve", "--dir", str(folder), "--port", str(port)]
    with running(words, port, "/nearest/v1/driving/24.94,60.17", tmp_path / "log") as server:
        roads = make_provider(TravelRules(provider="osrm", url=server.url, on_failure="stop"))
        assert roads.table([STATION, KORKEAVUORENKATU]).seconds[0][1] > 100
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(30)
    assert f"OSRM at http://127.0.0.1:{port}; in practice.toml" in (tmp_path / "log").read_text()


def test_roads_are_built_anew_over_the_old_ones(osrm_roads: Path, tmp_path: Path) -> None:
    folder = tmp_path / "roads"
    for _ in range(2):
        build_roads(EXTRACT, folder, osrm_tools(), silently)
    assert {path.name for path in folder.iterdir()} == {path.name for path in osrm_roads.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_no_extract_is_refused_and_the_old_roads_stay(tmp_path: Path) -> None:
    need_engines()
    folder, junk = tmp_path / "roads", tmp_path / "junk.osm.pbf"
    build_roads(EXTRACT, folder, osrm_tools(), silently)
    before = sorted(path.name for path in folder.iterdir())
    junk.write_bytes(EXTRACT.read_bytes()[:300_000])
    with pytest.raises(BadInput, match=r"junk\.osm\.pbf: osrm-extract cannot build roads from it \(PBF error: "):
        build_roads(junk, folder, osrm_tools(), silently)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert {path.name for path in tmp_path.iterdir()} == {"roads", "junk.osm.pbf"}


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    need_engines()
    (tmp_path / "diary.txt").write_text("dear")
    with pytest.raises(BadInput, match="holds other files than roads"):
        build_roads(EXTRACT, tmp_path, osrm_tools(), silently)
    assert (tmp_path / "diary.txt").read_text() == "dear"


def test_a_missing_extract_is_named(tmp_path: Path) -> None:
    need_engines()
    with pytest.raises(BadInput, match=r"nowhere\.osm\.pbf: no such file"):
        build_roads(tmp_path / "nowhere.osm.pbf", tmp_path / "roads", osrm_tools(), silently)


def test_a_folder_without_roads_cannot_be_served(tmp_path: Path) -> None:
    need_engines()
    done = run("serve", "--dir", str(tmp_path))
    assert done.returncode == 2
    said = "holds no roads. Build them with: mobiledispatch roads build ALBERTA.osm.pbf\n"
    assert done.stderr == f"{tmp_path}: {said}"


def test_a_port_that_is_taken_is_told(osrm_roads: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BadInput, match=rf"port {port} cannot be used \(Address already in use\)"):
            serving_words(osrm_roads, port, osrm_tools())


def test_a_machine_without_osrm_is_told_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "extract.osm.pbf").touch()
    bare = {"PATH": str(tmp_path), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = run("build", str(tmp_path / "extract.osm.pbf"), env=bare)
    assert done.returncode == 7
    assert done.stderr.startswith("OSRM's executables are not on this machine. Install them with: ")
    assert "pip install" in done.stderr


def test_an_older_python_unpacks_what_it_cannot_import() -> None:
    assert how_to_install((3, 12)).endswith("-m pip install 'mobiledispatch[roads]'")
    older = how_to_install((3, 11))
    assert older.endswith("--python-version 3.12 --only-binary=:all: --no-deps osrm-bindings")
    assert "mobiledispatch/engines --" in older


def test_a_named_folder_without_osrm_is_no_reason_to_look_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(MachineUnfit, match=r"holds no OSRM, though \$MOBILEDISPATCH_OSRM names it"):
        find_osrm({"MOBILEDISPATCH_OSRM": str(tmp_path)})


def test_an_osrm_of_the_machines_own_is_found_on_the_path(tmp_path: Path) -> None:
    need_engines()
    tools = osrm_tools()
    (tmp_path / "bin").symlink_to(tools.executables)
    assert find_osrm({"PATH": str(tmp_path / "bin")}).executables.resolve() == tools.executables.resolve()
