"""Where local search meets the exact one: a first plan and many good routes, and a last polish without a proof."""

from mobiledispatch.solver.exact.columns import Column
from mobiledispatch.solver.exact.search import Search
from mobiledispatch.solver.local.anneal import COLD, WARM, Annealing, Draft

ROUNDS_A_VISIT, BOLDER = 12, 3.0
TIME_TO_DRAFT, SECONDS_TO_DRAFT = 0.3, 0.25
"""The share of a search's time that the first rounds may take, and what they may take of a shorter one."""
TIME_TO_COOL, WORTH_COOLING, TEPID = 0.8, 2.0, 0.3
"""The share of the time left that one long search takes, the seconds that there must be for it, and where it begins."""
A_ROUND, A_TOUR = 3e-4, 3e-5
"""Work (`Budget`) of one round of local search, and what each tour of the plan adds to it."""


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
        self._annealing = Annealing(search.unfolded, search.duties, search.limits.seed)
        self._warmth = COLD
        self._rounds = ROUNDS_A_VISIT * len(search.unfolded.plain)
        self._round_work = A_ROUND + A_TOUR * sum(len(duty.therapists) for duty in search.duties)

    def begin(self) -> None:
        """Give the search a good plan, and the routes met on the way."""
        search = self._search
        until = search.seconds_left - max(SECONDS_TO_DRAFT, TIME_TO_DRAFT * search.budget.seconds)
        first = self._annealing.first(search.budget.is_over)
        search.spend(self._round_work * len(search.unfolded.plain))
        self._hand_over(
            self._annealing.improve(
                first, lambda k: self._done(self._rounds if search.seconds_left < until else k, self._rounds)
            )
        )

    def improve(self) -> None:
        """Some rounds from the best plan on: gentle ones as long as they help, and then bolder."""
        before = self._search.upper
        self._hand_over(self._annealing.improve(self._best(), lambda k: self._done(k, self._rounds // 2), self._warmth))
        self._warmth = COLD if self._search.upper < before else min(WARM, BOLDER * self._warmth)

    def cool(self) -> None:
        """One long search from the best plan on, for days on which no proof is in sight."""
        search, begun = self._search, self._search.seconds_left
        if begun < WORTH_COOLING:
            return

        def done(_: int) -> float:
            search.spend(self._round_work)
            return 1.0 if search.is_over() else (begun - search.seconds_left) / (TIME_TO_COOL * begun)

        self._hand_over(self._annealing.improve(self._best(), done, TEPID))

    def polish(self) -> None:
        """Use the time that is left on the best plan found."""
        while not self._search.is_over():
            self.improve()

    def _done(self, k: int, rounds: int) -> float:
        """How much of so many rounds is done after `k` of them; counts one more."""
        self._search.spend(self._round_work)
        return 1.0 if self._search.is_over() else k / max(1, rounds)

    def _best(self) -> Draft:
        return self._annealing.of((c.duty, c.visits) for c in self._search.best)

    def _hand_over(self, draft: Draft) -> None:
        duty_of, met = self._annealing.duty_of, self._annealing.met
        self._search.add_columns([Column(duty, tour.order, tour.cost) for tour, duty in met.items() if tour.order])
        met.clear()
        tours = zip(duty_of, draft.tours, strict=True)
        self._search.take_plan([Column(duty, tour.order, tour.cost) for duty, tour in tours if tour.order])
