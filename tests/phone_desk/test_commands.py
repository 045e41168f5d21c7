"""The phone desk as it is typed: whole processes on a practice's own book."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DATE = "2026-11-23"
HOME = ("--address", "10345 105 Street NW", "--treatment", "deep tissue", "--minutes", "60", "--date", DATE)
ZOE = ("--client", "Zoë Quirke", "--phone", "780-555-0199")

OFFER = {"date", "therapist", "start", "window", "kind", "added_travel_seconds", "changes", "price", "say"}

Typed = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """Types a command in a fresh practice's folder, on the Friday before."""
    env = {**os.environ, "MOBILEDISPATCH_NOW": "2026-11-20T09:00", "MOBILEDISPATCH_DESK": "maria", "COLUMNS": "100"}

    def run(*words: str, now: str = "", where: Path = tmp_path / "mine") -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).parent / "mobiledispatch")
        told = {**env, **({"MOBILEDISPATCH_NOW": now} if now else {})}
        return subprocess.run(
            [program, *words],
            cwd=where,
            env=told,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    made = run("init", "mine", where=tmp_path)
    assert made.returncode == 0, made.stderr
    return run


def answer_of(done: subprocess.CompletedProcess[str], code: int = 0) -> Any:
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_from_the_first_question_to_a_booked_visit(typed: Typed) -> None:
    offers = answer_of(typed("slots", *HOME, "--json"))["offers"]
    best = offers[0]
    assert {"date", "therapist", "start", "window", "kind", "added_travel_seconds", "changes", "price", "say"} <= set(
        best
    )
    assert best["price"] == 125
    held = answer_of(typed("hold", *HOME, *ZOE, "--start", best["start"], "--therapist", best["therapist"], "--json"))
    assert held["status"] == "held"
    booked = answer_of(
        typed(
            "book", held["visit"], "--open-wounds", "no", "--fractures", "no", "--blood-thinners", "unknown", "--json"
        )
    )
    assert {"visit", "date", "therapist", "start", "window", "status", "revision"} <= set(booked)
    assert (booked["status"], booked["window"], booked["start"]) == ("booked", best["window"], best["start"])
    assert booked["revision"] == held["revision"] + 1
    out = typed("plan", "--from-book", "--date", DATE, "--out", "out")
    assert out.returncode == 0, out.stdout + out.stderr
    assert typed("verify", "out/plan.json").returncode == 0


@pytest.mark.usefixtures("typed")
def test_ctrl_c_ends_the_exact_search_with_what_it_has_found(tmp_path: Path) -> None:
    program = str(Path(sys.executable).parent / "mobiledispatch")
    words = ("slots", *HOME, "--days", "31", "--deep")
    env = {**os.environ, "MOBILEDISPATCH_NOW": "2026-11-20T09:00"}
    with subprocess.Popen([program, *words], cwd=tmp_path / "mine", env=env, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "Found so far\n"
        desk.send_signal(signal.SIGINT)
        said = desk.stdout.read()
    assert desk.returncode == 130
    assert "Shall I book it?" in said
    assert re.search(r"Note: \d+ starts are undecided", said)
    assert "All possible times were checked" not in said


def test_the_loser_of_a_slot_is_told_who_has_it_and_what_is_nearest(typed: Typed) -> None:
    first = answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana", "--json"))
    other = ("--client", "Olu Ade", "--phone", "780-555-0144", "--start", "10:00", "--therapist", "ana")
    lost = answer_of(typed("hold", *HOME, *other, "--json"), 4)["conflict"]
    assert (lost["by"], lost["visit"], lost["reason"]) == ("maria", first["visit"], "booked")
    assert lost["at"].startswith("2026-11-20T15:00:00")
    assert 0 < len(lost["nearest"]) <= 3
    assert abs(int(lost["nearest"][0]["start"][:2]) - 10) <= 2
    words = typed("hold", *HOME, *other)
    assert words.returncode == 4
    assert "was taken by maria" in " ".join(words.stderr.split())
    assert "Nearest" in words.stderr


def test_a_start_that_only_another_order_allows_is_taken_by_whom_it_was_offered_to(typed: Typed) -> None:
    # Three at ten o'clock: the third only fits if somebody changes therapists.
    answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana", "--json"))
    wish = (*HOME[:6], "--date", DATE, "--therapist", "must:ana", "--availability", "9:30-11:45")
    told = answer_of(typed("slots", *wish, "--deep", "--json"))
    reshuffled = [o for o in told["offers"] if o["kind"] == "reshuffle" and o["start"] == "10:00"]
    assert reshuffled
    assert told["complete"]
    who = ("--client", "Olu Ade", "--phone", "780-555-0144", "--start", "10:00", "--therapist", "ana")
    taken = answer_of(typed("hold", *HOME, *who, "--json"))
    assert [c["visit"] for c in taken["changes"]] == ["B0001"]
    late = ("--client", "Too Late", "--phone", "780-555-0145", "--start", "10:00", "--therapist", "ana")
    assert typed("hold", *HOME, *late).returncode == 4


def test_the_same_person_twice_is_asked_about(typed: Typed) -> None:
    answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--json"))
    again = typed("book", *HOME, *ZOE, "--start", "14:00", "--json")
    assert answer_of(again, 4)["conflict"]["reason"] == "already_booked"


def test_a_held_slot_runs_out_by_itself(typed: Typed) -> None:
    held = answer_of(typed("hold", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana", "--json"))
    other = ("--client", "Olu Ade", "--phone", "780-555-0144", "--start", "10:00", "--therapist", "ana")
    assert typed("hold", *HOME, *other, now="2026-11-20T09:04").returncode == 4
    assert typed("book", *HOME, *other, now="2026-11-20T09:06").returncode == 0
    late = typed("book", held["visit"], now="2026-11-20T09:07")
    assert late.returncode == 4
    assert "is not available" in late.stderr


def test_a_yes_without_a_physician_is_a_medical_hold_in_the_practices_words(typed: Typed) -> None:
    done = typed("book", *HOME, *ZOE, "--start", "10:00", "--blood-thinners", "yes")
    assert done.returncode == 3
    assert "Please consult a physician or call the clinic before booking." in " ".join(done.stdout.split())
    name = done.stdout.split()[0]
    day = answer_of(typed("day", "--date", DATE, "--json"))
    assert [b["visit"] for b in day["medical_hold"]] == [name]
    assert not any(route["stops"] for route in day["routes"])
    cleared = answer_of(typed("book", name, "--cleared-by", "Dr. Roy", "--start", "10:00", "--json"))
    assert (cleared["visit"], cleared["status"], cleared["start"]) == (name, "booked", "10:00")


def test_a_visit_moves_to_another_day_and_keeps_its_id(typed: Typed) -> None:
    first = answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--json"))
    moved = answer_of(typed("move", first["visit"], "--date", "2026-11-24", "--start", "13:30", "--json"))
    assert (moved["visit"], moved["date"], moved["start"]) == (first["visit"], "2026-11-24", "13:30")
    monday = answer_of(typed("day", "--date", DATE, "--json"))
    tuesday = answer_of(typed("day", "--date", "2026-11-24", "--json"))
    assert not any(route["stops"] for route in monday["routes"])
    assert [s["visit"] for route in tuesday["routes"] for s in route["stops"]] == [first["visit"]]


def test_a_late_cancellation_is_called_late_and_the_waiting_list_is_told(typed: Typed) -> None:
    first = answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana", "--json"))
    waits = typed("book", *HOME, "--client", "Olu Ade", "--phone", "780-555-0144", "--waiting-list", "--json")
    assert answer_of(waits, 3)["status"] == "requested"
    done = answer_of(typed("cancel", first["visit"], "--reason", "ill", "--json", now="2026-11-22T20:00"))
    assert (done["status"], done["late"]) == ("late_cancelled", True)
    assert [w["client"] for w in done["waiting"]] == ["Olu Ade"]
    assert typed("cancel", first["visit"]).returncode == 4
    (found,) = answer_of(typed("find", first["visit"], "--history", "--json"))
    assert [(e["who"], e["what"], e["detail"]) for e in found["history"]] == [
        ("maria", "booked", "10:00 am ana"),
        ("maria", "late_cancelled", "ill"),
    ]


def test_two_of_one_household_may_come_at_different_times_of_the_day(typed: Typed) -> None:
    answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana", "--json"))
    son = ("--client", "Milo Quirke", "--phone", "780-555-0199", "--start", "15:00", "--therapist", "ana")
    answer_of(typed("book", *HOME, *son, "--json"))
    out = typed("plan", "--from-book", "--date", DATE, "--out", "out")
    assert out.returncode == 0, out.stdout + out.stderr
    assert typed("verify", "out/plan.json").returncode == 0


def test_find_needs_neither_accents_nor_the_form_of_a_number(typed: Typed) -> None:
    answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--json"))
    for words in (("zoe",), ("QUIRKE",), ("5550199",), ("(780) 555-0199",), ("105", "street")):
        assert [b["client"] for b in answer_of(typed("find", *words, "--json"))] == ["Zoë Quirke"], words
    assert answer_of(typed("find", "nobody", "--json")) == []


def test_a_client_in_the_book_needs_no_address_again(typed: Typed) -> None:
    answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--json"))
    again = answer_of(typed("slots", "--client", "zoe quirke", "--date", "2026-11-24", "--json"))
    assert again["offers"][0]["price"] == 125


def test_a_day_goes_out_and_comes_in_again(typed: Typed, tmp_path: Path) -> None:
    taken = typed("import", "requests.csv", "--json")
    done = answer_of(taken, 3)
    assert len(done["placed"]) + len(done["waiting"]) + len(done["held"]) == 15
    assert answer_of(typed("import", "requests.csv", "--json"), 3)["placed"] == []
    exported = typed("export", "--date", DATE)
    (tmp_path / "mine" / "again.csv").write_text(exported.stdout, encoding="utf-8")
    checked = typed("check", "again.csv")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "15 requests, no faults" in checked.stdout


def test_a_therapist_who_is_off_leaves_visits_to_be_called(typed: Typed) -> None:
    first = answer_of(typed("book", *HOME, *ZOE, "--start", "10:00", "--therapist", "ana", "--json"))
    off = answer_of(typed("shift", "ana", "--date", DATE, "--off", "--json"), 3)
    assert off["without_a_place"] == [first["visit"]]
    offers = answer_of(typed("slots", *HOME, "--json"))["offers"]
    assert {o["therapist"] for o in offers} <= {"ben", "chloe"}


def test_a_policy_is_named_and_an_override_is_written_down(typed: Typed) -> None:
    soon = ("--start", "09:45", "--therapist", "chloe", "--client", "New", "--phone", "780-555-0111")
    at_nine = f"{DATE}T09:00"
    refused = answer_of(typed("book", *HOME, *soon, "--json", now=at_nine), 4)["conflict"]
    assert refused["reason"].startswith("policy")
    assert "impossible" not in refused["detail"]


def test_words_that_mean_nothing_are_told_all_at_once(typed: Typed) -> None:
    done = typed(
        "slots", "--address", "10345 105 Street NW", "--treatment", "reiki", "--minutes", "sixty", "--date", DATE
    )
    assert done.returncode == 2
    assert "--treatment 'reiki'" in done.stderr
    assert "--minutes 'sixty'" in done.stderr
    assert typed("slots", "--address", "5012 50 Street", *HOME[2:]).returncode == 2
    assert typed("slots", *HOME[:-1], "someday").returncode == 2
    assert typed("slots", "--client", "Nobody").returncode == 2
    assert typed("book", "B0042").returncode == 2


def test_the_instant_answer_loads_nothing_heavy(typed: Typed, tmp_path: Path) -> None:
    code = (
        "import sys, io, contextlib\n"
        "from mobiledispatch.cli import main\n"
        f"sys.argv = ['mobiledispatch', 'slots', *{HOME!r}, '--json']\n"
        "try:\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert '\"instant\"' in out.getvalue()\n"
        "heavy = ('pandas', 'numpy', 'folium', 'geopy', 'ortools', 'sqlalchemy', 'pydantic')\n"
        "print(*[m for m in heavy if m in sys.modules])\n"
    )
    env = {**os.environ, "MOBILEDISPATCH_NOW": "2026-11-20T09:00"}
    typed("slots", *HOME)  # makes the snapshot, and remembers the address and the roads
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "mine", env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_the_answer_fits_a_narrow_terminal(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    done = typed("slots", *HOME)
    assert re.search(r"Shall I book it\?", " ".join(done.stdout.split()))
