"""The plan.json of a day found by brute force, so that `verify` can be asked about it."""

import itertools
from typing import Any

from apart.brute_force import Best
from apart.day import Asked, Data, Hand
from apart.route import Block, Told, times


def plan_of(data: Data, best: Best) -> Data:
    """The plan as mobiledispatch.plan/1, without slack and timeline; everybody sets out as the shift opens."""
    asked = Asked(data)
    routes = [_route(asked, hand, best.orders[hand.id], best) for hand in asked.hands if hand.id in best.orders]
    served = {stop["visit"] for route in routes for stop in route["stops"]}
    return {
        "schema": "mobiledispatch.plan/1",
        "objective": _objective(asked, best, routes),
        "proof": {"status": "optimal", "lower_bound": best.total, "gap": 0.0, "seconds": 1.0},
        "routes": routes,
        "unassigned": [{"visit": name, "reason": "unexplained"} for name in asked.people if name not in served],
    }


def _objective(asked: Asked, best: Best, routes: list[Data]) -> Data:
    people, served = asked.people, [(r["therapist"], s["visit"]) for r in routes for s in r["stops"]]
    travel = sum(r["travel_seconds"] for r in routes)
    preference = sum(people[name].liking.get(hand, 0) for hand, name in served)
    unassigned = sum(p.left_out for p in people.values()) - sum(people[name].left_out for _, name in served)
    balance = sum(asked.balance(sum(people[s["visit"]].massage for s in r["stops"])) for r in routes)
    parts = {"travel": travel, "preference": preference, "unassigned": unassigned, "balance": balance}
    return {**parts, "total": best.total}


def _route(asked: Asked, hand: Hand, order: tuple[Block, ...], best: Best) -> Data:
    legs: list[Told] = []
    told = times(asked, hand, order, best.pins)
    while told is not None:
        legs.append(told)
        told = told.before
    *stops, back = reversed(legs)
    names = [name for block in order for name in block]
    places = [hand.start, *(asked.people[name].place for name in names), hand.end]
    travel = [asked.seconds[a][b] for a, b in itertools.pairwise(places)]
    rows = [row for block, leg in zip(order, stops, strict=True) for row in _stops(asked, block, leg)]
    for row, seconds in zip(rows, travel, strict=False):
        row["travel_seconds"] = seconds
    return {
        "therapist": hand.id,
        "leave_depot": _clock(hand.opens),
        "back_at_depot": _clock(back.arrive),
        "travel_seconds": sum(travel),
        "breaks": [{"start": _clock(a), "end": _clock(b)} for leg in (*stops, back) for a, b in leg.rests],
        "stops": rows,
    }


def _stops(asked: Asked, block: Block, leg: Told) -> list[dict[str, Any]]:
    rows = []
    for number, (name, start) in enumerate(zip(block, leg.starts, strict=True)):
        person = asked.people[name]
        ready = start - person.setup
        arrive = leg.arrive if number == 0 else ready
        rows.append(
            {
                "visit": name,
                "arrive": _clock(arrive),
                "start": _clock(start),
                "end": _clock(start + person.massage),
                "leave": _clock(start + person.after_start),
                "waiting_seconds": ready - arrive,
                "promise": person.promise and [_clock(t) for t in person.promise],
            }
        )
    return rows


def _clock(t: int) -> str:
    return f"{t // 3600:02d}:{t // 60 % 60:02d}:{t % 60:02d}"
