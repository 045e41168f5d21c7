"""Two desks, one slot: one of them gets it, and the other hears who did. Whole processes, on both kinds of database.

The racers are forked from a process that has loaded the program; each runs the command line from its words to its
exit code, with its own connection. benchmarks/desk_races.py runs a hundred such races.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

import desk_kills
import desk_races


def run(script: str | None, *words: str) -> dict[str, Any]:
    assert script
    done = subprocess.run([sys.executable, script, *words], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("database")) if request.param == "postgres" else "sqlite"


def test_of_twenty_desks_that_want_one_slot_one_wins_and_for_three_slots_all_three_do(where: str) -> None:
    """The other nineteen hear who has won; those who were only overtaken on the same day look again, and get theirs."""
    told = run(desk_races.__file__, "--on", where, "--races", "2", "--racers", "20", "--apart", "1")
    assert told["faults"] == []
    assert told["exits"] == {"0": 2 + 3, "4": 38}
    assert told["visits"] == 5


def test_a_booking_that_dies_at_any_word_to_the_database_is_wholly_in_the_book_or_not_at_all(where: str) -> None:
    """Dead at each step before the commit it is not there, dead at each one after it there; the last one lives."""
    told = run(desk_kills.__file__, "--on", where, "--each-step")
    assert told["faults"] == []
    assert told["killed"] == told["bookings"] - 1 > 10
    assert told["there"] == 1 + told["killed_yet_there"] > 1
    assert told["not_there"] > 10


def test_a_booking_that_is_killed_at_any_moment_is_wholly_in_the_book_or_not_at_all(where: str) -> None:
    """How many of them the executioner is in time for is the machine's affair."""
    told = run(desk_kills.__file__, "--on", where, "--bookings", "8")
    assert told["faults"] == []
    assert told["there"] + told["not_there"] == 8
