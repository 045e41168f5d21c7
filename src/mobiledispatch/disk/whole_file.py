"""Files that are there whole or not at all, for their owner's eyes only."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def save_whole(path: Path, text: str) -> Path:
    """Write `text` to `path` in UTF-8, mode 0600, replacing what stood there only once everything is on disk.

    OSError if that fails; then `path` is as it was and nothing half-written stays. The text's own line ends are kept.
    """
    # mkstemp makes the file 0600, with a name that nobody can have prepared.
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        _fill(handle, text.encode("utf-8", "replace"))
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return path


def write_through(path: Path, content: bytes) -> None:
    """A new file, mode 0600, that is on the disk when this returns. OSError if something stands there."""
    _fill(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), content)


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def private_folder(folder: Path) -> Path:
    """The folder, made with its parents if need be; a new one is mode 0700."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
