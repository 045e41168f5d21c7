"""From a file to a timetable: the same visits in the same order, dry and in a storm."""

import json
import subprocess
import sys
from pathlib import Path

from mobiledispatch.model.clock import read_clock

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "import sys; from mobiledispatch.cli import main; sys.exit(main())"]
REQUESTS = """id,client,address,treatment,minutes,therapist,availability
a,Ann,8331 104 Street NW,therapeutic,45,must:ben,09:00-11:00
b,Bo,11204 43 Avenue NW,therapeutic,45,must:ben,10:30-12:45
"""


def test_the_same_order_takes_at_least_1_6_times_as_long_to_drive_in_a_storm(tmp_path: Path) -> None:
    (tmp_path / "requests.csv").write_text(REQUESTS, encoding="utf-8")
    (dry, dry_drive), (storm, storm_drive) = (_planned(tmp_path, weather) for weather in ("dry", "storm"))
    assert dry == storm == ["a", "b"]
    assert storm_drive >= 1.6 * dry_drive


def _planned(folder: Path, weather: str) -> tuple[list[str], int]:
    """The order of a Saturday's only route, and its seconds on the road by the clock."""
    words = ["plan", "requests.csv", "--practice", str(ROOT / "data" / "practice.toml"), "--date", "2026-11-28"]
    told = subprocess.run(
        [*COMMAND, *words, "--weather", weather, "--out", weather, "--json"],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    )
    (route,) = json.loads(told.stdout)["routes"]
    stops = route["stops"]
    left = [route["leave_depot"], *(stop["leave"] for stop in stops)]
    reached = [*(stop["arrive"] for stop in stops), route["back_at_depot"]]
    assert not route["breaks"], "home before lunch, so that nothing but driving lies between two doors"
    on_the_road = sum(read_clock(there) - read_clock(away) for away, there in zip(left, reached, strict=True))
    return [stop["visit"] for stop in stops], on_the_road
