"""From many listed routes to the few that a better plan can be made of.

A list that holds every route of every better plan is a whole problem in itself: its own linear program, tightened
by cuts that no new route has to be priced against, gives a better bound; and a route whose reduced cost lifts
that bound to the best plan's cost is in no better plan.
"""

from mobiledispatch.solver.exact.columns import Column, Cut
from mobiledispatch.solver.exact.cuts import A_TRIPLE, violated_cuts
from mobiledispatch.solver.exact.master import Master
from mobiledispatch.solver.exact.rank_one import violated_rank_one_cuts
from mobiledispatch.solver.exact.search import Search

CUTS_A_ROUND, MOST_ROUNDS = 60, 20
WORTH_A_ROUND = 0.0001


def sift(search: Search, routes: list[Column], ceiling: float) -> tuple[list[Column], float, list[Cut]]:
    """The routes that a plan cheaper than the incumbent and no dearer than `ceiling` may use; a bound on every plan of
    `routes`; and its cuts."""
    master = Master(search.ties, search.duties, search, from_last=True)
    master.add_columns(routes)
    master.add_cuts(search.master.cuts)
    mixture = master.solve()
    if mixture is None:
        return routes, search.bound, search.master.cuts
    for _ in range(MOST_ROUNDS):
        if mixture.value > search.most(ceiling) or search.is_over():
            break
        covering, rows = search.covering(master.columns)
        search.spend(A_TRIPLE * rows**3)
        cuts = violated_cuts(covering, mixture.shares, rows, master.cuts, CUTS_A_ROUND)
        cuts += violated_rank_one_cuts(covering, mixture.shares, rows, master.cuts, CUTS_A_ROUND)
        if not cuts:
            break
        before = mixture.value
        master.add_cuts(cuts)
        tighter = master.solve()
        if tighter is None:
            return routes, search.bound, search.master.cuts
        mixture = tighter
        if mixture.value - before < WORTH_A_ROUND * (search.upper - before):
            break
    room = search.most(ceiling) - mixture.value
    few = [c for c, reduced in zip(master.columns, mixture.reduced, strict=True) if reduced <= room]
    given = len(search.master.cuts)
    tight = [cut for cut, dual in zip(master.cuts[given:], mixture.cut[given:], strict=True) if dual < 0]
    return few, mixture.value, search.master.cuts + tight
