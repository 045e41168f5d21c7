"""What the desk offers can be kept, and what it does not offer cannot be had."""

import random
from dataclasses import replace

import pytest

from mobiledispatch.desk.deciding import decide
from mobiledispatch.desk.deep import offers_of
from mobiledispatch.desk.inquiry import Asked, Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.standing import CALLER, Standing, stand
from mobiledispatch.model.booking import BookedDay
from mobiledispatch.model.objective import objective_of
from mobiledispatch.model.plan import Proof
from mobiledispatch.model.practice import Costs
from mobiledispatch.model.request import Strength, Wish
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.verify import verify
from phone_desk.drawn import MONDAY, a_couple, a_day, a_place, a_practice, a_wish, asks, grounds_of, with_booking
from phone_desk.every_order import possible_starts


def drawn(seed: int, most: int = 6) -> tuple[Day, object, object]:
    rng = random.Random(seed)
    grounds, booked = a_day(rng, rng.choice([2, 2, 3]), rng.randrange(2, most + 1))
    asked = asks(grounds, a_wish(rng, grounds.practice), a_place(rng))
    return day_for(asked, booked), asked, booked


def drawn_with_a_couple(seed: int) -> tuple[Day, Asked, BookedDay]:
    rng = random.Random(f"couple/{seed}")
    grounds, booked = a_day(rng, 3, rng.randrange(3))
    booked = a_couple(rng, grounds, booked)
    asked = asks(grounds, a_wish(rng, grounds.practice), a_place(rng))
    return day_for(asked, booked), asked, booked


def faults_of(day: Standing) -> list[str]:
    """What an independent pair of eyes finds wrong with the day as it stands."""
    plan = assemble(day.problem, day.draft.orders, Proof("feasible", None, None, 0))
    left_out = [u.visit for u in plan.unassigned]
    return [*(v.detail for v in verify(day.problem, plan)), *left_out]


@pytest.mark.parametrize("seed", range(40))
def test_every_instant_offer_once_booked_passes_the_verifier(seed: int) -> None:
    day, asked, booked = drawn(seed)
    for offer in instant_offers(day.standing, day.windows()):
        taken = with_booking(booked, asked, day, offer, "caller1")  # type: ignore[arg-type]
        assert faults_of(stand(asked.grounds, taken, asked.now)) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(40))
def test_the_exact_search_finds_every_start_that_some_order_allows_and_no_other(seed: int) -> None:
    day, _, _ = drawn(seed, most=5)
    decided = list(decide(day.standing, day.visit, day.allowed, Again(Limits(seconds=20))))
    assert sorted(d.start for d in decided) == day.allowed
    assert all(d.proven for d in decided)
    found = {int(d.start) for d in decided if d.plan}
    assert found == possible_starts(day.standing, day.visit, day.allowed)


@pytest.mark.parametrize("seed", range(40))
def test_every_instant_start_is_among_those_of_the_exact_search(seed: int) -> None:
    day, _, _ = drawn(seed)
    instant = {int(o.start) for o in instant_offers(day.standing, day.windows())}
    assert instant <= possible_starts(day.standing, day.visit, day.allowed)


WEIGHED_OTHERWISE = ("objective", "proof", "slack")
"""What a plan of the exact search says of itself: it weighs changes of therapist as well, and its stops may run late as
far as the caller's start, once told, allows."""


@pytest.mark.parametrize("seed", range(25))
def test_beside_a_couple_every_offer_once_booked_passes_the_verifier(seed: int) -> None:
    day, asked, booked = drawn_with_a_couple(seed)
    for offer in instant_offers(day.standing, day.windows()):
        taken = with_booking(booked, asked, day, offer, "caller1")
        assert faults_of(stand(asked.grounds, taken, asked.now)) == []


@pytest.mark.parametrize("seed", range(25))
def test_beside_a_couple_the_plan_of_every_start_keeps_every_rule(seed: int) -> None:
    day, _, _ = drawn_with_a_couple(seed)
    problem = day.standing.problem
    problem = replace(problem, visits=tuple(day.visit if v.id == CALLER else v for v in problem.visits))
    for decided in decide(day.standing, day.visit, day.allowed[::4], Again(Limits(seconds=20))):
        assert decided.proven
        if decided.plan:
            assert [v for v in verify(problem, decided.plan) if v.rule not in WEIGHED_OTHERWISE] == []


def test_the_drawn_days_have_couples() -> None:
    assert sum(bool(drawn_with_a_couple(seed)[0].standing.problem.together) for seed in range(25)) > 12


@pytest.mark.parametrize("seed", range(40))
def test_an_offer_costs_what_the_day_with_it_costs_more(seed: int) -> None:
    """Driving, wishes and long days: the one reckoning, also of what only another order allows."""
    day, _, _ = drawn(seed)
    standing, caller = day.standing, day.standing.problem.visit(CALLER)
    before = standing.draft.objective
    for offer in instant_offers(standing, day.windows()):
        order = standing.draft.orders[offer.therapist]
        longer = [(*order[:k], caller, *order[k:]) for k in range(len(order) + 1)]
        after = [objective_of(standing.problem, {**standing.draft.orders, offer.therapist: one}) for one in longer]
        assert (offer.added, offer.cost) in [(a.travel - before.travel, a.routes - before.routes) for a in after]
    for decided in decide(standing, day.visit, day.allowed[:4], Again(Limits(seconds=20))):
        for offer in offers_of(standing, decided, day.windows(), 1.0):
            assert decided.plan is not None
            orders = {r.therapist: [standing.problem.visit(s.visit) for s in r.stops] for r in decided.plan.routes}
            assert offer.cost == objective_of(standing.problem, orders).routes - before.routes


def test_who_prefers_a_therapist_is_offered_that_one_first_where_the_other_is_only_a_little_nearer() -> None:
    found = 0
    for seed in range(60):
        rng = random.Random(f"prefers/{seed}")
        practice = replace(a_practice(rng, 2), costs=Costs(unassigned=dict.fromkeys(range(1, 6), 100000)))
        wish = replace(
            a_wish(rng, practice), techniques=("relax",), therapist=(Wish(Strength.PREFER, "t0"),), gender=()
        )
        day = day_for(asks(grounds_of(rng, practice), wish, a_place(rng)), BookedDay(MONDAY))
        first = {
            t: min(
                (o for o in instant_offers(day.standing, day.windows()) if o.therapist == t),
                default=None,
                key=lambda o: o.rank,
            )
            for t in ("t0", "t1")
        }
        if first["t0"] and first["t1"] and 0 < first["t0"].added - first["t1"].added < 600:
            found += 1
            assert first["t0"].cost < first["t1"].cost
    assert found > 5
