"""The desk on a real terminal: from the first question to a booked visit, and what happens on the way."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from mobiledispatch.cli.init import save_sample
from terminal import FRIDAY, Typist

NOW = FRIDAY["MOBILEDISPATCH_NOW"]
ROOT = Path(__file__).parents[2]
HOME = ("--address", "10345 105 Street NW", "--treatment", "deep tissue", "--minutes", "60", "--date", "2026-11-23")
ZOE = ("--client", "Zoë Quirke", "--phone", "780-555-0199")
ANSWERS = (("Open wounds", "n"), ("Fractures", "n"), ("Blood thinners", "n"))

NEW_CLIENT = (
    ("name or telephone", "Zoë Quirke"),
    ("Address", "10345 105 Street NW"),
    ("Unit", ""),
    ("Access", ""),
    ("Treatment", "deep tissue"),
    ("Minutes", ""),
    ("How many people", ""),
    ("Date", "monday"),
    ("When at home", "after 3pm"),
    ("Therapist", ""),
    ("Female", ""),
    ("First visit", ""),
    ("Which one", "1"),
    ("Telephone", "780-555-0199"),
    *ANSWERS,
)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    save_sample(tmp_path)
    return tmp_path


Sitting = Callable[..., Typist]
"""Somebody who sits down at a terminal in the practice's folder and types a command."""


@pytest.fixture
def typist(mine: Path) -> Iterator[Sitting]:
    with ExitStack() as leaving:

        def sit_down(*words: str, now: str = NOW) -> Typist:
            return leaving.enter_context(Typist(mine, *words, now=now))

        yield sit_down


def told(folder: Path, *words: str, code: int = 0, now: str = NOW) -> Any:
    """The JSON of a command that nobody sits at a terminal for."""
    program = str(Path(sys.executable).parent / "mobiledispatch")
    done = subprocess.run(
        [program, *words, "--json"],
        cwd=folder,
        env={**os.environ, **FRIDAY, "MOBILEDISPATCH_NOW": now},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def typed_all(typist: Typist, steps: tuple[tuple[str, str], ...]) -> tuple[int, str]:
    for question, answer in steps:
        typist.answer(question, answer)
    code, rest = typist.end()
    return code, " ".join(rest.split())


def test_a_new_clients_booking_takes_fewer_than_200_keystrokes_as_the_page_says(mine: Path, typist: Sitting) -> None:
    desk = typist("slots")
    code, end = typed_all(desk, NEW_CLIENT)
    assert code == 0
    assert "B0001 is booked: Zoë Quirke" in end
    assert "Tell the client" in end
    assert "Held until 9:05:00 am" in desk.shown
    assert desk.keys < 200
    assert f"{desk.keys} keystrokes" in " ".join((ROOT / "docs/phone-desk.md").read_text(encoding="utf-8").split())
    (found,) = told(mine, "find", "quirke")
    assert (found["status"], found["minutes"], found["phone"]) == ("booked", 60, "+17805550199")


def test_what_is_not_understood_is_asked_again_and_enter_at_the_offers_holds_nothing(
    mine: Path, typist: Sitting
) -> None:
    desk = typist("slots")
    again = (
        ("name or telephone", ""),
        ("Address", "5012 50 Street"),
        ("Address", "10345 105 Street NW"),
        ("Unit", ""),
        ("Access", ""),
        ("Treatment", "reiki"),
        ("Treatment", "relax"),
        ("Minutes", "sixty"),
        ("Minutes", ""),
        ("How many people", "5"),
        ("How many people", "1"),
        ("Date", "2026-11-23"),
        ("When at home", "after 3"),
        ("Therapist", ""),
        ("Female", "doesn't matter"),
        ("First visit", "no"),
        ("Which one", "9"),
        ("Which one", ""),
    )
    code, _ = typed_all(desk, again)
    assert code == 0
    assert "$110" in desk.shown
    assert told(mine, "find", "105 Street") == []


def test_another_start_than_the_three_best_is_picked_by_its_time_and_therapist(mine: Path, typist: Sitting) -> None:
    desk = typist("slots", *HOME, *ZOE, "--availability", "after 3pm", "--therapist", "not:ben")
    steps = (("First visit", ""), ("Which one", "16:15 ana"), ("Which one", "4:15 chloe mon"), *ANSWERS)
    assert typed_all(desk, steps)[0] == 0
    (found,) = told(mine, "find", "quirke")
    assert (found["start"], found["therapist"], found["status"]) == ("16:15", "chloe", "booked")


@pytest.mark.parametrize("leaves", ["ctrl-c", "ctrl-d"])
def test_who_leaves_after_the_slot_is_held_is_told_how_to_go_on_and_can(
    mine: Path, typist: Sitting, leaves: str
) -> None:
    desk = typist("slots", *HOME)
    for question, answer in (("name", ""), ("First visit", "n"), ("Which one", "1"), ("Client's name", "Zoë Quirke")):
        desk.answer(question, answer)
    (desk.interrupt if leaves == "ctrl-c" else desk.leave)("Telephone")
    code, end = desk.end()
    assert code == 130
    assert "B0001 stays held until 09:05:00. To go on: mobiledispatch book B0001 --client 'Zoë Quirke'" in end
    assert [b["status"] for b in told(mine, "find", "B0001")] == ["held"]
    go_on = typist("book", "B0001", "--client", "Zoë Quirke")
    assert typed_all(go_on, (("Telephone", "780-555-0199"), *ANSWERS))[0] == 0
    assert [b["status"] for b in told(mine, "find", "quirke")] == ["booked"]


def test_ctrl_c_at_the_offers_holds_nothing(mine: Path, typist: Sitting) -> None:
    desk = typist("slots", *HOME, *ZOE)
    desk.answer("First visit", "")
    desk.interrupt("Which one")
    code, end = desk.end()
    assert code == 130
    assert "Nothing is taken" in end
    assert told(mine, "find", "quirke") == []


def test_a_slot_that_goes_meanwhile_shows_the_nearest_to_pick_from(mine: Path, typist: Sitting) -> None:
    desk = typist("slots", *HOME, *ZOE, "--therapist", "must:ana", "--availability", "9:30-12:30")
    desk.answer("First visit", "no")
    desk.read_until_asked("Which one")
    other = ("--client", "Olu Ade", "--phone", "780-555-0144", "--start", "10:00", "--therapist", "ana")
    told(mine, "book", *HOME, *other)
    desk.type("10:00")
    nearest = desk.answer("Which one", "1")
    assert "B0001 was taken by maria" in " ".join(nearest.split())
    assert "Nearest:\n 1. " in nearest.replace("\r", "")
    assert typed_all(desk, ANSWERS)[0] == 0
    assert [b["status"] for b in told(mine, "find", "quirke")] == ["booked"]


def test_a_slot_that_ran_out_while_the_rest_was_asked_is_picked_anew(mine: Path, typist: Sitting) -> None:
    held = told(mine, "hold", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana")
    desk = typist("book", held["visit"], now="2026-11-20T09:10")
    for question, answer in ANSWERS[:2]:
        desk.answer(question, answer)
    desk.read_until_asked("Blood thinners")
    rivals = (("ana", "Olu Ade", "10:00"), ("ben", "Lea Bo", "10:00"), ("chloe", "Kim Ho", "10:15"))
    for number, (therapist, name, start) in enumerate(rivals):
        who = ("--client", name, "--phone", f"780-555-014{number}", "--start", start, "--therapist", therapist)
        told(mine, "book", *HOME, *who, now="2026-11-20T09:10")
    desk.type("n")
    code, end = typed_all(desk, (("Which one", "1"),))
    assert code == 0
    assert f"{held['visit']} is booked" in end
    (found,) = told(mine, "find", "quirke")
    assert (found["visit"], found["status"]) == (held["visit"], "booked")
    assert found["start"] != "10:00"


def test_a_returning_clients_card_is_shown_and_changed_before_it_is_used(mine: Path, typist: Sitting) -> None:
    wish = ("--unit", "1203", "--access", "elevator", "--notes", "Side door", "--fractures", "no")
    told(mine, "book", *HOME, *ZOE, *wish, "--start", "15:00", "--therapist", "ana")
    desk = typist("slots")
    desk.answer("name or telephone", "780 555 0199")
    card = desk.answer("Enter keeps", "address 8331 104 Street NW")
    for entry in ("Zoë Quirke", "1203", "elevator", "deep tissue", "Side door", "no, since the visit of Mon 23 Nov"):
        assert entry in card
    moved = desk.answer("Enter keeps", "minutes 90")
    assert "8331 104 Street NW" in moved
    assert "1203" not in moved
    assert "elevator" not in moved
    rest = (("Enter keeps", "notes -"), ("Enter keeps", ""), ("Date", "tuesday"), ("When at home", ""))
    code, _ = typed_all(desk, (*rest, ("Which one", "1"), ("Open wounds", "n"), ("Blood thinners", "n")))
    assert code == 0
    again = next(b for b in told(mine, "find", "quirke") if b["date"] == "2026-11-24")
    assert (again["address"], again["unit"], again["minutes"]) == ("8331 104 Street NW", "", 90)
    exported = (mine / "practice.db").read_bytes()
    assert exported.count(b"Side door") == 1


def test_of_several_people_at_one_number_one_is_picked(mine: Path, typist: Sitting) -> None:
    told(mine, "book", *HOME, *ZOE, "--start", "15:00", "--therapist", "ana")
    son = ("--client", "Milo Quirke", "--phone", "780-555-0199", "--minutes", "45", "--treatment", "relaxation")
    told(mine, "book", *HOME[:2], "--date", "2026-11-24", *son, "--start", "10:00")
    desk = typist("slots")
    choice = desk.answer("name or telephone", "780-555-0199") and desk.answer("Which of them", "2")
    assert "1. Milo Quirke" in choice
    assert "2. Zoë Quirke" in choice
    desk.interrupt("Enter keeps")
    assert "From the book" in desk.shown
    assert desk.end()[0] == 130


def test_a_couples_second_person_is_asked_for_and_every_question_is_asked_of_both(mine: Path, typist: Sitting) -> None:
    desk = typist("slots", *HOME, *ZOE, "--people", "2", "--together")
    steps = (("First visit", "no"), ("Which one", "1"), *ANSWERS, ("Second person's name", "Marc Roy"), *ANSWERS[:2])
    code, end = typed_all(desk, (*steps, ("Blood thinners", "")))
    assert code == 0
    assert "Not yet answered by Marc Roy: blood thinners: ask at the door, or: mobiledispatch edit B0002" in end
    assert {b["client"]: b["status"] for b in told(mine, "find", "105 Street")} == {
        "Zoë Quirke": "booked",
        "Marc Roy": "booked",
    }


def test_a_yes_at_the_questions_asks_for_the_physician_and_without_one_puts_off(mine: Path, typist: Sitting) -> None:
    desk = typist("slots", *HOME, *ZOE)
    asked = (("First visit", "no"), ("Which one", "1"), ("Open wounds", "n"), ("Fractures", "yes"))
    code, end = typed_all(desk, (*asked, ("Blood thinners", "n"), ("Cleared by", "")))
    assert code == 3
    assert "B0001 is on medical hold" in end
    cleared = typist("book", "B0001", "--cleared-by", "Dr. Roy")
    assert typed_all(cleared, (("Which one", "1"),))[0] == 0
    assert [b["status"] for b in told(mine, "find", "quirke")] == ["booked"]


def test_hold_and_book_ask_for_what_is_not_said(typist: Sitting) -> None:
    holding = typist("hold", "--treatment", "relax", "--minutes", "45", "--date", "monday")
    steps = (("name", ""), ("Address", "10345 105 Street NW"), ("First visit", ""), ("Which one", "1"))
    code, end = typed_all(holding, (*steps, ("Client's name", "Ana Bo"), ("Telephone", "780-555-0122")))
    assert code == 0
    assert "B0001 is held: Ana Bo" in end
    booking = typist("book", *HOME, "--start", "10:00", "--open-wounds", "no")
    rest = (("name", "Zoë Quirke"), ("First visit", ""), ("Telephone", ""), *ANSWERS[1:])
    code, end = typed_all(booking, rest)
    assert code == 0
    assert "B0002 is booked: Zoë Quirke, Mon 23 Nov 2026 10:00" in end


def test_a_command_that_says_it_all_asks_nothing_even_on_a_terminal(typist: Sitting) -> None:
    code, end = typed_all(typist("book", *HOME, *ZOE, "--start", "10:00"), ())
    assert code == 0
    assert "B0001 is booked" in end


def test_without_a_terminal_nothing_is_ever_asked(mine: Path) -> None:
    program = str(Path(sys.executable).parent / "mobiledispatch")
    for words, code in ((("slots",), 0), (("hold",), 2), (("book",), 2), (("slots", *HOME), 0)):
        done = subprocess.run(
            [program, *words],
            cwd=mine,
            env={**os.environ, **FRIDAY},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "name or telephone" not in done.stderr
        assert "Which one" not in done.stderr
