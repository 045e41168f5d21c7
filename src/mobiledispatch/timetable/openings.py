"""Where in a route, and from when until when, one more visit may start with every other stop kept in its order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit
from mobiledispatch.timetable.draft import Draft, gaps
from mobiledispatch.timetable.frontier import Moment, begin, finishes, serve

WHOLE_DAY = (TimeWindow(Seconds(0), DAY),)


@dataclass(frozen=True)
class Opening:
    """A gap before the stop at `position`, with the breaks of `moment` behind; `rest` are the stops after it."""

    problem: Problem
    therapist: Therapist
    position: int
    moment: Moment
    rest: Sequence[Visit]

    @property
    def earliest(self) -> Seconds:
        """The first second at which the massage may start."""
        assert self.moment.timing is not None
        return self.moment.timing.start

    def kept(self, marks: Sequence[int]) -> Sequence[int]:
        """Those of the ascending `marks`, none before `earliest`, with which the rest of the day is kept.

        A later start is never easier on the stops behind it, so they are the first ones.
        """
        low, high = 0, len(marks)
        while low < high:
            middle = (low + high) // 2
            if self.keeps(Seconds(marks[middle])):
                low = middle + 1
            else:
                high = middle
        return marks[:low]

    def keeps(self, start: Seconds) -> bool:
        """Is the rest of the day kept if the massage starts then, not before `earliest`?"""
        free = Seconds(self.moment.free + start - self.earliest)
        return finishes(self.problem, self.therapist, self.moment.place, {self.moment.taken: free}, self.rest)


def openings(draft: Draft, therapist: Therapist, visit: Visit) -> Iterator[Opening]:
    """Every gap of the therapist's route that can be reached, once for each set of breaks taken by then."""
    order = draft.orders[therapist.id]
    anytime = replace(visit, start_windows=WHOLE_DAY)
    frontiers = [begin(therapist)]
    for other in order:
        frontiers.append(serve(draft.problem, therapist, frontiers[-1], other))
    for k in gaps(draft.problem, order):
        for moment in serve(draft.problem, therapist, frontiers[k], anytime).values():
            yield Opening(draft.problem, therapist, k, moment, order[k:])
