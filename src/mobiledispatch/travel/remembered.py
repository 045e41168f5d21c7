"""The embedded estimate with a memory: legs asked for before come from a file, without loading the road net.

The phone desk asks for the same homes again and again while a caller waits. The net, and what reads it, are loaded
only for a place that was never asked about.
"""

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place
from mobiledispatch.pocket import Pocket

FILE_NAME = "legs.sqlite"
# To be raised when estimate.py makes other figures of the same net.
_RECKONING = 2
_TABLE = """create table if not exists legs (net text, a text, b text, seconds integer, metres integer,
    primary key (net, a, b)) without rowid"""


class Remembered:
    """A TravelProvider over the estimate."""

    name = "estimate"

    def __init__(self, folder: Path) -> None:
        self._pocket = Pocket(folder / FILE_NAME, _TABLE)
        # Another release of the net knows other legs.
        net = resources.files("mobiledispatch.travel").joinpath("data", "roads.npz")
        self._net = f"{net.stat().st_size} {_RECKONING}"  # type: ignore[attr-defined]

    def table(self, places: Sequence[Place]) -> TravelTimeMatrix:
        """Free-flow driving seconds and road metres, row = from, column = to; zero between identical places."""
        names = [_name(place) for place in places]
        distinct = list(dict.fromkeys(names))
        known = self._recall(distinct)
        if len(known) < len(distinct) ** 2:
            known = self._ask(places, names)
            self._remember(known)
        seconds = tuple(tuple(Seconds(known[a, b][0]) for b in names) for a in names)
        return TravelTimeMatrix(seconds, tuple(tuple(known[a, b][1] for b in names) for a in names))

    def line(self, start: Place, end: Place) -> tuple[Place, ...]:
        """The quickest way from start to end as points for the map, both included."""
        from mobiledispatch.travel.estimate import load_estimate

        return load_estimate().line(start, end)

    def _ask(self, places: Sequence[Place], names: Sequence[str]) -> dict[tuple[str, str], tuple[int, int]]:
        from mobiledispatch.travel.estimate import load_estimate

        table = load_estimate().table(places)
        return {
            (a, b): (table.seconds[i][j], table.metres[i][j]) for i, a in enumerate(names) for j, b in enumerate(names)
        }

    def _recall(self, names: list[str]) -> dict[tuple[str, str], tuple[int, int]]:
        marks = ", ".join("?" * len(names))
        question = f"select a, b, seconds, metres from legs where net = ? and a in ({marks}) and b in ({marks})"
        rows = self._pocket.recall(question, [self._net, *names, *names])
        return {(a, b): (seconds, metres) for a, b, seconds, metres in rows}

    def _remember(self, legs: dict[tuple[str, str], tuple[int, int]]) -> None:
        insert = "insert or replace into legs values (?, ?, ?, ?, ?)"
        self._pocket.keep(lambda db: db.executemany(insert, self._rows(legs)))

    def _rows(self, legs: dict[tuple[str, str], tuple[int, int]]) -> Iterable[tuple[str, str, str, int, int]]:
        return ((self._net, a, b, seconds, metres) for (a, b), (seconds, metres) in legs.items())


def _name(place: Place) -> str:
    return f"{place.lat:.6f},{place.lon:.6f}"
