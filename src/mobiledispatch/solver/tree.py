"""Days on which people meet, solved by branching on when they do (Dohn, Rasmussen, Larsen 2011).

A node is the day with everybody who meets free to begin at a second of their own, within some hours. Its best plan
costs no more than any in which they meet within these hours. If they can, it is a plan; if not, the hours are cut in
two so that neither half allows what clashed, and the half that promises most is solved next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from mobiledispatch.model.clock import DAY, Seconds, TimeWindow
from mobiledispatch.model.objective import objective_of
from mobiledispatch.solver.assemble import Orders
from mobiledispatch.solver.budget import Budget
from mobiledispatch.solver.exact.columns import Cut
from mobiledispatch.solver.exact.completion import Roads
from mobiledispatch.solver.exact.drafts import Drafts, Undrafted, is_out_of_reach
from mobiledispatch.solver.exact.known import Known
from mobiledispatch.solver.exact.prove import prove
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.first_plan import first_plans
from mobiledispatch.solver.groundwork.ties import Ties
from mobiledispatch.solver.limits import Limits
from mobiledispatch.solver.watch import Progress, Watch
from mobiledispatch.timetable.draft import keeps
from mobiledispatch.timetable.meeting import Clash, Starts, at, meet, nearest

LATEST = Seconds(2 * DAY)
TIME_TO_DRAFT, TIME_TO_TRY, TIME_FOR_A_NODE = 0.2, 0.04, 0.6
"""The shares of what time is left that the first plan, each further try, and the proof of a node may take."""
A_NODE = 2e-3
"""Work (`Budget`) of a node besides its search."""


@dataclass(order=True, slots=True)
class Node:
    """The day within some hours, what no plan of it costs less than, and orders that cost no more, where known."""

    bound: int
    number: int
    ties: Ties = field(compare=False)
    orders: Orders | None = field(compare=False, default=None)
    cuts: Sequence[Cut] = field(compare=False, default=())


class Tree:
    """The best plan that is known, and the nodes in which a better one may still lie, the best bound first."""

    def __init__(
        self,
        ties: Ties,
        limits: Limits,
        watch: Watch,
        known: Known,
        roads: Roads,
        budget: Budget | None = None,
    ) -> None:
        self.orders: Orders = {}
        self.upper = sum(v.unassigned_cost for v in ties.problem.visits)
        self._ties = ties
        self._limits = limits
        self._watch = watch
        self._known = known
        self._roads = roads
        self._budget = budget or Budget.of(limits)
        self._numbers = count()
        self._open = [Node(0, next(self._numbers), ties)]
        self._bound = self._floor = self._hopeless = self.upper

    @property
    def lower(self) -> int:
        """What no plan costs less than: the least of the node at work, of the open ones, and of those given up."""
        return min(self.upper, self._floor, self._bound, *(node.bound for node in self._open[:1]))

    def is_over(self) -> bool:
        """Proven, near enough, out of time, or told to stop."""
        near = self.upper - self.lower <= self._limits.gap * self.upper or self.lower >= self._hopeless
        return near or self._budget.is_over() or self._watch.stop()

    def expect(self, floor: int, hopeless: int) -> None:
        """No plan costs less than `floor`, and one of `hopeless` is of no use."""
        self._open[0].bound, self._hopeless = floor, min(hopeless, self._hopeless)

    def take_plan(self, orders: Orders) -> None:
        """Take in a plan made elsewhere if it keeps the ties and is better than the best."""
        index = {v.id: k for k, v in enumerate(self._ties.problem.visits)}
        if self._ties.holds([[index[v.id] for v in order] for order in orders.values()]):
            self._take(orders, objective_of(self._ties.problem, orders).total)

    def draft(self) -> None:
        """First plans: meetings where there is room, everybody else around them by local search, until nobody is left
        out who could be served."""
        could = {v.id for v in self._ties.problem.visits if v.therapists and v.start_windows}
        for number, (ties, orders) in enumerate(first_plans(self._ties)):
            search = self._search(ties, TIME_TO_TRY if number else TIME_TO_DRAFT)
            search.take_plan(search.columns_of(orders))
            Drafts(search).begin()
            self._known.keep(search, self._ties)
            self._take(search.orders(), search.upper)
            if self.is_over() or could <= {v.id for order in self.orders.values() for v in order}:
                break

    def run(self) -> None:
        """Improve the plan until it is proven, or the limits are reached."""
        if self.orders and is_out_of_reach(self._search(self._ties)):
            self._polish()
        while self._open and not self.is_over():
            node = heappop(self._open)
            self._budget.spend(A_NODE)
            self._bound = node.bound
            if node.orders is None:
                self._solve(node)
            if node.orders is not None and node.bound < self.upper:
                self._branch(node, node.orders)
            if node.orders is None:
                self._floor = min(self._floor, node.bound)
                if node.bound < self.upper:
                    self._polish()
            self._bound = self._floor
            self._tell()

    def _polish(self) -> None:
        """Use the time that is left on the best plan, with everybody who meets where they meet in it."""
        ties: Ties | None = self._ties
        starts = meet(self._ties.problem, self.orders, self._ties.meetings)
        for k, start in starts.items() if isinstance(starts, dict) else ():
            ties = ties and ties.narrowed(k, [TimeWindow(start, start)])
        if ties and not self.is_over():
            search = self._search(ties)
            search.take_plan(search.columns_of(self.orders))
            prove(search, Drafts(search))
            self._take(search.orders(), search.upper)

    def _solve(self, node: Node) -> None:
        """Give the node its bound and, if they are proven to be the best within its hours, its orders."""
        search = self._search(node.ties, TIME_FOR_A_NODE, self._heard)
        search.cap(min(self.upper, self._hopeless))
        search.raise_bound(node.bound)
        self._known.offer(search)
        search.master.add_cuts(node.cuts)
        prove(search, Undrafted())
        node.cuts = search.binding_cuts()
        self._known.keep(search, self._ties)
        node.bound = search.lower
        if search.best and search.lower == search.upper:
            node.orders = search.orders()
        if search.best:
            self._take(search.orders(), search.upper)

    def _branch(self, node: Node, orders: Orders) -> None:
        met = meet(node.ties.problem, orders, node.ties.meetings)
        if not isinstance(met, Clash):
            self._take(orders, node.bound, met)
            return
        if not node.number:
            self._settle(node, orders)
        for hours in (TimeWindow(Seconds(0), Seconds(met.start - 1)), TimeWindow(met.start, LATEST)):
            ties = node.ties.narrowed(met.meeting, [hours])
            if ties:
                same = {name: [ties.problem.visit(v.id) for v in order] for name, order in orders.items()}
                heappush(
                    self._open,
                    Node(node.bound, next(self._numbers), ties, same if fits(ties, same) else None, node.cuts),
                )

    def _settle(self, node: Node, orders: Orders) -> None:
        """Seek a plan with every meeting near where these orders, which clash, would have it."""
        ties: Ties | None = node.ties
        for k, start in nearest(node.ties.problem, orders, node.ties.meetings).items():
            ties = ties and ties.narrowed(k, [TimeWindow(start, start)])
        if ties:
            self._solve(Node(node.bound, next(self._numbers), ties, None, node.cuts))

    def _take(self, orders: Orders, cost: int, met: Starts | None = None) -> None:
        """Keep the plan of these orders if it is the best and everybody meets, as early as can be."""
        if cost >= self.upper:
            return
        earliest = meet(self._ties.problem, _whole(self._ties, orders), self._ties.meetings)
        starts = met if isinstance(earliest, Clash) else earliest
        if starts is not None:
            self.orders, self.upper = _pinned(self._ties, orders, starts), cost
            self._tell()

    def _search(self, ties: Ties, share: float = 1.0, hear: Callable[[Progress], None] = lambda _: None) -> Search:
        budget = self._budget.share(share * self._budget.seconds_left)
        return Search(ties, self._limits, Watch(hear, self._watch.stop), self._roads.arrivals_of, budget)

    def _heard(self, progress: Progress) -> None:
        """A node has a better bound."""
        if progress.lower > self._bound:
            self._bound = progress.lower
            self._tell()

    def _tell(self) -> None:
        self._watch.tell(Progress(self.upper, self.lower))


def fits(ties: Ties, orders: Orders) -> bool:
    """Can each of these routes be driven by itself?"""
    crew = [(ties.problem.therapist(name), order) for name, order in orders.items()]
    return all(t.id in v.therapists for t, order in crew for v in order) and all(
        keeps(ties.problem, t, order) for t, order in crew
    )


def _pinned(ties: Ties, orders: Orders, starts: Starts) -> Orders:
    """The orders with everybody who meets at the start of the meeting and no other."""
    begins = {
        name: ties.meetings[k].begin_of(name, start) for k, start in starts.items() for name in ties.meetings[k].visits
    }
    return {
        name: [at(v, begins[v.id]) if v.id in begins else v for v in order]
        for name, order in _whole(ties, orders).items()
    }


def _whole(ties: Ties, orders: Orders) -> Orders:
    """The orders with all the hours of everybody, whatever part of them a search was given."""
    return {name: [ties.problem.visit(v.id) for v in order] for name, order in orders.items()}
