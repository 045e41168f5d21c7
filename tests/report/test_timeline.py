"""The day in order of time: days with breaks in every position are drawn, rendered, read again and added up."""

import csv
import io
import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.model.activity import Activity
from mobiledispatch.model.clock import Seconds, TimeWindow, minutes, read_clock
from mobiledispatch.model.clock_face import read_by
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.plan import Plan, Proof
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.itinerary import render_itinerary
from mobiledispatch.report.itinerary_csv import render_itinerary_csv
from mobiledispatch.report.map_panel import render_panel
from mobiledispatch.report.plan_json import render_plan
from mobiledispatch.report.sheet import render_sheet
from mobiledispatch.report.timeline import legs
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.timetable.times import timeline_of
from mobiledispatch.verify import verify
from report.days import ANAS, BENS, PLAN, PRACTICE
from seeded import PEAKS

HOUR = 3600


def drawn(seed: int) -> DaySheet | None:
    """One therapist's day, to the second: short and long roads, narrow and wide windows, none to two breaks."""
    rng = random.Random(seed)
    count = rng.randint(1, 4)
    table = tuple(
        tuple(Seconds(0 if a == b else rng.choice([rng.randrange(1, 90), rng.randrange(90, 3600)])) for b in range(5))
        for a in range(5)
    )
    at, visits = rng.randrange(9 * HOUR, 14 * HOUR), []
    for k in range(count):
        massage, setup, teardown = rng.choice([1800, 3600]), rng.choice([0, 0, 905]), rng.choice([0, 1200])
        opens = Seconds(at + rng.randrange(600))
        window = TimeWindow(opens, Seconds(opens + rng.choice([0, 1800, 7200])))
        visits.append(
            Visit(
                id=f"v{k}",
                place=rng.choice([k, k + 1]) if k else 1,
                service=Seconds(setup + massage + teardown),
                setup=Seconds(setup),
                teardown=Seconds(teardown),
                start_windows=(window,),
                therapists=("ana",),
                unassigned_cost=1,
                promise=rng.choice([None, window]),
            )
        )
        at += setup + massage + teardown + rng.choice([1200, 4000, 8000])
    ana = Therapist("ana", 0, 0, TimeWindow(Seconds(8 * HOUR), Seconds(23 * HOUR)), tuple(breaks(rng)))
    clock: RoadClock = rng.choice([EVEN, PEAKS])
    problem = Problem("day", TravelTimeMatrix(table), (ana,), tuple(visits), clock)
    try:
        plan = assemble(problem, {"ana": visits}, Proof("feasible", None, None, 0))
    except ValueError:
        return None
    assert verify(problem, plan) == ()
    return DaySheet(plan=plan, practice=PRACTICE, clock=clock)


def breaks(rng: random.Random) -> Iterator[Break]:
    for _ in range(rng.choice([0, 1, 1, 2])):
        opens = rng.randrange(8 * HOUR, 17 * HOUR)
        yield Break(
            TimeWindow(Seconds(opens), Seconds(opens + rng.choice([0, 900, 3 * HOUR]))),
            Seconds(rng.choice([900, 1810])),
        )


DAYS = [day for seed in range(600) if (day := drawn(seed))]


def positions(day: DaySheet) -> set[str]:
    """Where the day's breaks lie."""
    (route,) = day.plan.routes
    kinds = [a.kind for a in route.timeline]
    found = set()
    for k, kind in enumerate(kinds):
        if kind != "break":
            continue
        before, after = kinds[:k], kinds[k + 1 :]
        if "leave" not in before:
            found.add("at home")
        elif "massage" not in before:
            found.add("before the first stop")
        elif "massage" in after:
            found.add("between stops")
        else:
            found.add("on the way home")
        if before[-1:] == ["drive"] and after[:1] == ["drive"]:
            found.add("mid-road")
        if before[-1:] == ["wait"] or after[:1] == ["wait"]:
            found.add("in a wait")
    return found | ({"two"} if kinds.count("break") == 2 else set())


def test_the_drawn_days_have_breaks_in_every_position() -> None:
    assert set().union(*map(positions, DAYS)) == {
        *("at home", "before the first stop", "between stops", "on the way home", "mid-road", "in a wait", "two")
    }
    assert len({day.clock for day in DAYS}) == 2


def test_a_timeline_is_whole_and_in_order_of_time() -> None:
    for day in DAYS:
        (route,) = day.plan.routes
        kinds = [a.kind for a in route.timeline]
        left = kinds.index("leave")
        assert set(kinds[:left]) <= {"break"}
        assert kinds[-1] == "back"
        for before, after in zip(route.timeline, route.timeline[1:], strict=False):
            assert before.begins <= before.ends <= after.begins
            assert before.ends == after.begins or after.kind in ("break", "leave")
        away = route.timeline[left:]
        assert all(a.ends == b.begins for a, b in itertools.pairwise(away))
        assert (away[0].begins, away[-1].ends) == (route.leave_depot, route.back_at_depot)


def test_a_timeline_has_the_four_times_and_all_breaks_of_the_route() -> None:
    for day in DAYS:
        (route,) = day.plan.routes
        rests = [(a.begins, a.ends) for a in route.timeline if a.kind == "break"]
        assert rests == [(rest.opens, rest.closes) for rest in route.breaks]
        massages = [(a.visit, a.begins, a.ends) for a in route.timeline if a.kind == "massage"]
        assert massages == [(stop.visit, stop.start, stop.end) for stop in route.stops]
        driven = sum(a.ends - a.begins for a in route.timeline if a.kind == "drive")
        if day.clock is EVEN:
            assert driven == route.travel


TIME, IN_WORDS = r"(\d\d):(\d\d)", r"((?:\d+ h ?)?(?:\d+ min)?|\d+ s)"


def of_clock(text: str) -> int:
    return read_clock(text) // 60


def in_minutes(text: str) -> int:
    """The minutes of `1 h 5 min`; those of `45 s` are none."""
    parts = {unit: int(count) for count, unit in re.findall(r"(\d+) (h|min|s)\b", text)}
    return 60 * parts.get("h", 0) + parts.get("min", 0)


def add_up(text: str) -> tuple[int, int]:
    """Follows the lines of a day as a driver does: at each time of day that is printed, what was printed before has to
    have led there. Returns the minutes of driving and of massage."""
    text = re.sub(r"\s+", " ", text)
    words = re.compile(
        r"(?P<break>(\d\d:\d\d) break (?:at home )?until (\d\d:\d\d))|(?P<leave>(\d\d:\d\d) leave home)"
        r"|(?P<back>(\d\d:\d\d) back home)|drive (?P<drive>[\dhmins ]+?)(?=[,\d]? ?(?:,|\d\d:|drive|wait|$))"
        r"|wait (?P<wait>[\dhmin ]+?)(?=,| \d\d:| drive|$)|arrive (?P<arrive>\d\d:\d\d)"
        r"|massage starts (?P<starts>\d\d:\d\d), massage ends (?P<ends>\d\d:\d\d), leave (?P<off>\d\d:\d\d)"
    )
    now, driving, massage, has_left = 0, 0, 0, False
    for match in words.finditer(text):
        times = [of_clock(t) for t in re.findall(r"\d\d:\d\d", match.group())]
        if match["break"]:
            assert times[0] == now if has_left else times[0] >= now
            now = times[1]
        elif match["leave"]:
            assert times[0] >= now
            now, has_left = times[0], True
        elif match["back"] or match["arrive"]:
            assert times[0] == now
        elif match["drive"]:
            now += in_minutes(match["drive"])
            driving += in_minutes(match["drive"])
        elif match["wait"]:
            now += in_minutes(match["wait"])
        else:
            assert now <= times[0] <= times[1] <= times[2]
            massage, now = massage + times[1] - times[0], times[2]
    return driving, massage


def totals_in(text: str) -> tuple[int, int]:
    """Driving and hands-on minutes as a heading states them."""
    flat = re.sub(r"\s+", " ", text)
    found = re.search(rf"hands-on {IN_WORDS}, driving {IN_WORDS}", flat)
    assert found, flat
    return in_minutes(found[2]), in_minutes(found[1])


def sums_of(day: DaySheet) -> tuple[int, int]:
    """Driving and hands-on minutes of plan.json's timeline, each activity between its two times as written."""
    found = {"drive": 0, "massage": 0}
    for route in json.loads(render_plan(day.plan))["routes"]:
        for a in route["timeline"]:
            if a["kind"] in found:
                found[a["kind"]] += of_clock(a["to"][:5]) - of_clock(a["from"][:5])
    return found["drive"], found["massage"]


@pytest.mark.parametrize("width", [40, 120])
def test_the_itinerary_followed_line_by_line_adds_up(width: int) -> None:
    for day in DAYS:
        text = render_itinerary(day, width)
        route = text[: text.index("Summary")]
        assert add_up(route) == totals_in(route) == totals_in(text[text.index("Summary") :]) == sums_of(day)


def test_the_therapists_sheet_followed_line_by_line_adds_up() -> None:
    for day in DAYS:
        text = render_sheet(day, "ana")
        assert add_up(text[text.index("The day") :]) == totals_in(text) == sums_of(day)


def test_the_spreadsheet_agrees_with_the_timeline() -> None:
    for day in DAYS:
        rows = {row["visit"]: row for row in csv.DictReader(io.StringIO(render_itinerary_csv(day), newline=""))}
        (route,) = json.loads(render_plan(day.plan))["routes"]
        for visit, row in rows.items():
            for kind, column in (("drive", "drive_minutes"), ("wait", "waiting_minutes")):
                spans = [(a["from"], a["to"]) for a in route["timeline"] if (a["kind"], a["visit"]) == (kind, visit)]
                assert int(row[column]) == sum(of_clock(to[:5]) - of_clock(since[:5]) for since, to in spans)
            (massage,) = [a for a in route["timeline"] if (a["kind"], a["visit"]) == ("massage", visit)]
            assert (row["massage_start"], row["massage_end"]) == (massage["from"][:5], massage["to"][:5])


def test_the_maps_list_agrees_with_the_timeline_in_order_of_time() -> None:
    for day in DAYS:
        with read_by(day.practice.clock):
            panel = render_panel(day, {})
        assert totals_in(panel) == sums_of(day)
        (line,) = re.findall(r"<p class=\"quiet\">([^<]*leaves home[^<]*)</p>", panel)
        times = [of_clock(t) for t in re.findall(r"\d\d:\d\d", line)]
        assert times == sorted(times)
        (route,) = day.plan.routes
        rests = [t // 60 for rest in route.breaks for t in (rest.opens, rest.closes)]
        assert times == sorted([*rests, route.leave_depot // 60, route.back_at_depot // 60])


def test_no_report_prints_anything_negative() -> None:
    for day in DAYS:
        for text in (render_itinerary(day), render_sheet(day, "ana"), render_itinerary_csv(day), render_plan(day.plan)):
            assert not re.search(r"(?<![\w:.-])-\d", text)


def test_a_plan_read_back_keeps_its_timeline(tmp_path: Path) -> None:
    for day in DAYS[:20]:
        (tmp_path / "plan.json").write_text(render_plan(day.plan), encoding="utf-8")
        assert [r.timeline for r in read_plan(tmp_path / "plan.json").routes] == [r.timeline for r in day.plan.routes]


def test_a_plan_without_a_timeline_gets_the_same_one() -> None:
    for day in DAYS:
        (route,) = day.plan.routes
        assert timeline_of(replace(route, timeline=()), day.clock) == route.timeline


def test_there_is_a_leg_before_each_stop_and_one_home() -> None:
    assert [(leg.travel, leg.metres) for leg in legs(ANAS, EVEN)] == [
        *[(minutes(20), 9_000), (minutes(27), 18_000), (minutes(28), 17_000)]
    ]


def test_a_short_drive_is_told_in_seconds_only_while_the_clock_shows_no_minute() -> None:
    within, across = (
        Activity("drive", Seconds(36_005), Seconds(36_050)),
        Activity("drive", Seconds(36_030), Seconds(36_075)),
    )
    assert (within.minutes, across.minutes) == (0, 1)
    day = DaySheet(plan=one_drive(within), practice=PRACTICE)
    assert "drive 45 s" in render_itinerary(day)
    assert "drive 1 min" in render_itinerary(DaySheet(plan=one_drive(across), practice=PRACTICE))


def one_drive(drive: Activity) -> Plan:
    """A day of one massage whose first drive is this."""
    stop = replace(BENS.stops[0], arrive=drive.ends, travel=Seconds(45), start=Seconds(drive.ends + 900))
    stop = replace(stop, end=Seconds(stop.start + HOUR), leave=Seconds(stop.start + HOUR))
    route = replace(
        BENS, leave_depot=drive.begins, stops=(stop,), travel=Seconds(90), back_at_depot=Seconds(stop.leave + 45)
    )
    return Plan(routes=(route,), unassigned=(), objective=PLAN.objective, proof=PLAN.proof)
