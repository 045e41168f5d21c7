"""A road engine of one's own: OSRM's data built from an OpenStreetMap extract, and its server on this machine."""

import socket
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from mobiledispatch.errors import BadInput, MachineUnfit
from mobiledispatch.travel.osrm_tools import OsrmTools

BASE = "roads.osrm"
"""All files of a build begin with this name."""

HERE = "127.0.0.1"

# One of the last files that a build writes: without it no server starts.
_LAST = f"{BASE}.mldgr"
_KILLED = -9


def build_roads(extract: Path, folder: Path, osrm: OsrmTools, tell: Callable[[str], None]) -> Path:
    """Build `folder` from a .osm.pbf extract; what stood there is replaced once the new data is whole.

    BadInput for an extract that OSRM cannot read or a folder that cannot be written; MachineUnfit if a step dies.
    """
    if not extract.is_file():
        raise BadInput(f"{extract}: no such file. Name an OpenStreetMap extract, such as alberta-latest.osm.pbf.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
            made = _work_place(Path(scratch), extract, osrm)
            for number, (label, words) in enumerate(_steps(extract, osrm), start=1):
                tell(f"{number}/3 {label}")
                _run(words, made, extract)
            _check_roads(made, extract)
            _put_in_place(made, folder)
    except OSError as fault:
        raise BadInput(f"{folder}: cannot be written ({fault.strerror}). Name another folder with --out.") from None
    return folder


def _work_place(scratch: Path, extract: Path, osrm: OsrmTools) -> Path:
    """A folder for the new roads. OSRM takes no path with a space in it, so all that it reads stands beside them."""
    made = scratch / "roads"
    made.mkdir(mode=0o700)
    (scratch / _beside(extract)).symlink_to(extract.resolve())
    (scratch / "profiles").symlink_to(osrm.car_profile.parent.resolve())
    return made


def _beside(extract: Path) -> str:
    return "extract" + "".join(extract.suffixes[-2:]).replace(" ", "")


def _steps(extract: Path, osrm: OsrmTools) -> Sequence[tuple[str, list[str]]]:
    """The three programs, to be run in the folder of the new roads."""
    reading = [osrm["osrm-extract"], "--profile", f"../profiles/{osrm.car_profile.name}", "--output", BASE]
    return (
        ("reading the extract", [*reading, f"../{_beside(extract)}"]),
        ("partitioning the road net", [osrm["osrm-partition"], BASE]),
        ("computing driving times", [osrm["osrm-customize"], BASE]),
    )


def _run(words: list[str], folder: Path, extract: Path) -> None:
    done = subprocess.run(
        words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode == 0:
        return
    step = Path(words[0]).name
    if done.returncode == _KILLED:
        raise MachineUnfit(f"{step} was killed, most likely for want of memory. Use a smaller extract.")
    said = _last_error(done.stdout.decode("utf-8", "replace"))
    raise BadInput(f"{extract}: {step} cannot build roads from it ({said}). Fetch the extract again.")


def _last_error(log: str) -> str:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    blamed = [line for line in lines if "error" in line.casefold() or "exception" in line.casefold()]
    return (blamed or lines or ["it says nothing"])[-1].rpartition("] ")[2].removeprefix("what():").strip()


def _check_roads(made: Path, extract: Path) -> None:
    if not (made / _LAST).is_file():
        raise BadInput(f"{extract}: holds no roads for cars. Name an extract of the practice's area.")


def _put_in_place(made: Path, folder: Path) -> None:
    """Swap the new folder in. The old one waits beside the new until then, and goes with the scratch folder."""
    if folder.exists():
        if any(not path.name.startswith(f"{BASE}.") for path in folder.iterdir()):
            raise BadInput(f"{folder}: holds other files than roads. Name another folder with --out.")
        folder.rename(made.with_name("old"))
    made.rename(folder)


def serving_words(folder: Path, port: int, osrm: OsrmTools) -> list[str]:
    """The command that serves a folder of roads, to be run in it. BadInput if it holds none or the port is taken."""
    if not (folder / _LAST).is_file():
        raise BadInput(f"{folder}: holds no roads. Build them with: mobiledispatch roads build ALBERTA.osm.pbf")
    _check_port(port)
    where = ["--ip", HERE, "--port", str(port)]
    return [osrm["osrm-routed"], "--algorithm", "mld", *where, "--verbosity", "WARNING", BASE]


def _check_port(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HERE, port))
        except OSError as fault:
            raise BadInput(f"port {port} cannot be used ({fault.strerror}). Name another one with --port.") from None
