"""What is shared has a keeper: a piece goes with one therapist for the whole day, in verifier and timetable alike."""

import random
from dataclasses import replace

import pytest

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.plan import Plan, Proof
from mobiledispatch.model.problem import Problem, SharedEquipment
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.timetable.draft import Draft, blockers, fitting
from mobiledispatch.verify import verify
from seeded import draw_day

HOUR = 3600
UNPROVEN = Proof("feasible", None, None, 0)


def visit(name: str, place: int, start: int, crew: tuple[str, ...]) -> Visit:
    window = (TimeWindow(Seconds(start * HOUR), Seconds(start * HOUR)),)
    return Visit(
        id=name, place=place, service=Seconds(HOUR), start_windows=window, therapists=crew, unassigned_cost=100_000
    )


def a_household_and_another(count: int = 1) -> Problem:
    """a and b in turn with t0 in the morning, b with the heater; c, who needs it too, in the afternoon."""
    legs = TravelTimeMatrix(tuple(tuple(Seconds(600 * (i != j)) for j in range(3)) for i in range(3)))
    crew = tuple(Therapist(name, 0, 0, TimeWindow(Seconds(8 * HOUR), Seconds(18 * HOUR))) for name in ("t0", "t1"))
    both = ("t0", "t1")
    visits = (visit("a", 1, 9, ("t0",)), visit("b", 1, 10, ("t0",)), visit("c", 2, 15, both))
    heater = SharedEquipment("heater", ("b", "c"), count)
    return Problem("case", legs, crew, visits, households=(("a", "b"),), shared=(heater,))


def planned(problem: Problem, **routes: str) -> Plan:
    return assemble(problem, {t: [problem.visit(n) for n in names] for t, names in routes.items()}, UNPROVEN)


def test_two_therapists_with_the_one_heater_are_refused_however_far_apart_in_time() -> None:
    """Whoever needs it needs it, a household's second person too."""
    problem = a_household_and_another()
    (found,) = verify(problem, planned(problem, t0="ab", t1="c"))
    assert (found.rule, found.visit, found.therapist, found.amount, found.unit) == ("equipment", "c", "t1", 1, "pieces")
    assert found.detail == "2 therapists need the heater and there is 1: t0 for b; t1 for c"


def test_one_keeper_may_serve_everybody_who_needs_it() -> None:
    problem = a_household_and_another()
    assert verify(problem, planned(problem, t0="abc", t1="")) == ()


def test_two_heaters_have_two_keepers_and_none_has_none() -> None:
    apart = {"t0": "ab", "t1": "c"}
    two, none = a_household_and_another(2), a_household_and_another(0)
    assert verify(two, planned(two, **apart)) == ()
    assert [v.amount for v in verify(none, planned(none, **apart))] == [2]
    assert [v.detail for v in verify(none, planned(none, t1="c"))] == [
        "1 therapist needs the heater and there is none: t1 for c"
    ]


@pytest.mark.parametrize("seed", range(20))
def test_a_visit_is_put_in_only_where_it_makes_no_keeper_too_many(seed: int) -> None:
    """Drawn days with a piece or two: of the places that a day without the rule has, those that keep it."""
    rng = random.Random(f"pieces/{seed}")
    day = draw_day(8, 3, seed)
    names = [v.id for v in day.visits]
    shared = SharedEquipment("heater", tuple(rng.sample(names, 5)), rng.choice([1, 2]))
    problem, free = replace(day, shared=(shared,)), Draft(day, {t.id: () for t in day.therapists})
    for name in names:
        places = fitting(free, day.visit(name))
        bound = Draft(problem, free.orders)
        allowed = [p for p in places if _counts(free.put(p, day.visit(name)), shared) <= shared.count]
        assert fitting(bound, problem.visit(name)) == (allowed if name in shared.visits else places)
        if allowed:
            free = free.put(rng.choice(allowed), day.visit(name))


def _counts(draft: Draft, shared: SharedEquipment) -> int:
    return sum(not {v.id for v in order}.isdisjoint(shared.visits) for order in draft.orders.values())


def test_in_the_way_of_a_visit_that_needs_the_heater_is_who_has_it_with_another_therapist() -> None:
    problem = a_household_and_another()
    asked = replace(problem.visit("c"), therapists=("t1",))
    draft = Draft(problem, {"t0": (problem.visit("b"),), "t1": ()})
    assert fitting(draft, asked) == []
    assert blockers(draft, asked) == ("b",)
