"""The benchmark of the waiting caller runs as it is told; what it measures is the machine's affair."""

import subprocess
import sys

import desk_speed


def test_a_small_practice_is_filled_and_asked() -> None:
    assert desk_speed.__file__
    words = [sys.executable, desk_speed.__file__, "--sizes", "5x2", "--runs", "2"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    head, _, row = done.stdout.splitlines()
    cells = dict(zip(head.strip("| ").split(" | "), row.strip("| ").split(" | "), strict=True))
    assert (cells["visits"], cells["therapists"], cells["all decided"]) == ("5", "2", "yes")
    assert int(cells["offers"]) >= int(cells["instant offers"])


def test_a_promise_begins_at_the_five_minutes_before_the_start() -> None:
    assert desk_speed._promise("09:58:30") == "09:55-10:55"
