"""Every remedy, applied, makes the visit fit, and nobody who is served pays for it."""

import datetime
import json
from dataclasses import replace

import pytest

from explain.days import best, day, everybody_fits, explained, of_kind, only, served, therapist, visit, window
from mobiledispatch.explain import OtherDay, OtherDays, applied, explain
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.plan import Plan
from mobiledispatch.model.problem import Problem
from mobiledispatch.timetable.draft import Draft
from seeded import PEAKS, draw_day

SIZES = ((8, 2), (12, 3), (15, 3), (15, 4))


def drawn(seed: int) -> Problem:
    """A day that leaves some out: with lunch, peaks, several windows, limits and promises by turns."""
    visits, crew = SIZES[seed % 4]
    hands_on = 240 if seed % 5 == 0 else None
    problem = draw_day(visits, crew, seed, lunch=seed % 2 == 0, windows=1 + seed % 3, hands_on=hands_on)
    everyone = tuple(t.id for t in problem.therapists)
    free = (replace(v, could_serve=everyone) for v in problem.visits)
    promised = (
        replace(v, promise=v.start_windows[0], start_windows=v.start_windows[:1]) if k % 4 == 0 else v
        for k, v in enumerate(free)
    )
    return replace(problem, visits=tuple(promised), clock=PEAKS if seed % 7 == 0 else problem.clock)


@pytest.mark.parametrize("seed", range(40))
def test_every_remedy_applied_serves_the_visit_and_drops_nobody(seed: int) -> None:
    problem = drawn(seed)
    plan = best(problem)
    for one in explained(problem, plan).unassigned:
        assert len(one.remedies) <= 3
        for remedy in one.remedies:
            assert everybody_fits(problem, plan, one.visit, remedy), remedy


def test_the_drawn_days_exercise_every_kind_of_remedy_that_one_day_can_hold() -> None:
    kinds = {r.kind for seed in (4, 39) for one in explained(drawn(seed)).unassigned for r in one.remedies}
    assert kinds == {"widen_window", "shorten", "move_visit", "raise_priority", "another_therapist"}


def test_no_remedy_moves_a_promised_visit() -> None:
    full = day(
        visit("v1", "10:00", "10:15", promise=window("10:00", "10:15")),
        visit("v2", "10:00", "10:15", unassigned_cost=500_000),
    )
    one = only(explained(full))
    assert one.visit == "v2"
    assert {r.change["visit"] for r in one.remedies} == {"v2"}


def test_a_window_grows_no_more_than_the_visit_before_makes_it() -> None:
    problem = day(visit("v1", "10:00", "10:00"), visit("v2", "10:00", "10:30", unassigned_cost=500_000))
    remedy = of_kind(only(explained(problem)), "widen_window")
    # v1 ends at 11:00 and the road takes ten minutes.
    assert remedy.say == "Let the massage start at 11:10 am instead of 10:00-10:30 am."
    assert remedy.change == {"visit": "v2", "start_windows": [[36000, 40200]]}
    late = applied(problem, {"visit": "v2", "start_windows": [[36000, 40199]]})
    assert served(best(late)) == {"v1"}


def test_a_massage_is_shortened_to_the_longest_usual_one_that_fits() -> None:
    before_the_next = visit("v2", "10:00", "10:00", minutes=90, setup=Seconds(300), unassigned_cost=500_000)
    problem = day(visit("v1", "11:15", "11:15"), before_the_next)
    remedy = of_kind(only(explained(problem)), "shorten")
    # Massage from 10:00, ten minutes of road before 11:15: 60 minutes fit, 75 do not.
    assert remedy.say == "Shorten the massage from 1 h 25 min to 1 h."
    assert remedy.change == {"visit": "v2", "service_seconds": 3900}


def test_a_shorter_massage_may_begin_later_where_the_client_is_known_to_be_home() -> None:
    short = visit("v1", start_windows=(), minutes=120, at_home=(window("10:00", "11:30"),))
    one = only(explained(day(short)))
    assert one.reason == "window_too_short"
    assert of_kind(one, "shorten").change == {
        "visit": "v1",
        "service_seconds": 5400,
        "start_windows": [[36000, 36000]],
    }
    assert of_kind(one, "widen_window").say == "Let the massage start at 9:30 am with somebody at home 9:30-11:30 am."


def test_another_therapist_is_named_where_only_a_wish_excludes_them() -> None:
    crew = (therapist(), therapist("ben"))
    wished = visit("v2", "10:00", "10:00", unassigned_cost=500_000, could_serve=("ana", "ben"))
    remedy = of_kind(only(explained(day(visit("v1", "10:00", "10:00"), wished, crew=crew))), "another_therapist")
    assert remedy.say == "Let ben come instead of ana."
    assert remedy.change == {"visit": "v2", "therapists": ["ana", "ben"]}


def test_nobody_without_the_skill_is_named() -> None:
    crew = (therapist(), therapist("ben"))
    problem = day(visit("v1", "10:00", "10:00"), visit("v2", "10:00", "10:00", unassigned_cost=5000), crew=crew)
    assert "another_therapist" not in {r.kind for r in only(explained(problem)).remedies}


def test_a_visit_in_the_way_moves_as_little_as_it_can() -> None:
    problem = day(visit("v1", "10:00", "10:05"), visit("v2", "10:00", "10:00", unassigned_cost=500_000))
    one = only(explained(problem))
    remedy = of_kind(one, "move_visit")
    # Before v2 there is no time: Ana's shift opens at 09:00.
    assert remedy.say == "Move v1 to 11:10 am (it asked for 10:00-10:05 am)."
    assert everybody_fits(problem, best(problem), "v2", remedy)


def test_remedies_come_smallest_first_and_another_day_last() -> None:
    problem = day(visit("v1", "10:00", "10:05"), visit("v2", "10:00", "10:00", unassigned_cost=500_000))
    later = OtherDays(datetime.date(2026, 11, 23), lambda _: OtherDay(Draft(problem, {"ana": ()})))
    one = only(explain(problem, best(problem), best, later.first_for))
    assert [r.kind for r in one.remedies][-1] == "another_day"
    assert one.remedies[0].kind == "widen_window"
    assert len(one.remedies) == 3


def test_others_change_places_where_putting_in_alone_does_not_do() -> None:
    problem = draw_day(8, 2, 94, windows=2)
    plan = best(problem)
    alone, deeper = only(explain(problem, plan)), only(explain(problem, plan, best))
    assert alone.remedies == ()
    assert deeper.remedies
    assert all(everybody_fits(problem, plan, deeper.visit, r) for r in deeper.remedies)


def test_a_change_is_ready_for_json_and_for_problem_json() -> None:
    problem = day(visit("v1", "10:00", "10:05"), visit("v2", "10:00", "10:00", unassigned_cost=500_000))
    for remedy in only(explained(problem)).remedies:
        assert applied(problem, json.loads(json.dumps(remedy.change))) == applied(problem, remedy.change)


def test_a_change_of_date_is_no_change_of_this_day() -> None:
    with pytest.raises(ValueError, match="plan that day"):
        applied(day(visit("v1")), {"visit": "v1", "date": "2026-11-24"})


def test_a_complete_plan_asks_nothing_of_the_solver() -> None:
    def never(_problem: Problem, _gap: float) -> Plan:
        raise AssertionError("asked")

    problem = day(visit("v1"))
    assert explain(problem, best(problem), never).unassigned == ()
