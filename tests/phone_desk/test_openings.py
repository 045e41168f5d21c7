"""`slots` without an address: when each therapist could begin a visit, for a client next door."""

import datetime
import subprocess
import sys
from itertools import groupby

import pytest

from mobiledispatch.cli.desk_words import open_desk
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.free_times import NEXT_DOOR
from mobiledispatch.desk.inquiry import day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.standing import CALLER
from mobiledispatch.model.request import Request, Strength, Wish
from phone_desk.at_a_desk import FRIDAY_AT_NINE, AtDesk, a_client

MONDAY = ("--date", "2026-11-23")
BOOKED = (("ana", "10:00"), ("ana", "13:30"), ("ben", "09:30"), ("ben", "14:00"), ("chloe", "16:00"))


def seconds(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 3600 + int(minute) * 60


@pytest.fixture
def busy(at_desk: AtDesk) -> AtDesk:
    """A Monday with two visits each of Ana and Ben, and one of Chloé."""
    for number, (who, start) in enumerate(BOOKED):
        words = (*a_client(number * 12, f"Client {number}"), *MONDAY, "--start", start, "--therapist", who)
        at_desk.json("book", *words)
    return at_desk


@pytest.mark.parametrize("minutes", [45, 60, 90])
def test_openings_are_the_instant_offers_of_a_client_next_door(
    busy: AtDesk, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOBILEDISPATCH_NOW", FRIDAY_AT_NINE)
    told = busy.json("slots", *MONDAY, "--minutes", str(minutes))
    step = 15 * 60
    listed = {
        (one["therapist"], start)
        for one in told["openings"]
        for start in range(seconds(one["from"]), seconds(one["to"]) + 1, step)
    }
    desk = open_desk(str(busy.folder / "practice.toml"))
    booked = desk.read_day(datetime.date(2026, 11, 23))
    possible = set()
    for person in desk.practice.practitioners:
        doors = [b.location for b in booked.bookings if b.therapist == person.id]
        for door in (desk.snapshot.depots[person.id], *doors):
            assert door
            wish = Wish(Strength.MUST, person.id)
            request = Request(
                id=CALLER, client="", address="x", techniques=("therapeutic",), minutes=minutes, therapist=(wish,)
            )
            day = day_for(desk.asked(Caller(request), door), booked)
            possible |= {(o.therapist, int(o.start)) for o in instant_offers(day.standing, day.windows())}
    assert listed == possible
    assert listed


def test_openings_say_what_they_assume(busy: AtDesk) -> None:
    told = busy.json("slots", *MONDAY)
    assert told["assumes"] == {"minutes": 60, "treatment": None, "client": NEXT_DOOR}
    assert busy.json("slots", *MONDAY, "--treatment", "hot stone")["assumes"]["treatment"] == "hot_stone"
    shown = busy.text("slots", *MONDAY)
    assert shown.startswith(f"When 60 minutes could start for a client {NEXT_DOOR}. Add --address for offers.")
    assert "Mon 23 Nov 2026 ana: " in shown


def test_wishes_narrow_the_openings(busy: AtDesk) -> None:
    def names(*words: str) -> list[str]:
        openings = busy.json("slots", *MONDAY, *words)["openings"]
        return [name for name, _ in groupby(one["therapist"] for one in openings)]

    assert names() == ["ana", "ben", "chloe"]
    assert names("--therapist", "not:ben") == ["ana", "chloe"]
    assert names("--treatment", "sports") == ["ben"]
    late = busy.json("slots", *MONDAY, "--availability", "after 3pm")["openings"]
    assert late
    assert all(one["from"] >= "15:15" for one in late)


def test_a_week_of_openings_says_which_days_are_closed(at_desk: AtDesk) -> None:
    told = at_desk.json("slots", "--days", "7")
    assert {one["date"] for one in told["openings"]} == {f"2026-11-{day}" for day in (21, 23, 24, 25, 26, 27)}
    assert [(one["date"], one["reason"]) for one in told["blocked"]] == [("2026-11-22", "policy_opening_hours")]


def test_openings_today_begin_after_the_notice_or_with_an_override_now(at_desk: AtDesk) -> None:
    def first(*words: str) -> str:
        told = at_desk.json("slots", "--date", "today", *words, now="2026-11-20T12:00")
        return str(min(one["from"] for one in told["openings"]))

    assert first() == "14:00"
    assert first("--override", "Ana") == "12:00"


@pytest.mark.parametrize("words", [("--unit", "4"), ("--city", "Leduc"), ("--postal-code", "T5J 2R7"), ("--deep",)])
def test_what_means_nothing_without_an_address_is_refused_by_name(at_desk: AtDesk, words: tuple[str, ...]) -> None:
    assert f"{words[0]} needs --address" in at_desk.text("slots", *MONDAY, *words, code=2)


def test_openings_load_nothing_heavy(busy: AtDesk) -> None:
    busy.json("slots", *MONDAY)  # makes the snapshot, and remembers the roads
    code = (
        "import sys, io, contextlib\n"
        "from mobiledispatch.cli import main\n"
        f"sys.argv = ['mobiledispatch', 'slots', *{MONDAY!r}, '--json']\n"
        "with contextlib.redirect_stdout(io.StringIO()) as out: code = main()\n"
        "assert (code, '\"openings\"' in out.getvalue()) == (0, True), out.getvalue()\n"
        "heavy = ('pandas', 'numpy', 'folium', 'geopy', 'ortools', 'sqlalchemy', 'pydantic')\n"
        "print(*[m for m in heavy if m in sys.modules])\n"
    )
    env_path = ":".join(path for path in sys.path if path)
    env = {"PYTHONPATH": env_path, "MOBILEDISPATCH_NOW": FRIDAY_AT_NINE}
    done = subprocess.run([sys.executable, "-c", code], cwd=busy.folder, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
