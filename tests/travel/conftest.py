"""Road data and servers that several tests share: built once, from a real extract."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobiledispatch.travel.local_osrm import build_roads
from travel.engines import EXTRACT, Running, build_tiles, need_engines, osrm_tools, running_osrm, running_valhalla


@pytest.fixture(scope="session")
def osrm_roads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Helsinki as `roads build` makes it."""
    need_engines()
    return build_roads(EXTRACT, tmp_path_factory.mktemp("osrm") / "roads", osrm_tools(), lambda _step: None)


@pytest.fixture(scope="session")
def valhalla_tiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Helsinki as Valhalla's configuration."""
    need_engines()
    return build_tiles(tmp_path_factory.mktemp("valhalla"))


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket's name."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as folder:
        yield Path(folder)


@pytest.fixture(params=["osrm", "valhalla"])
def engine(
    request: pytest.FixtureRequest, short_folder: Path, osrm_roads: Path, valhalla_tiles: Path
) -> Iterator[tuple[str, Running]]:
    """Each of the two engines in turn: the name of its provider, and its server."""
    if request.param == "osrm":
        with running_osrm(osrm_roads, short_folder / "osrm.log") as server:
            yield "osrm", server
    else:
        with running_valhalla(valhalla_tiles, short_folder) as server:
            yield "valhalla", server
