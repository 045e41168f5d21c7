"""Every console block of the README and the guides is typed here, and its answer read."""

from pathlib import Path

import pytest
from tools.sessions import ROOT, Step, checkout, matches, run, sessions

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").glob("*.md"))]
SESSIONS = [pytest.param(steps, id=f"{page.stem}-{k}") for page in PAGES for k, steps in enumerate(sessions(page), 1)]


@pytest.mark.parametrize("steps", SESSIONS)
def test_the_page_shows_what_the_command_prints(steps: list[Step], tmp_path: Path) -> None:
    folder = checkout(tmp_path)
    for step in steps:
        done = run(step.command, folder)
        assert matches(step.lines, tuple(done.stdout.splitlines())), f"$ {step.command}\n{done.stdout}{done.stderr}"


def test_there_is_something_to_replay() -> None:
    assert SESSIONS
