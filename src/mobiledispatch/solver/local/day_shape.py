"""One duty in plain numbers, for reckoning one leg at a time: lists are quicker than arrays when asked singly."""

from collections.abc import Sequence

import numpy as np

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.objective import balance_cost
from mobiledispatch.model.road_clock import work_of
from mobiledispatch.model.therapist import Break
from mobiledispatch.solver.groundwork.duty import Duty
from mobiledispatch.solver.groundwork.road import NEVER, Ints
from mobiledispatch.timetable.legs import Way, arrival, latest_return

Window = tuple[int, int]
TOO_EARLY = -1


class DayShape:
    """What a route of one duty has to keep, indexed by the problem's own numbers of visits.

    `depot` is one more than the last visit. `leg[a][b]` is in seconds at base speed, and so is
    `leg_to[b][a]`; `cost[a][b]` adds the preference for b; `windows[v]` say when service (set-up first) may begin.
    """

    def __init__(self, duty: Duty, visits: int) -> None:
        self.depot = visits
        self.able = frozenset(int(v) for v in duty.visits)
        self.leg = _square(duty, duty.leg, visits)
        self.leg_to = [list(column) for column in zip(*self.leg, strict=True)]
        self.cost = _square(duty, duty.cost, visits)
        self.windows: list[tuple[Window, ...]] = [()] * visits
        self.service, self.massage = [0] * visits, [0] * visits
        for k, visit in enumerate(duty.visits):
            self.windows[visit] = tuple(duty.windows(k))
            self.service[visit], self.massage[visit] = int(duty.service[k]), int(duty.massage[k])
        self.hands_on_limit = duty.hands_on_limit
        self.opens, self.closes = duty.shift_opens, duty.shift_closes
        self.breaks = duty.breaks
        self.clock = duty.road.clock
        self.is_even = duty.road.clock.is_even
        self.first_open = [row[0][0] if row else int(NEVER) for row in self.windows]
        self.last_close = [row[-1][1] if row else TOO_EARLY for row in self.windows]
        self.states = range(duty.all_taken + 1)
        self.ways: list[list[Way]] = [list(duty.ways(taken)) for taken in self.states]
        self.is_plain = self.is_even and not self.breaks
        self._steps = duty.balance

    def balance_cost(self, hands_on: int) -> int:
        return balance_cost(self._steps, hands_on)

    def arrival(self, free: int, leg: int, rests: Sequence[Break]) -> int:
        """`Road.arrival` of one leg."""
        if not rests:
            return free + leg if self.is_even else self.clock.after(Seconds(free), work_of(Seconds(leg)))
        if not self.is_even:
            arrive = arrival(self.clock, Seconds(free), work_of(Seconds(leg)), rests)
            return int(NEVER) if arrive is None else arrive
        for rest in rests:
            begins = max(free, rest.start_window.opens)
            if begins > rest.start_window.closes:
                return int(NEVER)
            leg = max(0, leg - (begins - free))
            free = begins + rest.seconds
        return free + leg

    def begin(self, visit: int, arrive: int) -> int:
        """The earliest begin of service at or after `arrive`; NEVER when every window has closed."""
        for opens, closes in self.windows[visit]:
            if arrive <= closes:
                return arrive if arrive > opens else opens
        return int(NEVER)

    def latest_begin(self, visit: int, by: int) -> int:
        """The latest begin of service at or before `by`; TOO_EARLY when no window has opened."""
        for opens, closes in reversed(self.windows[visit]):
            if opens <= by:
                return by if by < closes else closes
        return TOO_EARLY

    def latest_departure(self, by: int, leg: int, rests: Sequence[Break]) -> int:
        """The latest second from which a leg with these breaks ends at `by` or before; TOO_EARLY if there is none."""
        if self.is_even and len(rests) < 2:
            return _latest_even(by, leg, rests)
        # Leaving later never arrives earlier, so the last second that does is found by halving.
        low, high = TOO_EARLY, by
        while low < high:
            middle = (low + high + 1) // 2
            if self.arrival(middle, leg, rests) <= by:
                low = middle
            else:
                high = middle - 1
        return low

    def latest_return(self, taken: int) -> int:
        """By when the therapist must be back with these breaks taken."""
        return latest_return(taken, self.breaks, self.closes)


def _latest_even(by: int, leg: int, rests: Sequence[Break]) -> int:
    if not rests:
        return by - leg
    rest = rests[0]
    if rest.start_window.opens + rest.seconds > by:
        return TOO_EARLY
    return min(rest.start_window.closes, by - rest.seconds - leg)


def _square(duty: Duty, table: Ints, visits: int) -> list[list[int]]:
    """`table` (m+1, m) in the problem's numbers, with the way home as the last column."""
    square = np.zeros((visits + 1, visits + 1), np.int64)
    numbers = np.append(duty.visits, visits)
    square[np.ix_(numbers, duty.visits)] = table
    square[numbers, visits] = duty.home
    rows: list[list[int]] = square.tolist()
    return rows
