"""The road's clock and a leg with breaks, reckoned apart from the program: could one have arrived by then, or not?"""

from bisect import bisect_right
from collections.abc import Sequence

Rest = tuple[int, int, int]
"""A break: its window opens, its window closes, and how long it lasts."""

Arrival = tuple[int, tuple[int, ...]]
"""When a leg ends, and when the breaks on it began."""


class Road:
    """Work of the road since midnight: `percent` of work a second; a leg of n seconds is 100 n of work."""

    def __init__(self, profile: Sequence[Sequence[int]]) -> None:
        self.since = [t for t, _ in profile]
        self.percent = [p for _, p in profile]
        self.is_even = self.percent == [100]

    def done(self, t: int) -> int:
        """All work from midnight to `t`."""
        ends = [*self.since[1:], t]
        return sum(
            p * (min(t, end) - begin) for p, begin, end in zip(self.percent, self.since, ends, strict=True) if t > begin
        )

    def arrive(self, since: int, work: int) -> int:
        """The first second by which `work` begun at `since` is done."""
        k = bisect_right(self.since, since) - 1
        while k + 1 < len(self.since) and self.percent[k] * (self.since[k + 1] - since) < work:
            work -= self.percent[k] * (self.since[k + 1] - since)
            since, k = self.since[k + 1], k + 1
        return since - -work // self.percent[k]

    def leg(self, since: int, seconds: int, rests: Sequence[Rest]) -> Arrival | None:
        """The first arrival with these breaks taken on the way, in this order; None where one cannot begin in time."""
        earliest = _as_early_as_can_be(since, rests)
        if earliest is None:
            return None
        rested = sum(rest[2] for rest in rests)
        over = earliest[-1] + rests[-1][2] if rests else since
        if self.is_even or not rests:
            return max(over, self.arrive(since, 100 * seconds) + rested), earliest
        return self._least(since, 100 * seconds, rests, over)

    def _least(self, since: int, work: int, rests: Sequence[Rest], over: int) -> Arrival:
        """By bisection: who can have arrived at one second can be there at the next as well."""
        low = max(over, self.arrive(since, work))
        high = max(low, self.arrive(since, work + 100 * 10 * sum(rest[2] for rest in rests)))
        while low < high:
            middle = (low + high) // 2
            if self._in_time(since, work, rests, middle) is None:
                low = middle + 1
            else:
                high = middle
        begins = self._in_time(since, work, rests, low)
        assert begins is not None, "all breaks at the door of who has ten times the work to do come in time"
        return low, begins

    def _in_time(self, since: int, work: int, rests: Sequence[Rest], arrive: int) -> tuple[int, ...] | None:
        """Begins of the breaks with which the work is done by then, or None."""
        allowed = self.done(arrive) - self.done(since) - work
        found = self._least_lost(since, rests, arrive)
        return found[1] if found is not None and found[0] <= allowed else None

    def _least_lost(self, since: int, rests: Sequence[Rest], arrive: int) -> tuple[int, tuple[int, ...]] | None:
        """The least work that these breaks, over by `arrive`, take from the road, and when they begin then.

        Work lost to a break is linear in its begin but for the seconds at which the break, or those after it at its
        heels, begin or end as the road changes: one of those, or an end of a window, is best.
        """
        if not rests:
            return 0, ()
        (opens, closes, length), later = rests[0], rests[1:]
        first, last = max(since, opens), min(closes, arrive - sum(rest[2] for rest in rests))
        best = None
        for begin in self._worth_trying(first, last, rests, arrive):
            more = self._least_lost(begin + length, later, arrive)
            if more is not None:
                lost = self.done(begin + length) - self.done(begin) + more[0]
                if best is None or lost < best[0]:
                    best = lost, (begin, *more[1])
        return best

    def _worth_trying(self, first: int, last: int, rests: Sequence[Rest], arrive: int) -> list[int]:
        found, behind = {first, last}, 0
        for k, (opens, closes, length) in enumerate(rests):
            if k:
                found |= {opens - behind, closes - behind}
            found |= {t - behind for t in self.since}
            behind += length
        found |= {t - behind for t in (*self.since, arrive)}
        return sorted(t for t in found if first <= t <= last)


def _as_early_as_can_be(since: int, rests: Sequence[Rest]) -> tuple[int, ...] | None:
    begins = []
    for opens, closes, length in rests:
        begin = max(since, opens)
        if begin > closes:
            return None
        begins.append(begin)
        since = begin + length
    return tuple(begins)
