"""What the book remembers of a client is told before it is used, and belongs to the door it was told for."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mobiledispatch.cli.init import save_sample
from terminal import FRIDAY

Ran = subprocess.CompletedProcess[str]
HOME = ("--address", "10345 105 Street NW", "--unit", "1203", "--access", "elevator; buzzer 12")
ZOE = ("--client", "Zoë Quirke", "--phone", "780-555-0199", *HOME, "--treatment", "deep tissue", "--minutes", "60")


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Ran]:
    save_sample(tmp_path)
    program = str(Path(sys.executable).parent / "mobiledispatch")

    def run(*words: str) -> Ran:
        return subprocess.run(
            [program, *words],
            cwd=tmp_path,
            env={**os.environ, **FRIDAY},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return run


def booked(done: Ran) -> Any:
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_what_comes_from_the_book_is_told_with_the_date_of_the_answers(typed: Callable[..., Ran]) -> None:
    booked(typed("book", *ZOE, "--date", "2026-11-23", "--start", "10:00", "--fractures", "no", "--json"))
    again = typed("book", "--client", "zoe quirke", "--date", "2026-11-24", "--start", "10:00", "--minutes", "90")
    assert again.returncode == 0
    (note,) = [line for line in again.stderr.splitlines() if line.startswith("note: from the book:")]
    for entry in ("10345 105 Street NW", "unit 1203", "elevator; buzzer 12", "deep tissue", "780 555 0199"):
        assert entry in note
    assert "fractures no, since the visit of Mon 23 Nov 2026" in note
    assert "minutes" not in note
    answer = booked(typed("slots", "--client", "zoe quirke", "--date", "2026-11-25", "--json"))
    assert any(note.startswith("from the book:") for note in answer["notes"])


def test_unit_and_access_do_not_follow_to_another_address(typed: Callable[..., Ran]) -> None:
    booked(typed("book", *ZOE, "--date", "2026-11-23", "--start", "10:00", "--json"))
    elsewhere = ("--client", "Zoë Quirke", "--address", "8331 104 Street NW", "--date", "2026-11-24")
    done = typed("book", *elsewhere, "--start", "10:00")
    assert done.returncode == 0
    for entry in ("1203", "elevator", "buzzer"):
        assert entry not in done.stderr
    found = booked(typed("find", "8331", "--json"))
    assert [(b["client"], b["unit"]) for b in found] == [("Zoë Quirke", "")]


def test_a_telephone_number_alone_finds_the_client(typed: Callable[..., Ran]) -> None:
    booked(typed("book", *ZOE, "--date", "2026-11-23", "--start", "10:00", "--json"))
    by_number = ("--phone", "(780) 555-0199", "--date", "2026-11-24")
    again = booked(typed("book", *by_number, "--start", "10:00", "--json"))
    (found,) = booked(typed("find", again["visit"], "--json"))
    assert (found["client"], found["address"]) == ("Zoë Quirke", "10345 105 Street NW")


def test_a_number_that_several_people_share_asks_which_and_names_them(typed: Callable[..., Ran]) -> None:
    booked(typed("book", *ZOE, "--date", "2026-11-23", "--start", "10:00", "--json"))
    son = ("--client", "Milo Quirke", "--phone", "780-555-0199", *ZOE[4:])
    booked(typed("book", *son, "--date", "2026-11-24", "--start", "15:00", "--json"))
    done = typed("slots", "--phone", "780-555-0199", "--date", "2026-11-25")
    assert done.returncode == 2
    assert "Zoë Quirke" in done.stderr
    assert "Milo Quirke" in done.stderr
    assert "Add --client" in done.stderr


def test_whoever_was_only_held_still_has_the_first_intake_to_come(typed: Callable[..., Ran]) -> None:
    hold = ("--date", "2026-11-23", "--start", "10:00", "--first-visit", "--json")
    booked(typed("hold", *ZOE, *hold))
    again = typed("hold", "--client", "Zoë Quirke", "--date", "2026-11-24", "--start", "10:00")
    assert "first visit yes" in again.stderr
    booked(typed("book", "--client", "Zoë Quirke", "--date", "2026-11-25", "--start", "11:00", "--json"))
    later = typed("slots", "--client", "Zoë Quirke", "--date", "2026-11-26")
    assert "first visit" not in later.stdout


def test_a_lone_dash_takes_away_what_the_book_remembers(typed: Callable[..., Ran]) -> None:
    wish = ("--therapist", "must:ana", "--start", "10:00", "--json")
    booked(typed("book", *ZOE, "--date", "2026-11-23", *wish))
    free = booked(typed("slots", "--client", "Zoë Quirke", "--therapist", "-", "--date", "2026-11-24", "--json"))
    assert {o["therapist"] for o in free["offers"]} > {"ana"}


def test_book_says_for_every_person_which_questions_are_not_answered(typed: Callable[..., Ran]) -> None:
    couple = ("--people", "2", "--second-client", "Marc Roy", "--together", "--date", "2026-11-23", "--start", "10:00")
    words = typed("book", *ZOE, *couple, "--open-wounds", "no")
    assert words.returncode == 0
    said = " ".join(words.stdout.split())
    assert "Not yet answered by Zoë Quirke: fractures, blood thinners: ask at the door" in said
    assert "mobiledispatch edit B0001 --fractures no" in said
    assert "Not yet answered by Marc Roy: open wounds, fractures, blood thinners" in said
    edited = booked(typed("edit", "B0001", "--fractures", "no", "--json"))
    assert edited["unanswered"] == ["blood_thinners"]
    alone = booked(typed("book", *ZOE, "--date", "2026-11-24", "--start", "10:00", "--fractures", "no", "--json"))
    assert alone["unanswered"] == ["blood_thinners"]
    both = booked(typed("move", "B0001", "--date", "2026-11-25", "--start", "11:00", "--json"))
    assert [one["unanswered"] for one in both["with"]] == [["open_wounds", "fractures", "blood_thinners"]]
