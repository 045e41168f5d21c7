"""The console blocks of the project's pages: each command with the lines it prints, typed again in a fresh folder."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOW = "2026-11-20T09:00"
"""The Friday on which the pages' sessions at the phone desk take place."""

ANY_LINES = "..."
NEEDED = ("Makefile", "data", "examples", "README.md", "pyproject.toml", "requirements.lock")


@dataclass(frozen=True, slots=True)
class Step:
    """A command as it is typed, and the lines that stand under it."""

    command: str
    lines: tuple[str, ...]


def steps_of(block: str) -> list[Step]:
    """The steps of one console block."""
    found: list[Step] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], ()))
        else:
            found[-1] = Step(found[-1].command, (*found[-1].lines, line))
    return found


def sessions(page: Path) -> list[list[Step]]:
    """What is typed in one folder: a block, or all blocks of an example, whose session has words in between."""
    blocks = [steps_of(block) for block in BLOCK.findall(page.read_text(encoding="utf-8"))]
    return [[step for block in blocks for step in block]] if page.parent.name == "examples" and blocks else blocks


def checkout(folder: Path) -> Path:
    """The project without its history, with a .venv that holds this very interpreter's packages."""
    for name in NEEDED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    # The stamp is newer than the lock file, so make finds the environment made.
    (folder / ".venv" / "bin").mkdir(parents=True)
    for tool in ("python", "mobiledispatch"):
        (folder / ".venv" / "bin" / tool).symlink_to(Path(sys.executable).parent / tool)
    (folder / ".venv" / "run.stamp").touch()
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type a command of a page in a checkout, with nobody at a terminal."""
    # Not the environment of a `make test` around this one: its make would announce itself.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    env |= {"MOBILEDISPATCH_NOW": NOW, "COLUMNS": "100"}
    env |= {"PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def matches(expected: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Line by line; a line of "..." stands for any number of lines."""
    if not expected:
        return not printed
    if expected[0] == ANY_LINES:
        return any(matches(expected[1:], printed[k:]) for k in range(len(printed) + 1))
    return bool(printed) and expected[0].rstrip() == printed[0].rstrip() and matches(expected[1:], printed[1:])


def renewed(expected: tuple[str, ...], printed: tuple[str, ...]) -> tuple[str, ...]:
    """The lines to stand under a command that prints these: left alone if they still fit; "..." stays where it was.

    Of a block with "..." each stretch of lines is looked for in what is printed by the line most like its first.

    >>> renewed(("told 9", "...", "back 17"), ("quoted 9", "drive", "back 18"))
    ('quoted 9', '...', 'back 18')
    """
    if matches(expected, printed):
        return expected
    if ANY_LINES not in expected:
        return tuple(line.rstrip() for line in printed)
    left, at = [], 0
    for number, stretch in enumerate(_stretches(expected)):
        if number:
            left.append(ANY_LINES)
        if stretch:
            at = at if not number else _most_like(stretch[0], printed, at)
            left += [line.rstrip() for line in printed[at : at + len(stretch)]]
            at += len(stretch)
    return tuple(left)


def _stretches(lines: tuple[str, ...]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line == ANY_LINES:
            found.append([])
        else:
            found[-1].append(line)
    return found


def _most_like(line: str, printed: tuple[str, ...], first: int) -> int:
    from difflib import SequenceMatcher

    return max(range(first, len(printed)), key=lambda k: SequenceMatcher(None, line, printed[k]).ratio(), default=first)
