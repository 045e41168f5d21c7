"""What the disk says when it cannot go on, in words that say what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mobiledispatch.errors import BadInput, MachineUnfit

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_unfit(fault: OSError) -> bool:
    """Is the disk full or broken, so that no other way of writing would do better?"""
    return fault.errno in (*_FULL, errno.EIO)


@contextmanager
def faults_told(folder: Path, cure: str) -> Iterator[None]:
    """MachineUnfit for a disk that is full or fails, BadInput with the `cure` for a folder that may not be written."""
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise MachineUnfit(f"{folder}: the disk is full. Make room; nothing was changed.") from None
        if is_unfit(fault):
            raise MachineUnfit(f"{folder}: the disk failed. Nothing was changed; look after the disk.") from None
        raise BadInput(f"{folder}: cannot be written ({fault}). {cure}") from None
