"""The desk's offers against brute force on drawn days of up to seven visits.

    python benchmarks/desk_truth.py [DAYS]

Prints how many starts were offered at once, how many more the exact search found, how many of those brute force does
not know ("invented"), and how many it knows that the search did not find ("missed").
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from mobiledispatch.desk.deciding import decide
from mobiledispatch.desk.inquiry import day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.standing import stand
from mobiledispatch.solver import Limits
from mobiledispatch.solver.again import Again
from phone_desk.drawn import a_day, a_place, a_wish, asks, with_booking
from phone_desk.every_order import possible_starts
from phone_desk.test_truth import faults_of


def main(days: int) -> None:
    asked_for = offered = broken = reshuffled = missed = invented = unproven = 0
    for seed in range(days):
        rng = random.Random(seed)
        grounds, booked = a_day(rng, rng.choice([2, 2, 3]), rng.randrange(2, 7))
        asked = asks(grounds, a_wish(rng, grounds.practice), a_place(rng))
        day = day_for(asked, booked)
        offers = instant_offers(day.standing, day.windows())
        for offer in offers:
            taken = with_booking(booked, asked, day, offer, "new")
            broken += bool(faults_of(stand(grounds, taken, asked.now)))
        decided = list(decide(day.standing, day.visit, day.allowed, Again(Limits())))
        unproven += sum(not d.proven for d in decided)
        found = {int(d.start) for d in decided if d.plan}
        true, at_once = possible_starts(day.standing, day.visit, day.allowed), {int(o.start) for o in offers}
        asked_for += len(day.allowed)
        offered += len(offers)
        reshuffled += len(found - at_once)
        missed += len(true - (found | at_once))
        invented += len((found | at_once) - true)
    print(f"{days} days, {asked_for} starts asked for: {offered} instant offers, {broken} of them break a rule;")
    print(f"{reshuffled} more starts by the exact search, {invented} invented, {missed} missed, {unproven} not proven")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
