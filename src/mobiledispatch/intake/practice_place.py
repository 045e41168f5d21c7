"""Which practice.toml is meant: named, in the environment, or in a folder above."""

from collections.abc import Mapping
from pathlib import Path

from mobiledispatch.errors import BadInput

NAME = "practice.toml"
VARIABLE = "MOBILEDISPATCH_PRACTICE"


def find_practice(start: Path, env: Mapping[str, str], given: Path | None = None) -> Path:
    """The practice.toml to use: `given` (--practice), else $MOBILEDISPATCH_PRACTICE, else upwards from `start`.

    A folder stands for the practice.toml in it. BadInput when there is none.
    """
    named = given or (Path(env[VARIABLE]) if env.get(VARIABLE) else None)
    if named:
        return _file_in(named, "--practice" if given else f"${VARIABLE}")
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    raise BadInput(
        f"no {NAME} in {start} or any folder above it. Name it with --practice PATH or ${VARIABLE}, "
        "or make a practice to edit with: mobiledispatch init DIR"
    )


def _file_in(named: Path, by: str) -> Path:
    try:
        path = named / NAME if named.is_dir() else named
        found = path.is_file()
    except OSError as fault:
        raise BadInput(f"{named}: cannot be looked for ({fault.strerror}), though {by} names it. Correct it.") from None
    if not found:
        raise BadInput(f"{path}: no such file, though {by} names it. Correct the path.")
    return path
