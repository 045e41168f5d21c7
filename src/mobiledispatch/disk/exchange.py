"""A folder gives its name to another that stands ready beside it: one step, and all of its files are new.

Somebody else's files in it are in both folders from the start, as hard links: the same files before and after.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath

from mobiledispatch.disk.faults import is_unfit
from mobiledispatch.disk.locked import lock_too
from mobiledispatch.disk.whole_file import write_through

_EXCHANGE = 2  # RENAME_EXCHANGE of linux/fs.h
_HERE = -100  # AT_FDCWD of fcntl.h
_DATABASE = b"SQLite format 3\0"


def save_by_exchange(folder: Path, files: Mapping[PurePosixPath, bytes], ours: Set[PurePosixPath]) -> bool:
    """Replace all of `ours` in `folder` by `files`. False where that folder cannot be exchanged: nothing is changed.

    OSError if the disk is full or fails; then nothing is changed either.
    """
    others = _others(folder, ours)
    if others is None or _stand_in(folder):
        return False
    beside = _beside(folder)
    try:
        beside.mkdir(mode=0o700)
    except OSError as fault:
        return _give_up(fault)
    with ExitStack() as held:
        try:
            _prepare(beside, folder, files, others)
            held.enter_context(lock_too(beside))
            _swap(beside, folder)
        except BaseException as fault:
            _remove(beside)
            if not isinstance(fault, OSError):
                raise
            return _give_up(fault)
        with suppress(OSError):  # what cannot be tidied now is tidied by the next run
            clear_beside(folder, ours)
    return True


def clear_beside(folder: Path, ours: Set[PurePosixPath]) -> None:
    """Take away what an exchange has left beside the folder. What somebody put in meanwhile is brought over."""
    beside = _beside(folder)
    if not _is_mine(beside):
        return
    with suppress(OSError):
        beside.chmod(0o700)
    for name in _others(beside, ours) or ():
        late, here = beside / name, folder / name
        if not os.path.lexists(here) or late.lstat().st_mtime_ns > here.lstat().st_mtime_ns:
            here.parent.mkdir(mode=0o700, exist_ok=True)
            late.replace(here)
    _remove(beside)


def _beside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name[:200]}.mobiledispatch")


def _give_up(fault: OSError) -> bool:
    if is_unfit(fault):
        raise fault
    return False


def _is_mine(path: Path) -> bool:
    """In a folder that everybody may write to, a name is no proof."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return path.is_dir() and not path.is_symlink() and found.st_uid == os.getuid()


def _stand_in(folder: Path) -> bool:
    """Is this process at home in the folder? Its shell would find itself in one that is gone."""
    try:
        here = Path.cwd()
    except OSError:
        return False
    return folder == here or folder in here.parents


def _others(folder: Path, ours: Set[PurePosixPath]) -> list[PurePosixPath] | None:
    """Somebody else's files, or None where there is more than a link can keep: a folder, or a database in use."""
    inner = {name.parent for name in ours} - {PurePosixPath()}
    found = []
    for name in _names(folder, inner):
        path = folder / name
        if name in ours or (name in inner and path.is_symlink()):
            continue
        if (path.is_dir() and not path.is_symlink()) or _is_database(path):
            return None
        found.append(name)
    return found


def _names(folder: Path, inner: Set[PurePosixPath]) -> Iterator[PurePosixPath]:
    for path in sorted(folder.iterdir()):
        name = PurePosixPath(path.name)
        if name in inner and path.is_dir() and not path.is_symlink():
            yield from (name / below.name for below in sorted(path.iterdir()))
        else:
            yield name


def _is_database(path: Path) -> bool:
    """Its journal comes and goes by name, and must not be looked for in the wrong folder."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return True  # who knows


def _prepare(beside: Path, folder: Path, files: Mapping[PurePosixPath, bytes], others: list[PurePosixPath]) -> None:
    """All that the folder is to hold, on the disk, with the folder's own owner and rights."""
    inner = {name.parent for name in (*files, *others)} - {PurePosixPath()}
    for name in inner:
        (beside / name).mkdir(mode=0o700)
    for name, content in files.items():
        write_through(beside / name, content)
    for name in others:
        os.link(folder / name, beside / name, follow_symlinks=False)
    for name in (*inner, PurePosixPath()):
        _dress(beside / name, folder / name)


def _dress(new: Path, old: Path) -> None:
    if not old.is_dir() or old.is_symlink():
        return
    was, now = old.stat(), new.stat()
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        os.chown(new, was.st_uid, was.st_gid)
    shutil.copystat(old, new)
    os.utime(new)


def _swap(beside: Path, folder: Path) -> None:
    """The step that decides. An empty folder is replaced by any system's rename; a full one needs Linux's."""
    if not any(folder.iterdir()):
        beside.rename(folder)
        return
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if rename(_HERE, os.fsencode(beside), _HERE, os.fsencode(folder), _EXCHANGE):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
