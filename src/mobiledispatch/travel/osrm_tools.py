"""Where OSRM's executables are: the extra [roads], a folder that a wheel was unpacked into, or the machine's own."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from mobiledispatch.errors import MachineUnfit

VARIABLE = "MOBILEDISPATCH_OSRM"
"""The environment variable that names a folder with OSRM in it."""

EXECUTABLES = ("osrm-extract", "osrm-partition", "osrm-customize", "osrm-routed")

# The wheels ask for this Python, but their executables ask for none.
_WHEELS_PYTHON = (3, 12)


@dataclass(frozen=True, slots=True)
class OsrmTools:
    """OSRM's executables, and the profile that says how cars drive."""

    executables: Path
    car_profile: Path

    def __getitem__(self, name: str) -> str:
        return str(self.executables / name)


def data_folder() -> Path:
    """This user's folder for road data and, where a wheel cannot be installed beside us, its executables."""
    return platformdirs.user_data_path("mobiledispatch", appauthor=False)


def find_osrm(env: Mapping[str, str] = os.environ) -> OsrmTools:
    """The first complete OSRM: $MOBILEDISPATCH_OSRM, this Python's packages, the user's data folder, $PATH.

    MachineUnfit says how to get one.
    """
    named = env.get(VARIABLE)
    if named:
        found = next(filter(None, map(_complete, _inside(Path(named).absolute()))), None)
        if found is None:
            raise MachineUnfit(f"{named}: holds no OSRM, though ${VARIABLE} names it. Correct it, or unset it.")
        return found
    found = next(filter(None, map(_complete, _usual(env))), None)
    if found is None:
        raise MachineUnfit(f"OSRM's executables are not on this machine. Install them with: {how_to_install()}")
    return found


def how_to_install(python: tuple[int, int] = sys.version_info[:2]) -> str:
    """The command that brings OSRM; an older Python unpacks the wheel that it could not import."""
    pip = f"{shlex.quote(sys.executable)} -m pip install"
    if python >= _WHEELS_PYTHON:
        return f"{pip} 'mobiledispatch[roads]'"
    version = ".".join(map(str, _WHEELS_PYTHON))
    target = shlex.quote(str(data_folder() / "engines"))
    return f"{pip} --target {target} --python-version {version} --only-binary=:all: --no-deps osrm-bindings"


def _usual(env: Mapping[str, str]) -> Iterator[Path]:
    package = find_spec("osrm")
    yield from map(Path, (package.submodule_search_locations or ()) if package else ())
    yield from _inside(data_folder() / "engines")
    on_path = shutil.which("osrm-routed", path=env.get("PATH"))
    if on_path:
        yield Path(on_path).resolve().parents[1]


def _inside(folder: Path) -> Iterator[Path]:
    """An OSRM of its own, or one that pip put there with --target."""
    yield folder
    yield folder / "osrm"


def _complete(root: Path) -> OsrmTools | None:
    """The tools under a root laid out as OSRM installs itself, or None if anything is missing."""
    profiles = (root / "share" / name / "car.lua" for name in ("profiles", "osrm/profiles"))
    profile = next(filter(Path.is_file, profiles), None)
    here = all(os.access(root / "bin" / name, os.X_OK) for name in EXECUTABLES)
    return OsrmTools(root / "bin", profile) if here and profile else None
