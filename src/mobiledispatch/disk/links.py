"""The way for a folder that cannot be exchanged: for a moment its files are links, and one link decides for all.

In a hidden folder inside stand the old files, the new ones, and a link to one of the two. First every name in the
folder becomes a link through that one, to the old; then that one link is turned to the new; then every name becomes a
file again. Whoever looks reads one plan at every moment, and what a killed run has left says which.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from pathlib import Path, PurePosixPath

from mobiledispatch.disk.whole_file import write_through

STAGE = ".mobiledispatch-plan"
_OLD, _NEW, _CURRENT, _PART = "old", "new", "current", "part"


def save_by_links(folder: Path, files: Mapping[PurePosixPath, bytes], ours: Set[PurePosixPath]) -> None:
    """Replace all of `ours` in `folder` by `files`. OSError if that fails; then the folder is as it was."""
    stage = folder / STAGE
    try:
        _stage(stage, folder, files, _there(folder, ours))
        (stage / _PART).symlink_to(_NEW)
        (stage / _PART).replace(stage / _CURRENT)
    except BaseException:
        with suppress(OSError):
            settle(folder, ours)
        raise
    with suppress(OSError):  # what cannot be tidied now is tidied by the next run
        settle(folder, ours)


def settle(folder: Path, ours: Set[PurePosixPath]) -> None:
    """Turn links into files again, those of the plan that was decided for, and take the hidden folder away."""
    stage = folder / STAGE
    if stage.is_symlink() or not stage.is_dir():
        return
    if (stage / _CURRENT).is_symlink():
        chosen = stage / (stage / _CURRENT).readlink()
        for name in _links(folder, ours):
            _make_plain(folder / name, chosen / name)
    shutil.rmtree(stage)


def _there(folder: Path, ours: Set[PurePosixPath]) -> list[PurePosixPath]:
    """Those of our files that stand in the folder itself, not behind a link to another."""
    return [name for name in sorted(ours) if not (folder / name.parent).is_symlink() and _stands(folder / name)]


def _stands(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _stage(stage: Path, folder: Path, files: Mapping[PurePosixPath, bytes], there: list[PurePosixPath]) -> None:
    stage.mkdir(mode=0o700)
    for generation in (_OLD, _NEW):
        for inner in sorted({PurePosixPath(), *(name.parent for name in (*files, *there))}):
            (stage / generation / inner).mkdir(mode=0o700)
    for name, content in files.items():
        write_through(stage / _NEW / name, content)
    for name in there:
        _keep(folder / name, stage / _OLD / name)
    (stage / _CURRENT).symlink_to(_OLD)
    for name in there:
        _make_link(folder / name, name, stage)
    for name in sorted(set(files) - set(there)):
        if (folder / name.parent).is_symlink():
            (folder / name.parent).unlink()
        (folder / name.parent).mkdir(mode=0o700, exist_ok=True)
        _make_link(folder / name, name, stage)


def _keep(path: Path, kept: Path) -> None:
    """The very file under a second name. A link of somebody's stays one, to wherever it led."""
    if path.is_symlink():
        kept.symlink_to(path.resolve())
        return
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)


def _make_link(path: Path, name: PurePosixPath, stage: Path) -> None:
    up = "../" * (len(name.parts) - 1)
    (stage / _PART).symlink_to(f"{up}{STAGE}/{_CURRENT}/{name}")
    (stage / _PART).replace(path)


def _links(folder: Path, ours: Set[PurePosixPath]) -> Iterator[PurePosixPath]:
    """All names in the folder that lead through the hidden one."""
    for inner in sorted({PurePosixPath(), *(name.parent for name in ours)}):
        if (folder / inner).is_symlink() or not (folder / inner).is_dir():
            continue
        for path in sorted((folder / inner).iterdir()):
            if path.is_symlink() and STAGE in path.readlink().parts:
                yield inner / path.name


def _make_plain(path: Path, source: Path) -> None:
    # Moved, not copied: that takes no room on a disk that has become full.
    if os.path.lexists(source):
        source.replace(path)
    else:
        path.unlink()
