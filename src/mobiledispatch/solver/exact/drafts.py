"""Where local search meets the exact one: a first plan and many good routes, and a last polish without a proof."""

from collections.abc import Callable

from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.completion import WIDEST_BUCKET
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.local.anneal import COLD, WARM, Annealing, Draft

ROUNDS_A_PAIR, ROUNDS_IN_DOUBT, DOUBT = 4, 12, 0.1
"""The first rounds, for each pair of visits; and where a proof may well take more than this share of the time."""
ROUNDS_A_VISIT, BOLDER = 60, 3.0
"""The rounds of each later improvement, and how much warmer it begins when the last one found nothing."""
TIME_TO_DRAFT, SECONDS_TO_DRAFT = 0.3, 0.25
"""The share of a search's time that the first rounds may take, and what they may take of a shorter one."""
SECONDS_A_CELL, WORTH_A_PROOF = 15e-9, 10.0
"""What a cell of the tables costs that completion bounds are read from, and how many times as long a proof takes."""
SECONDS_A_PLACE = 1e-8
"""What it counts, in a budget of work, to look at one place for a visit."""
TIME_TO_COOL, WORTH_COOLING, TEPID = 0.8, 2.0, 0.3
"""The share of the time left that one long search takes, the seconds that there must be for it, and where it begins."""


class Undrafted:
    """No local search: for a search that good routes are known to already."""

    longest_list = 300
    """So many routes are chosen among before the bound is tightened: what few make has been found before."""

    def begin(self) -> None:
        return

    def improve(self) -> None:
        return

    def cool(self) -> None:
        return

    def polish(self) -> None:
        return


class Drafts:
    """Local search on behalf of one exact search."""

    longest_list = 10**9

    def __init__(self, search: Search) -> None:
        self._search = search
        self._annealing = Annealing(search.ties, search.duties, search.limits.seed)
        self._warmth = COLD
        self._visits = len(search.ties.loose)

    def begin(self) -> None:
        """Give the search a good plan, and the routes met on the way."""
        begun, share = self._search.seconds_left, _share_of_proof(self._search)
        if share > 1:
            self.open(begun)
            return
        first = self._annealing.first(self._routes())
        rounds = (ROUNDS_IN_DOUBT if share > DOUBT else ROUNDS_A_PAIR) * self._visits**2
        seconds = max(SECONDS_TO_DRAFT, TIME_TO_DRAFT * self._search.budget.seconds)
        self._improve(first, lambda k: max(self._done(k, rounds), self._spent(begun, seconds)), WARM)

    def open(self, seconds: float) -> None:
        """A first plan, in about so many seconds."""
        first, begun = self._annealing.first(self._routes()), self._search.seconds_left
        self._improve(first, lambda _: self._spent(begun, seconds), WARM)

    def improve(self) -> None:
        """Some rounds from the best plan on: gentle ones as long as they help, and then bolder."""
        before = self._search.upper
        self._improve(self._best(), lambda k: self._done(k, ROUNDS_A_VISIT * self._visits), self._warmth)
        self._warmth = COLD if self._search.upper < before else min(WARM, BOLDER * self._warmth)

    def cool(self) -> None:
        """One long search from the best plan on, for days on which no proof is in sight."""
        begun = self._search.seconds_left
        if begun >= WORTH_COOLING:
            self.stir(TIME_TO_COOL * begun)

    def stir(self, seconds: float) -> None:
        """A search from the best plan on that goes farther afield, in about so many seconds."""
        begun = self._search.seconds_left
        self._improve(self._best(), lambda _: self._spent(begun, seconds), TEPID)

    def polish(self) -> None:
        """Use the time that is left on the best plan found."""
        while self._visits and not self._search.is_over():
            self.improve()

    def _improve(self, draft: Draft, progress: Callable[[int], float], warm: float) -> None:
        def told(rounds: int) -> float:
            self._search.spend(SECONDS_A_PLACE * self._annealing.tried())
            return progress(rounds)

        self._hand_over(self._annealing.improve(draft, told, warm))

    def _done(self, k: int, rounds: float) -> float:
        return 1.0 if self._search.is_over() else k / max(1.0, rounds)

    def _spent(self, begun: float, seconds: float) -> float:
        """How much is over of so many seconds, begun when there were so many left."""
        return 1.0 if self._search.is_over() else (begun - self._search.seconds_left) / max(1e-9, seconds)

    def _best(self) -> Draft:
        return self._annealing.of(self._routes())

    def _routes(self) -> list[tuple[int, tuple[int, ...]]]:
        return [(column.duty, column.visits) for column in self._search.best]

    def _hand_over(self, draft: Draft) -> None:
        self._search.add_columns([Column(duty, tour.order, tour.cost) for duty, tour in self._annealing.met()])
        tours = zip(self._annealing.duty_of, draft.tours, strict=True)
        self._search.take_plan([Column(duty, tour.order, tour.cost) for duty, tour in tours if tour.order])


def is_out_of_reach(search: Search) -> bool:
    """Is the time so short that it would be over before a proof is, so that it is better spent on a plan?"""
    return _share_of_proof(search) > 1


def _share_of_proof(search: Search) -> float:
    """What a proof may take of the time given; where it is more than all, that is better spent on a plan."""
    cells = sum(
        (duty.shift_closes - duty.shift_opens) // WIDEST_BUCKET * duty.size**2 * 3 ** len(duty.breaks)
        for duty in search.duties
    )
    return float(WORTH_A_PROOF * SECONDS_A_CELL * cells / max(search.budget.seconds, SECONDS_A_CELL))
