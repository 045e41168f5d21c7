"""What the desk offers can be kept, and what it does not offer cannot be had."""

import random

import pytest

from mobiledispatch.desk.deciding import decide
from mobiledispatch.desk.inquiry import Day, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.standing import Standing, stand
from mobiledispatch.model.plan import Proof
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from mobiledispatch.solver.assemble import assemble
from mobiledispatch.verify import verify
from phone_desk.drawn import a_day, a_place, a_wish, asks, with_booking
from phone_desk.every_order import possible_starts


def drawn(seed: int, most: int = 6) -> tuple[Day, object, object]:
    rng = random.Random(seed)
    grounds, booked = a_day(rng, rng.choice([2, 2, 3]), rng.randrange(2, most + 1))
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
