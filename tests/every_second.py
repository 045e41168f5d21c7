"""The best day of visits in one order, found by living every second of every day that there could be.

Shares nothing with the timetable, the solver or the verifier but the nouns. In each second a therapist drives, waits,
rests or serves; of all that could have come to the same state at the same second, the best is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit


@dataclass(frozen=True)
class Lived:
    """A whole day: the sum of its promised starts, all its starts, when one is back, and when one left."""

    promised: int
    starts: tuple[int, ...]
    back: int
    leave: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Less is better: the second aim, as far as it is a matter of starts, return and departure."""
        return self.promised, sum(self.starts), self.back, -self.leave


@dataclass(frozen=True)
class State:
    """`served` stops are behind, `driven` is the work done on the way to the next, `taken` the breaks behind."""

    served: int
    driven: int
    taken: frozenset[int]
    is_away: bool


Past = tuple[int, int, int, tuple[int, ...]]
"""Promised starts, all starts, minus the departure, and each start."""

Next = tuple[int, State, Past]
HOME: Past = (0, 0, 0, ())


def best_day(problem: Problem, therapist: Therapist, order: Sequence[Visit], grain: int = 1) -> Lived | None:
    """None if no day keeps every rule. All times of the problem are multiples of `grain` seconds."""
    layers: dict[int, dict[State, Past]] = {int(therapist.shift.opens): {State(0, 0, frozenset(), is_away=False): HOME}}
    best: Lived | None = None
    for now in range(therapist.shift.opens, therapist.shift.closes + 1, grain):
        layer = layers.pop(now, {})
        waiting = list(layer)
        while waiting:
            state = waiting.pop()
            past = layer[state]
            if _may_end(problem, therapist, order, state, now):
                day = Lived(past[0], past[3], now, -past[2])
                best = day if best is None or day.rank < best.rank else best
            for then, after, later in _steps(problem, therapist, order, now, state, past, grain):
                others = layer if then == now else layers.setdefault(then, {})
                if after not in others or later < others[after]:
                    others[after] = later
                    if then == now:
                        waiting.append(after)
    return best


def _work(problem: Problem, therapist: Therapist, order: Sequence[Visit], served: int) -> int:
    here = order[served - 1].place if served else therapist.start
    there = order[served].place if served < len(order) else therapist.end
    return 100 * problem.matrix.seconds[here][there]


def _may_end(problem: Problem, therapist: Therapist, order: Sequence[Visit], state: State, now: int) -> bool:
    if state.served < len(order) or not state.is_away or state.driven < _work(problem, therapist, order, state.served):
        return False
    return all(k in state.taken or now <= rest.start_window.closes for k, rest in enumerate(therapist.breaks))


def _steps(
    problem: Problem, therapist: Therapist, order: Sequence[Visit], now: int, state: State, past: Past, grain: int
) -> Iterator[Next]:
    """Everything that one can do at this second."""
    served, work = state.served, _work(problem, therapist, order, state.served)
    is_there = state.is_away and state.driven >= work
    at_once = served < len(order) and _follows(problem, order, served)
    if not state.is_away:
        yield now, State(served, 0, state.taken, is_away=True), (past[0], past[1], -now, past[3])
    if not at_once:
        for k, rest in enumerate(therapist.breaks):
            if k not in state.taken and rest.start_window.opens <= now <= rest.start_window.closes:
                yield now + rest.seconds, State(served, state.driven, state.taken | {k}, state.is_away), past
    if not state.is_away or (is_there and not at_once):
        yield now + grain, state, past
    if state.is_away and not is_there:
        # Who waits half-way may as well wait at the next door.
        percent = next(p for since, p in reversed(problem.clock.steps) if since <= now)
        driven = min(work, state.driven + percent * grain)
        yield now + grain, State(served, driven, state.taken, is_away=True), past
    if is_there and served < len(order):
        visit = order[served]
        start = now + visit.setup
        if any(w.opens <= start <= w.closes for w in visit.start_windows):
            promised = past[0] + (start if visit.promise else 0)
            then = (promised, past[1] + start, past[2], (*past[3], start))
            yield now + visit.service, State(served + 1, 0, state.taken, is_away=True), then


def _follows(problem: Problem, order: Sequence[Visit], served: int) -> bool:
    """Is the next visit of the same household as the last, and to be begun at once?"""
    return served > 0 and any(
        household[k : k + 2] == (order[served - 1].id, order[served].id)
        for household in problem.households
        for k in range(len(household) - 1)
    )


def least_cost(problem: Problem, grain: int = 1) -> int:
    """The least travel and cost of who is left out, of a day with one therapist, over all sets and orders."""
    (therapist,) = problem.therapists
    everybody = sum(v.unassigned_cost for v in problem.visits)
    costs = [everybody]
    for count in range(1, len(problem.visits) + 1):
        for order in permutations(problem.visits, count):
            cost = problem.travel(therapist, order) + everybody - sum(v.unassigned_cost for v in order)
            if cost < min(costs) and _is_whole(problem, order) and best_day(problem, therapist, order, grain):
                costs.append(cost)
    return min(costs)


def _is_whole(problem: Problem, order: Sequence[Visit]) -> bool:
    """Is each household served in its order at one stop, or not at all?"""
    names = tuple(v.id for v in order)
    for household in problem.households:
        if any(name in names for name in household):
            first = names.index(household[0]) if household[0] in names else -1
            if first < 0 or names[first : first + len(household)] != household:
                return False
    return True
