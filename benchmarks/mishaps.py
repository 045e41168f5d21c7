"""Processes that die, and disks that fill up, at a chosen step: no clock has a say.

Python tells an audit hook of every word to the file system. A hook stays for good, so each mishap has a process of its
own, forked from this one.
"""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

_NO_PATH = ("ctypes.dlsym", "fcntl.flock")
_ABOUT_PATHS = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
)
_TAKES_ROOM = ("os.mkdir", "os.link", "os.symlink")
KILLED, SURVIVED, FAILED = -signal.SIGKILL, 0, 7


def die_at(step: int, about: str = "") -> None:
    """From here on this process lives until its word of that number to the file system.

    Counted are words about paths that hold `about`, and those about no path.
    """
    left = [step]

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event in _NO_PATH or (event in _ABOUT_PATHS and about in str(details)):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def fill_disk_at(step: int) -> None:
    """From its word of that number on, whatever this process would put on the disk finds no room."""
    left = [step]

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event in _TAKES_ROOM or (event == "open" and _writes(details)):
            left[0] -= 1
            if left[0] <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sys.addaudithook(hook)


def _writes(details: tuple[object, ...]) -> bool:
    flags = details[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def in_a_process(mishap: Callable[[], None], act: Callable[[], object], said: Path) -> int:
    """How the act ends in a process that suffers the mishap: KILLED, FAILED (see `said`), or SURVIVED."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code, told = SURVIVED, os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        mishap()
        act()
    except BaseException as news:
        os.write(told, f"{type(news).__name__}: {news}\n{traceback.format_exc()}".encode())
        code = FAILED
    finally:
        os._exit(code)
