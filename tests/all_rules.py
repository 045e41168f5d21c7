"""Drawn days with every rule on at once: what solver, explanations and desk have to agree on."""

import random
from collections.abc import Iterator
from dataclasses import replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import KnownPlace, Place, Quality
from mobiledispatch.model.problem import BalanceStep, Problem, SharedEquipment
from mobiledispatch.model.set_aside import SetAside
from mobiledispatch.model.therapist import Break
from mobiledispatch.model.visit import Visit
from seeded import LUNCH, PEAKS, draw_day

TEA = Break(TimeWindow(Seconds(15 * 3600), Seconds(17 * 3600)), Seconds(900))
TURNOVER = Seconds(600)


def all_rules_day(seed: int, visits: int = 10, therapists: int = 3) -> Problem:
    """Several windows, promises, wishes, two breaks, peaks, limits and a price on long days; a couple, a household,
    and a heater of which there is one. The same arguments give the same day; seven visits at least."""
    rng = random.Random(f"all rules/{seed}")
    day = draw_day(visits, therapists, seed, windows=3, clock=PEAKS)
    limit = Seconds(60 * rng.choice([150, 210, 270]))
    crew = tuple(replace(t, breaks=(LUNCH, TEA), hands_on_limit=limit) for t in day.therapists)
    names = [v.id for v in day.visits]
    rng.shuffle(names)
    one, other, first, second, *rest = names
    changed = {v.id: replace(v, could_serve=tuple(t.id for t in crew)) for v in day.visits}
    changed.update(_couple(changed[one], changed[other]))
    changed.update(_household(changed[first], changed[second]))
    changed.update((name, _promised(changed[name])) for name in rest[::3])
    changed.update((name, _at_home(changed[name])) for name in rest[1::3])
    if rng.random() < 0.5:
        changed.update((name, _liking(changed[name], rng)) for name in rest)
    return replace(
        day,
        matrix=_with_metres(day.matrix),
        therapists=crew,
        visits=tuple(changed[v.id] for v in day.visits),
        together=((one, other),),
        households=((first, second),),
        shared=(SharedEquipment("heater", (one, *rest[:2])),),
        slot=Seconds(1800),
        set_aside=SetAside(held=("waits",), lost=("nowhere",)),
        places=tuple(
            KnownPlace(Place(lat=round(53.5 + k / 1000, 6), lon=-113.5), Quality.GRID) for k in range(len(day.matrix))
        ),
        balance=(BalanceStep(Seconds(3600), rng.choice([1200, 3600])), BalanceStep(Seconds(7200), 7200)),
    )


def _couple(one: Visit, other: Visit) -> Iterator[tuple[str, Visit]]:
    """Two people at one door, with the same window."""
    window = one.start_windows[:1]
    yield one.id, replace(one, start_windows=window)
    yield other.id, replace(other, place=one.place, start_windows=window)


def _household(first: Visit, second: Visit) -> Iterator[tuple[str, Visit]]:
    """Two people at one door, the second as soon as the table is turned over."""
    whole_day = (TimeWindow(first.start_windows[0].opens, Seconds(first.start_windows[-1].closes + 3 * 3600)),)
    yield first.id, replace(first, service=Seconds(first.service - first.teardown), teardown=Seconds(0))
    in_turn = replace(second, place=first.place, start_windows=whole_day, therapists=first.therapists)
    service = Seconds(second.service - second.setup + TURNOVER)
    yield second.id, replace(in_turn, setup=TURNOVER, service=service, preference_cost=first.preference_cost)


def _promised(visit: Visit) -> Visit:
    return replace(visit, promise=visit.start_windows[0], start_windows=visit.start_windows[:1])


def _at_home(visit: Visit) -> Visit:
    """The client's hours around each of the start windows."""
    hours = (TimeWindow(Seconds(w.opens - visit.setup), Seconds(w.closes + visit.wrap_up)) for w in visit.start_windows)
    return replace(visit, at_home=tuple(hours))


def _liking(visit: Visit, rng: random.Random) -> Visit:
    liked = rng.choice(visit.therapists)
    return replace(visit, preference_cost={t: rng.choice([900, 1800]) for t in visit.therapists if t != liked})


def _with_metres(matrix: TravelTimeMatrix) -> TravelTimeMatrix:
    return replace(matrix, metres=tuple(tuple(11 * leg for leg in row) for row in matrix.seconds))
