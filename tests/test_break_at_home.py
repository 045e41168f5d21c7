"""A lunch that is over before the first drive, in every file that a user gets, and at the desk."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mobiledispatch.model.clock import read_clock
from mobiledispatch.model.clock_face import time_words

ROOT = Path(__file__).parents[1]
REQUESTS = (
    "id,client,address,city,treatment,minutes,start,therapist,open_wounds,fractures,blood_thinners\n"
    "k1,Ida Probe,11204 43 Avenue NW,Edmonton,relaxation,60,14:30,must:ana,no,no,no\n"
)


def run(*words: str, cwd: Path) -> str:
    env = {**os.environ, "COLUMNS": "100", "MOBILEDISPATCH_NOW": "2026-11-20T09:00"}
    code = "import sys\nfrom mobiledispatch.cli import main\nsys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice whose Monday holds one visit, at half past two."""
    folder = tmp_path_factory.mktemp("home")
    run("init", "mine", cwd=folder)
    (folder / "mine" / "day.csv").write_text(REQUESTS, encoding="utf-8")
    return folder / "mine"


def test_the_break_at_home_is_told_before_leaving_and_the_drive_is_the_way_there(practice: Path) -> None:
    text = run("plan", "day.csv", "--date", "2026-11-23", "--out", "out", cwd=practice)
    (route,) = json.loads((practice / "out" / "plan.json").read_text(encoding="utf-8"))["routes"]
    kinds = [activity["kind"] for activity in route["timeline"]]
    assert kinds == ["break", "leave", "drive", "setup", "massage", "teardown", "drive", "back"]
    leave, drive = route["timeline"][1:3]
    for page in (text, (practice / "out" / "sheets" / "ana.txt").read_text(encoding="utf-8")):
        lines = [line.strip() for line in page.splitlines()]
        at = lines.index("11:00 am  break at home until 11:30 am")
        assert lines[at + 1] == f"{time_words(read_clock(leave['from']))}  leave home"
        minutes = int(drive["to"][3:5]) - int(drive["from"][3:5])
        assert lines[at + 2].startswith(f"drive {minutes % 60} min, ")


def test_the_desk_shows_the_timeline_of_the_plan(practice: Path) -> None:
    run("import", "day.csv", "--date", "2026-11-23", cwd=practice)
    run("plan", "--from-book", "--date", "2026-11-23", "--out", "booked", cwd=practice)
    (planned,) = json.loads((practice / "booked" / "plan.json").read_text(encoding="utf-8"))["routes"]
    shown = json.loads(run("day", "--date", "2026-11-23", "--json", cwd=practice))["routes"]
    assert [r["timeline"] for r in shown if r["stops"]] == [planned["timeline"]]
    lines = run("day", "--date", "2026-11-23", cwd=practice).splitlines()
    assert "11:00 am  break at home until 11:30 am" in [line.strip() for line in lines]
