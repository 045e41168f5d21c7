"""A folder that one process at a time writes into. The lock is the system's own: it ends with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from mobiledispatch.errors import Conflict


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder where there is none and keep it to this process. Conflict if another one has it.

    A folder that was made here and is left empty is taken away again.
    """
    made: list[Path] = []
    with ExitStack() as held:
        while True:
            made += _make(folder)
            handle = held.enter_context(closing(_Handle(folder)))
            handle.lock()
            if handle.is_still(folder):
                break
            # Whoever had it before has put another folder in its place, or taken it away.
        try:
            yield
        finally:
            for path in reversed(made):
                with suppress(OSError):
                    path.rmdir()


def lock_too(folder: Path) -> "closing[_Handle]":
    """A lock on a folder that is to take a locked one's place."""
    handle = _Handle(folder)
    handle.lock()
    return closing(handle)


class _Handle:
    """An open folder, locked or not."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def lock(self) -> None:
        try:
            fcntl.flock(self.number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(
                f"{self.folder}: another run is writing into this folder. Wait for its end, or name another folder."
            ) from None
        except OSError:
            return  # a file system without locks

    def is_still(self, folder: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(self.number), folder.stat())
        except FileNotFoundError:
            return False

    def close(self) -> None:
        os.close(self.number)


def _make(folder: Path) -> list[Path]:
    """The folder with its parents; those that were not there, the outermost first. The folder itself is private."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    for path in missing:
        path.mkdir(mode=0o700 if path == folder else 0o777, exist_ok=True)
    return missing
