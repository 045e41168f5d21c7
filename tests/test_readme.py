"""Every console block of the README and the guides is typed here, and its answer read."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def sessions(page: Path) -> list[list[tuple[str, list[str]]]]:
    """Each console block as (command, lines it should print)."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        steps: list[tuple[str, list[str]]] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
        found.append(steps)
    return found


def matches(expected: list[str], printed: list[str]) -> bool:
    """Line by line; a line of "..." stands for any number of lines."""
    if not expected:
        return not printed
    if expected[0] == "...":
        return any(matches(expected[1:], printed[k:]) for k in range(len(printed) + 1))
    return bool(printed) and expected[0].rstrip() == printed[0].rstrip() and matches(expected[1:], printed[1:])


def in_one_go(page: Path) -> list[list[tuple[str, list[str]]]]:
    """The blocks of a session that is told with words in between: one folder, one after the other."""
    blocks = sessions(page)
    return [[step for block in blocks for step in block]] if page.parent.name == "examples" and blocks else blocks


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").glob("*.md"))]
SESSIONS = [pytest.param(steps, id=f"{page.stem}-{k}") for page in PAGES for k, steps in enumerate(in_one_go(page), 1)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The project without its history, with a .venv that holds this very interpreter's packages."""
    for name in ("Makefile", "data", "examples", "README.md", "pyproject.toml", "requirements.lock"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    # The stamp is newer than the lock file, so make finds the environment made.
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for tool in ("python", "mobiledispatch"):
        (tmp_path / ".venv" / "bin" / tool).symlink_to(Path(sys.executable).parent / tool)
    (tmp_path / ".venv" / "run.stamp").touch()
    return tmp_path


@pytest.mark.parametrize("steps", SESSIONS)
def test_the_page_shows_what_the_command_prints(steps: list[tuple[str, list[str]]], checkout: Path) -> None:
    # Not the environment of a `make test` around this one: its make would announce itself.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    # The Friday on which the pages' sessions at the phone desk take place.
    env |= {"MOBILEDISPATCH_NOW": "2026-11-20T09:00"}
    env |= {"COLUMNS": "100", "PATH": f"{checkout / '.venv' / 'bin'}:{os.environ['PATH']}"}
    for command, expected in steps:
        done = subprocess.run(
            command, shell=True, cwd=checkout, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert matches(expected, done.stdout.splitlines()), f"$ {command}\n{done.stdout}{done.stderr}"


def test_there_is_something_to_replay() -> None:
    assert SESSIONS
