"""Each reason says what is true: its claim is tried on the day itself."""

from dataclasses import replace

import pytest

from explain.days import best, day, everybody_fits, explained, of_kind, only, served, therapist, visit, window
from explain.test_remedies import drawn
from mobiledispatch.explain import Reason, all_or_none, explain
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.plan import Proof
from mobiledispatch.model.problem import SharedEquipment
from mobiledispatch.model.therapist import Break
from mobiledispatch.timetable.draft import draft_of, fitting


def test_nobody_has_the_skill() -> None:
    one = only(explained(day(visit("v1", therapists=()))))
    assert (one.reason, one.detail) == (
        "no_therapist",
        "nobody working this day has the skill, the equipment and the wish",
    )


def test_a_wish_excludes_everybody_who_could() -> None:
    one = only(explained(day(visit("v1", therapists=(), could_serve=("ana",)))))
    assert (one.reason, one.detail) == ("no_therapist", "ana could serve it, but not as the client wishes")


def test_the_window_is_shorter_than_the_service() -> None:
    one = only(explained(day(visit("v1", start_windows=(), minutes=95, at_home=(window("10:00", "11:00"),)))))
    assert (one.reason, one.detail) == (
        "window_too_short",
        "1 h 35 min at the door; the client is at home 10:00-11:00 am",
    )


def test_nobody_is_on_shift_in_the_window() -> None:
    one = only(explained(day(visit("v1", "16:30", "18:00"))))
    assert one.reason == "nobody_on_shift"
    assert "4:30-6:00 pm" in one.detail
    assert "ana works 9:00 am-5:00 pm" in one.detail


def test_a_break_can_keep_the_only_therapist_from_a_window() -> None:
    lunch = (Break(window("11:00", "11:30"), Seconds(1800)),)
    crew = (therapist(opens="10:00", closes="13:30", breaks=lunch),)
    one = only(explained(day(visit("v1", "10:10", "10:40", minutes=150), crew=crew)))
    assert (one.reason, one.detail) == ("nobody_on_shift", "may begin 10:10-10:40 am; that leaves no break to ana")


def test_too_far_to_reach() -> None:
    one = only(explained(day(visit("v1", "09:00", "10:00"), leg=7200)))
    assert one.reason == "too_far"
    assert "ana could begin 11:00 am to 2:00 pm at best" in one.detail


def test_more_massage_than_a_day_may_hold() -> None:
    crew = (therapist(hands_on_limit=Seconds(3600)),)
    one = only(explained(day(visit("v1", minutes=90), crew=crew)))
    assert (one.reason, one.detail) == ("hands_on_limit", "1 h 30 min of massage; ana may give 1 h a day")


def test_more_massage_than_is_left_of_the_limit() -> None:
    crew = (therapist(hands_on_limit=Seconds(7200)),)
    problem = day(visit("v1"), visit("v2", minutes=90, unassigned_cost=500_000), crew=crew)
    one = only(explained(problem))
    assert (one.reason, one.detail) == ("hands_on_limit", "1 h 30 min of massage; ana gives 1 h of at most 2 h")
    assert [r.say for r in one.remedies] == ["Shorten the massage from 1 h 30 min to 1 h."]


def test_the_day_is_full_names_each_visit_whose_absence_would_let_it_in() -> None:
    problem = day(
        visit("v1", "10:00", "10:00"), visit("v2", "10:30", "10:30", unassigned_cost=5000), visit("v3", "14:00")
    )
    one = only(explained(problem))
    assert one.reason == "day_full"
    assert one.detail.endswith("in the way is v1 (ana)")


def test_a_visit_that_costs_more_than_it_is_worth_says_so_and_raising_its_price_helps() -> None:
    problem = day(visit("v1", unassigned_cost=100))
    plan = best(problem)
    one = only(explained(problem, plan))
    assert one.reason == "policy"
    assert "adds 20 min" in one.detail
    (remedy,) = one.remedies
    assert remedy.change == {"visit": "v1", "unassigned_cost": 1201}
    dearer = replace(problem, visits=(replace(problem.visits[0], unassigned_cost=1201),))
    assert served(best(dearer)) == {"v1"}


def test_room_that_a_short_search_missed_is_no_full_day() -> None:
    problem = day(visit("v1"))
    nothing = replace(best(day(visit("v1", therapists=()))), proof=Proof("feasible", None, None, 0.1))
    one = only(explain(problem, nothing))
    assert (one.reason, one.remedies) == ("search_ended", ())


def test_a_couple_needs_two_therapists() -> None:
    plan = explained(replace(day(visit("v1"), visit("v2")), together=(("v1", "v2"),)))
    assert {u.reason for u in plan.unassigned} == {"no_therapist"}
    assert plan.unassigned[0].detail == "v1 and v2 at the same time need 2 therapists; only ana may serve them"


def test_a_couple_that_finds_no_common_time_names_its_other_half() -> None:
    crew = (therapist(), therapist("ben"))
    both = ("ana", "ben")
    one, other = visit("v1", "09:30", "10:00", therapists=both), visit("v2", "11:00", "12:00", therapists=both)
    apart = day(one, other, crew=crew)
    plan = explained(replace(apart, together=(("v1", "v2"),)))
    assert [(u.visit, u.reason) for u in plan.unassigned] == [("v1", "no_common_time"), ("v2", "no_common_time")]
    assert {u.detail for u in plan.unassigned} == {"v1 and v2 at the same time: no start suits them all"}


def test_a_visit_that_only_the_count_of_heaters_keeps_out_says_who_has_it_and_to_have_another() -> None:
    """Hours apart: there would be time for it, and nobody carries it across town."""
    crew = (therapist(), therapist("ben"))
    apart = (visit("v1", "10:00", "10:00"), visit("v2", "15:00", "15:00", therapists=("ben",), unassigned_cost=9000))
    problem = replace(day(*apart, crew=crew), shared=(SharedEquipment("stone_heater", ("v1", "v2")),))
    plan = best(problem)
    one = only(explained(problem, plan))
    assert (one.visit, one.reason) == ("v2", "equipment")
    assert one.detail == "1 stone heater is needed (v2); the practice has 1, which ana (v1) has all day"
    (remedy,) = one.remedies
    assert remedy.say == "Have 2 stone heaters that day instead of 1: then ben can serve it."
    assert remedy.change == {"visit": "v2", "shared_equipment": {"stone_heater": 2}}
    assert everybody_fits(problem, plan, "v2", remedy)


def test_the_keeper_may_serve_it_where_only_a_wish_is_against_it() -> None:
    crew = (therapist(), therapist("ben"))
    wish = replace(visit("v2", "15:00", "15:00", therapists=("ben",)), could_serve=("ana", "ben"), unassigned_cost=9000)
    apart = (visit("v1", "10:00", "10:00"), wish)
    problem = replace(day(*apart, crew=crew), shared=(SharedEquipment("heater", ("v1", "v2")),))
    plan = best(problem)
    one = only(explained(problem, plan))
    assert [r.kind for r in one.remedies] == ["another_therapist", "more_equipment"]
    assert one.remedies[0].say == "Let ana come instead of ben."
    assert all(everybody_fits(problem, plan, "v2", remedy) for remedy in one.remedies)


def test_a_couple_who_both_need_the_one_heater_say_so_and_a_second_one_serves_them() -> None:
    crew = (therapist(), therapist("ben"))
    pair = day(*(visit(n, therapists=("ana", "ben")) for n in ("v1", "v2")), visit("v3"), crew=crew)
    problem = replace(pair, together=(("v1", "v2"),), shared=(SharedEquipment("heater", ("v1", "v2")),))
    plan = best(problem)
    told = explained(problem, plan)
    assert served(plan) == {"v3"}
    assert [(u.visit, u.reason) for u in told.unassigned] == [("v1", "equipment"), ("v2", "equipment")]
    for one in told.unassigned:
        assert one.detail == "2 heaters are needed (v1 and v2); the practice has 1"
        assert [r.kind for r in one.remedies] == ["more_equipment"]
        assert everybody_fits(problem, plan, one.visit, one.remedies[0])


def test_a_household_needs_what_any_of_them_needs() -> None:
    crew = (therapist(), therapist("ben"))
    visits = (*(visit(n, therapists=("ben",), unassigned_cost=9000) for n in ("v1", "v2")), visit("v3"))
    problem = replace(
        day(*visits, crew=crew), households=(("v1", "v2"),), shared=(SharedEquipment("heater", ("v2", "v3")),)
    )
    plan = best(problem)
    told = explained(problem, plan).unassigned
    assert [u.visit for u in told] == ["v1", "v2"]
    for one in told:
        assert one.reason == "equipment"
        assert one.detail == "1 heater is needed (v2); the practice has 1, which ana (v3) has all day"
        assert everybody_fits(problem, plan, one.visit, of_kind(one, "more_equipment"))


@pytest.mark.parametrize("at_once", [True, False])
def test_the_remedy_of_those_served_as_one_is_found_without_solving_anew(at_once: bool) -> None:
    """Ana's day is half full; two need a heater each at one time, or one between them in turn."""
    crew = (therapist(), therapist("ben"))
    pair = [visit(n, "10:00", "15:00", therapists=("ana", "ben"), unassigned_cost=500_000) for n in ("v1", "v2")]
    count, both = (1 if at_once else 0), (("v1", "v2"),)
    tied = replace(
        day(*pair, visit("v3", "09:10", "10:30"), crew=crew), shared=(SharedEquipment("heater", ("v1", "v2"), count),)
    )
    problem = replace(tied, together=both) if at_once else replace(tied, households=both)
    plan = best(problem)
    assert served(plan) == {"v3"}
    for one in explain(problem, plan).unassigned:
        remedy = of_kind(one, "more_equipment")
        assert (one.reason, remedy.change["shared_equipment"]) == ("equipment", {"heater": count + 1})
        assert everybody_fits(problem, plan, one.visit, remedy)


def test_who_needs_what_there_is_none_of_can_never_be_served() -> None:
    problem = replace(day(visit("v1")), shared=(SharedEquipment("heater", ("v1",), 0),))
    one = only(explained(problem))
    assert (one.reason, one.detail) == ("equipment", "1 heater is needed (v1); the practice has none")
    assert one.remedies[0].change["shared_equipment"] == {"heater": 1}


@pytest.mark.parametrize("seed", range(12))
def test_on_drawn_days_each_reason_holds(seed: int) -> None:
    problem = drawn(seed)
    plan = best(problem)
    draft = draft_of(problem, plan)
    for one in explained(problem, plan).unassigned:
        asked = problem.visit(one.visit)
        alone = best(all_or_none(problem, {asked.id}))
        never = one.reason in (Reason.NO_THERAPIST, Reason.WINDOW_TOO_SHORT, Reason.NOBODY_ON_SHIFT, Reason.TOO_FAR)
        assert bool(alone.unassigned) == never, one
        if one.reason == Reason.DAY_FULL:
            assert not fitting(draft, asked), one
        if one.reason == Reason.POLICY:
            with_it = best(all_or_none(problem, {*served(plan), asked.id}))
            routes = plan.objective.travel + plan.objective.preference
            assert with_it.objective.total >= routes + asked.unassigned_cost, one
