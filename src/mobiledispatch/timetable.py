"""An order of visits -> all its times, breaks and waiting: the one arithmetic that solver and desk share.

A therapist is free at some second with some breaks taken; every leg may take further breaks, everything else
only moves time on. Being free earlier with the same breaks taken is never worse, so one earliest second for
each set of breaks taken is all that has to be remembered. Breaks are always taken between leaving one stop and
arriving at the next: waiting for a window at the door, and resting before that, come to the same start.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Timing:
    """The four times of one stop, the leg that leads to it, idle time at the door, and room to run late."""

    arrive: Seconds
    start: Seconds
    end: Seconds
    leave: Seconds
    travel: Seconds
    waiting: Seconds
    slack: Seconds = Seconds(0)


@dataclass(frozen=True, slots=True)
class Timetable:
    """One therapist's day in times. `travel` is the seconds on the road, the way home included."""

    leave_depot: Seconds
    back_at_depot: Seconds
    travel: Seconds
    breaks: tuple[TimeWindow, ...]
    timings: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """Free to drive on at `free`, with the breaks in the bit set `taken` behind; `timing` is the stop just left."""

    free: Seconds
    taken: int = 0
    rests: tuple[TimeWindow, ...] = ()
    timing: Timing | None = None
    before: "_Moment | None" = None


Frontier = dict[int, _Moment]


def timetable(matrix: TravelTimeMatrix, therapist: Therapist, visits: Sequence[Visit]) -> Timetable | None:
    """The earliest times for `visits` in this order; None where no timing keeps every window, break and the shift.

    >>> table = TravelTimeMatrix(((Seconds(0), Seconds(600)), (Seconds(600), Seconds(0))))
    >>> ana = Therapist("ana", 0, 0, TimeWindow(Seconds(32400), Seconds(61200)))
    >>> noon = (TimeWindow(Seconds(36000), Seconds(43200)),)
    >>> v = Visit(id="v", place=1, service=Seconds(3600), start_windows=noon, therapists=("ana",), unassigned_cost=1)
    >>> day = timetable(table, ana, [v])
    >>> day.leave_depot, day.timings[0].start, day.back_at_depot
    (35400, 36000, 40200)
    """
    frontier: Frontier = {0: _Moment(therapist.shift.opens)}
    here = therapist.start
    for visit in visits:
        frontier = serve(frontier, matrix.seconds[here][visit.place], visit, therapist.breaks)
        here = visit.place
    last = head_home(frontier, matrix.seconds[here][therapist.end], therapist)
    if last is None:
        return None
    return _written(matrix, therapist, visits, last)


def serve(frontier: Frontier, leg: Seconds, visit: Visit, breaks: Sequence[Break]) -> Frontier:
    """Every way of being done with `visit` after a leg of `leg` seconds; empty if there is none."""
    after: Frontier = {}
    for moment in frontier.values():
        for arrive, taken, rests in _legs(moment.free, leg, moment.taken, breaks):
            start = visit.start_after(Seconds(arrive + visit.setup))
            if start is None:
                continue
            leave = Seconds(start + visit.wrap_up)
            if taken in after and after[taken].free <= leave:
                continue
            end, waiting = Seconds(start + visit.massage), Seconds(start - visit.setup - arrive)
            timing = Timing(arrive, start, end, leave, leg, waiting)
            after[taken] = _Moment(leave, taken, rests, timing, moment)
    return after


def head_home(frontier: Frontier, leg: Seconds, therapist: Therapist) -> _Moment | None:
    """The earliest return that closes the day within the shift; None if there is none."""
    best: _Moment | None = None
    for moment in frontier.values():
        for arrive, taken, rests in _legs(moment.free, leg, moment.taken, therapist.breaks):
            if arrive > therapist.shift.closes or not _rested(taken, arrive, therapist.breaks):
                continue
            if best is None or arrive < best.free:
                best = _Moment(arrive, taken, rests, None, moment)
    return best


def _rested(taken: int, back: Seconds, breaks: Sequence[Break]) -> bool:
    # A break whose window is still open when the therapist is back for the day costs no time.
    return all(taken >> k & 1 or back <= rest.start_window.closes for k, rest in enumerate(breaks))


def _legs(
    free: Seconds, leg: Seconds, taken: int, breaks: Sequence[Break]
) -> Iterator[tuple[Seconds, int, tuple[TimeWindow, ...]]]:
    """Every arrival at the end of a leg: with no further break, or with some of those not yet taken on the way."""
    yield Seconds(free + leg), taken, ()
    for k, rest in enumerate(breaks):
        begins = max(free, rest.start_window.opens)
        if taken >> k & 1 or begins > rest.start_window.closes:
            continue
        if begins > free and free + leg <= rest.start_window.closes:
            begins = max(begins, Seconds(free + leg))  # drive first, rest near the door: nobody stops half-way for it
        driven = min(leg, begins - free)
        over = Seconds(begins + rest.seconds)
        for arrive, all_taken, more in _legs(over, Seconds(leg - driven), taken | 1 << k, breaks):
            yield arrive, all_taken, (TimeWindow(begins, over), *more)


def _written(matrix: TravelTimeMatrix, therapist: Therapist, visits: Sequence[Visit], last: _Moment) -> Timetable:
    """Read a day back from its last moment, leave home no earlier than needed, and say how late each stop may run."""
    moments: list[_Moment] = []
    moment: _Moment | None = last
    while moment is not None:
        moments.append(moment)
        moment = moment.before
    moments.reverse()
    timings = [
        replace(m.timing, slack=_slack(matrix, therapist, visits, position, m))
        for position, m in enumerate(moments[1:-1])
        if m.timing is not None
    ]
    leave_depot = therapist.shift.opens
    if timings:
        leave_depot, timings[0] = _leave_late(leave_depot, moments[1].rests, timings[0])
    home = matrix.seconds[visits[-1].place if visits else therapist.start][therapist.end]
    travel = Seconds(sum(t.travel for t in timings) + home)
    breaks = tuple(rest for m in moments for rest in m.rests)
    return Timetable(leave_depot, last.free, travel, breaks, tuple(timings))


def _leave_late(opens: Seconds, rests: tuple[TimeWindow, ...], first: Timing) -> tuple[Seconds, Timing]:
    """Wait at home rather than at the first door, where the breaks before that stop allow it."""
    leave = Seconds(first.arrive + first.waiting - first.travel)
    if rests and leave < rests[-1].closes:
        return opens, first
    return leave, replace(first, arrive=Seconds(leave + first.travel), waiting=Seconds(0))


def _slack(
    matrix: TravelTimeMatrix, therapist: Therapist, visits: Sequence[Visit], position: int, moment: _Moment
) -> Seconds:
    """How many seconds the stop at `position` may run late with nothing later breaking, by bisection."""
    visit, timing = visits[position], moment.timing
    assert timing is not None
    low, high = 0, next(w.closes for w in visit.start_windows if w.holds(timing.start)) - timing.start
    while low < high:
        late = (low + high + 1) // 2
        if _can_finish(matrix, therapist, visits, position, replace(moment, free=Seconds(moment.free + late))):
            low = late
        else:
            high = late - 1
    return Seconds(low)


def _can_finish(
    matrix: TravelTimeMatrix, therapist: Therapist, visits: Sequence[Visit], position: int, moment: _Moment
) -> bool:
    frontier: Frontier = {moment.taken: moment}
    here = visits[position].place
    for visit in visits[position + 1 :]:
        frontier = serve(frontier, matrix.seconds[here][visit.place], visit, therapist.breaks)
        here = visit.place
    return head_home(frontier, matrix.seconds[here][therapist.end], therapist) is not None
