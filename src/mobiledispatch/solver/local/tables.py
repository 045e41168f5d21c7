"""A problem in flat arrays, as the inner loop of local search reads it: the same in C and in plain Python."""

from array import array
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

import numpy as np

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import BASE
from mobiledispatch.model.visit import Visit
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import Ints
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.timetable.legs import turns

Flat: TypeAlias = "array[int]"
TOO_EARLY = -1


@dataclass(frozen=True, eq=False, kw_only=True)
class Tables:
    """Visits have the numbers of the problem. A node is a visit or, behind them, a place where therapists start or end.

    `leg` is (nodes, nodes) in seconds at base speed, `leg_to` the same turned round. Of a visit: its `service`, and the
    `massage` in it; what `leaving` it out costs; its windows, `opens` and `closes` from `window_from` on, for service
    (set-up first) to begin in; those `near` it, itself the first, (visits, movable); the equipment that it `needs`,
    from `need_from` on, of which there are so many `pieces`. `movable` are the visits that may be taken out and put
    in, `ranks`, (rank_count, visits), orders in which they may be put back, and `dear` the one in which the dearest
    to leave out come first.

    A slot is a therapist, of a `duty`. Of a duty: `start` and `end`, nodes; when it `dawns`, and by when, (duties,
    states), it must be over with each set of breaks taken; the `limit` of hands-on time; who is `able` to be served,
    and at what preference cost (`liking`), (duties, visits). Ways of taking breaks on a leg stand for each duty and set
    of breaks taken from `way_from` on: the set taken then, and the breaks in their order from `way_rest` on, each with
    the `turns` at which it may begin to best effect.
    No route has more stops than `longest`. `mean_leg` is that between two visits.
    """

    visits: int
    nodes: int
    slots: int
    longest: int
    states: int
    leg: Flat
    leg_to: Flat
    service: Flat
    massage: Flat
    leaving: Flat
    window_from: Flat
    opens: Flat
    closes: Flat
    movable: Flat
    is_movable: Flat
    near: Flat
    ranks: Flat
    rank_count: int
    dear: Flat
    duty: Flat
    start: Flat
    end: Flat
    dawns: Flat
    evening: Flat
    limit: Flat
    able: Flat
    liking: Flat
    way_from: Flat
    way_then: Flat
    way_rest: Flat
    rest_opens: Flat
    rest_closes: Flat
    rest_seconds: Flat
    turn_from: Flat
    turns: Flat
    need_from: Flat
    needs: Flat
    pieces: Flat
    times: Flat
    percents: Flat
    done_by: Flat
    is_even: bool
    never_faster: bool
    over: Flat
    per_hour: Flat
    mean_leg: float


def tables_of(ties: Ties, duties: Sequence[Duty]) -> Tables:
    """The tables of a day whose therapists have these duties."""
    problem, visits, keepers = ties.problem, ties.problem.visits, ties.keepers
    states = 1 + max((duty.all_taken for duty in duties), default=0)
    leg, start, end = _legs(problem, duties)
    able, liking = _liking(len(visits), duties)
    windows = [_windows(v) for v in visits]
    ways = [duty.ways(taken) if taken <= duty.all_taken else () for duty in duties for taken in range(states)]
    orders = [order for some in ways for _, order in some]
    rests = [rest for order in orders for rest in order]
    starts = [turns(problem.clock, order[k:]) for order in orders for k in range(len(order))]
    needs = [[k for k, keeper in enumerate(keepers) if visit in keeper.visits] for visit in range(len(visits))]
    ranks, can_move = _ranks(problem), frozenset(ties.loose)
    times, percents, done_by = problem.clock.table
    return Tables(
        visits=len(visits),
        nodes=len(leg),
        slots=sum(len(duty.therapists) for duty in duties),
        longest=_longest(visits, duties),
        states=states,
        leg=_flat("i", leg),
        leg_to=_flat("i", leg.T),
        service=_long(v.service for v in visits),
        massage=_long(v.massage for v in visits),
        leaving=_long(v.unassigned_cost for v in visits),
        window_from=_ends(windows),
        opens=_long(opens for row in windows for opens, _ in row),
        closes=_long(closes for row in windows for _, closes in row),
        movable=array("i", ties.loose),
        is_movable=array("i", [k in can_move for k in range(len(visits))]),
        near=_flat("i", _near(leg, np.array(ties.loose, np.int64), len(visits))),
        ranks=_flat("i", ranks),
        rank_count=len(ranks),
        dear=_flat("i", _rank([-v.unassigned_cost for v in visits])),
        duty=array("i", [k for k, duty in enumerate(duties) for _ in duty.therapists]),
        start=array("i", start),
        end=array("i", end),
        dawns=_long(duty.shift_opens for duty in duties),
        evening=_long(
            duty.latest_return(taken) if taken <= duty.all_taken else TOO_EARLY
            for duty in duties
            for taken in range(states)
        ),
        limit=_long(duty.hands_on_limit for duty in duties),
        able=_flat("i", able),
        liking=_flat("q", liking),
        way_from=_ends(ways),
        way_then=array("i", [then for some in ways for then, _ in some]),
        way_rest=_ends(orders),
        rest_opens=_long(rest.start_window.opens for rest in rests),
        rest_closes=_long(rest.start_window.closes for rest in rests),
        rest_seconds=_long(rest.seconds for rest in rests),
        turn_from=_ends(starts),
        turns=_long(start for some in starts for start in some),
        need_from=_ends(needs),
        needs=array("i", [k for some in needs for k in some]),
        pieces=array("i", [keeper.count for keeper in keepers]),
        times=_long(times),
        percents=_long(percents),
        done_by=_long(done_by),
        is_even=problem.clock.is_even,
        never_faster=max(percents) <= BASE,
        over=_long(step.over for step in problem.balance),
        per_hour=_long(step.per_hour for step in problem.balance),
        mean_leg=float(leg[: len(visits), : len(visits)].mean()) if visits else 0.0,
    )


def _legs(problem: Problem, duties: Sequence[Duty]) -> tuple[Ints, list[int], list[int]]:
    """(nodes, nodes) of seconds, and the nodes where each of the duties starts and ends."""
    ends = [(int(duty.stops[-1]), duty.end) for duty in duties]
    homes = list(dict.fromkeys(place for pair in ends for place in pair))
    node = {place: len(problem.visits) + k for k, place in enumerate(homes)}
    places = [*(v.place for v in problem.visits), *homes]
    leg: Ints = np.array(problem.matrix.seconds, np.int64)[np.ix_(places, places)]
    return leg, [node[start] for start, _ in ends], [node[end] for _, end in ends]


def _liking(visits: int, duties: Sequence[Duty]) -> tuple[Ints, Ints]:
    """Which visits each duty may serve, and at what cost of preference."""
    able, liking = np.zeros((2, len(duties), visits), np.int64)
    for k, duty in enumerate(duties):
        able[k, duty.visits], liking[k, duty.visits] = 1, duty.liking
    return able, liking


def _flat(kind: str, numbers: Ints) -> Flat:
    flat = array(kind)
    flat.frombytes(np.ascontiguousarray(numbers, f"i{flat.itemsize}").tobytes())
    return flat


def _long(numbers: Iterable[int]) -> Flat:
    return array("q", map(int, numbers))


def _ends(rows: Iterable[Sized]) -> Flat:
    """Where each row begins in a flat list of what is in them, and where the last one ends."""
    return array("i", accumulate((len(row) for row in rows), initial=0))


def _windows(visit: Visit) -> list[tuple[int, int]]:
    """When service may begin, ascending; no window closes before the one that it follows."""
    closes = accumulate((w.closes - visit.setup for w in visit.start_windows), max)
    return [(w.opens - visit.setup, last) for w, last in zip(visit.start_windows, closes, strict=True)]


def _longest(visits: Sequence[Visit], duties: Sequence[Duty]) -> int:
    """The most stops for which there is time."""
    shortest = min((int(v.service) for v in visits), default=0)
    longest = max((duty.shift_closes - duty.shift_opens for duty in duties), default=0)
    return min(len(visits), longest // shortest) if shortest > 0 else len(visits)


def _near(leg: Ints, movable: Ints, visits: int) -> Ints:
    """(visits, movable): the visits that can move, nearest first."""
    legs = leg[:visits, movable].copy()
    legs[movable, np.arange(len(movable))] = -1
    near: Ints = movable[np.argsort(legs, axis=1, kind="stable")]
    return near


def _ranks(problem: Problem) -> Ints:
    """Tight windows, far away, near by, few therapists, early and late first: what is hard to place differs by day."""
    visits, seconds = problem.visits, problem.matrix.seconds
    homes = {t.start for t in problem.therapists}
    width = [sum(w.closes - w.opens for w in v.start_windows) for v in visits]
    near = [min((seconds[home][v.place] for home in homes), default=0) for v in visits]
    early = [v.start_windows[0].opens if v.start_windows else 0 for v in visits]
    late = [-v.start_windows[-1].closes if v.start_windows else 0 for v in visits]
    few = [len(v.therapists) for v in visits]
    orders = (width, width, [-x for x in near], near, few, early, late)
    return np.array([_rank(order) for order in orders], np.int64).reshape(len(orders), len(visits))


def _rank(values: Sequence[int]) -> Ints:
    """The place of each value among all that differ, the least first."""
    rank: Ints = np.unique(np.array(values, np.int64), return_inverse=True)[1]
    return rank
