"""Small days with breaks, and the right answer of each, worked out by hand: what every reckoner of breaks is held to.

Homes and doors lie along one road, so many minutes from home; Ana works nine to five. `right` says when she leaves,
starts each massage and is back, and when she rests; None where the visits cannot be served in that order.
`lies` says where the one break may begin while nothing else in that plan is moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mobiledispatch.model.clock import Seconds, TimeWindow, clock, minutes, read_clock
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.road_clock import EVEN, RoadClock
from mobiledispatch.model.therapist import Break, Therapist
from mobiledispatch.model.visit import Visit

LEFT_OUT = 100_000


@dataclass(frozen=True)
class Right:
    """Leave home, start each massage, back; and the starts of the breaks. Times as a clock writes them."""

    leave: str
    starts: tuple[str, ...]
    back: str
    rests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vector:
    """One day of the table; `same` are minutes from a door to itself."""

    name: str
    breaks: tuple[Break, ...]
    visits: tuple[Visit, ...]
    doors: tuple[int, ...]
    right: Right | None
    lies: str = ""
    shift: str = "09:00-17:00"
    road: RoadClock = EVEN
    households: tuple[tuple[str, ...], ...] = ()
    same: int = 0

    @property
    def problem(self) -> Problem:
        places = (0, *self.doors)
        table = tuple(
            tuple(minutes(abs(a - b) if j != k or not j else self.same) for k, b in enumerate(places))
            for j, a in enumerate(places)
        )
        ana = Therapist("ana", 0, 0, span(self.shift), self.breaks)
        return Problem("vector", TravelTimeMatrix(table), (ana,), self.visits, self.road, households=self.households)

    @property
    def row(self) -> str:
        """The day as docs/breaks.md tells it."""
        breaks = ", ".join(f"{_told(b.start_window)} {b.seconds // 60} min" for b in self.breaks) or "none"
        minutes_away = self.doors * (len(self.visits) // len(self.doors))
        doors = ", ".join(
            f"{' or '.join(map(_told, v.start_windows))} at {away}"
            for v, away in zip(self.visits, minutes_away, strict=True)
        )
        right = "cannot be"
        if self.right:
            rests = f"; rest {', '.join(self.right.rests)}" if self.right.rests else ""
            right = f"{self.right.leave}; {', '.join(self.right.starts)}; {self.right.back}{rests}"
        return f"| {self.name} | {breaks} | {doors} | {right} |"


def _told(window: TimeWindow) -> str:
    return str(window) if window.opens < window.closes else clock(window.opens)


def span(text: str) -> TimeWindow:
    """The window that `09:00-17:00` writes; one time is a window of no length."""
    opens, _, closes = text.partition("-")
    return TimeWindow(read_clock(opens), read_clock(closes or opens))


def rest(window: str, length: int) -> Break:
    return Break(span(window), minutes(length))


def stops(*asked: str, setup: int = 0, promised: Sequence[int] = ()) -> tuple[Visit, ...]:
    """Visits v0, v1, ... of an hour's massage, each with its start windows; each at the door of its number."""
    found = []
    for k, text in enumerate(asked):
        windows = tuple(span(one) for one in text.split())
        found.append(
            Visit(
                id=f"v{k}",
                place=k + 1,
                service=minutes(60 + setup),
                setup=minutes(setup),
                start_windows=windows,
                therapists=("ana",),
                unassigned_cost=LEFT_OUT,
                promise=windows[0] if k in promised else None,
            )
        )
    return tuple(found)


def one_door(*asked: str) -> tuple[Visit, ...]:
    """A household: all at the first door."""
    return tuple(replace(visit, place=1) for visit in stops(*asked))


def road(*steps: tuple[str, int]) -> RoadClock:
    """Full speed until the first of these times, then so many percent."""
    return RoadClock(((Seconds(0), 100), *((read_clock(time), percent) for time, percent in steps)))


ALL_DAY = "09:00-17:00"
SLOW_AT_TEN = road(("10:00", 50), ("11:00", 100))
SLOWER_AND_SLOWER = road(("09:50", 60), ("10:10", 20), ("10:30", 100))

VECTORS = (
    Vector("none", (), stops("09:30-10:00"), (20,), Right("09:10", ("09:30",), "10:50")),
    Vector(
        "before leaving",
        (rest("11:00-14:00", 30),),
        stops("14:30-15:00"),
        (20,),
        Right("14:10", ("14:30",), "15:50", ("11:00",)),
        lies="11:00-13:40",
    ),
    Vector(
        "on the road",
        (rest("10:00-10:15", 30),),
        stops(ALL_DAY),
        (90,),
        Right("09:00", ("11:00",), "13:30", ("10:15",)),
        lies="10:00-10:15",
    ),
    Vector(
        "at a door before set-up",
        (rest("11:00-11:15", 20),),
        stops("11:40-12:00", setup=10),
        (20,),
        Right("10:50", ("11:40",), "13:00", ("11:10",)),
        lies="11:00-11:10",
    ),
    Vector(
        "after the last visit",
        (rest("10:20-10:39", 15),),
        stops("09:20-10:00"),
        (20,),
        Right("09:00", ("09:20",), "10:55", ("10:20",)),
        lies="10:20-10:39",
    ),
    Vector(
        "after the last visit, and the shift is over",
        (rest("10:20-10:39", 15),),
        stops("09:20-10:00"),
        (20,),
        None,
        shift="09:00-10:54",
    ),
    Vector(
        "window still open at the return",
        (rest("10:20-10:40", 15),),
        stops("09:20-10:00"),
        (20,),
        Right("09:00", ("09:20",), "10:40"),
    ),
    Vector(
        "window opens after the return",
        (rest("15:00-16:00", 30),),
        stops("09:20-10:00"),
        (20,),
        Right("09:00", ("09:20",), "10:40"),
    ),
    Vector(
        "window opens before the shift",
        (rest("08:00-09:30", 30),),
        stops("09:20-09:50"),
        (20,),
        Right("09:30", ("09:50",), "11:10", ("09:00",)),
        lies="09:00",
    ),
    Vector(
        "window opens before the shift, and the visit cannot wait",
        (rest("08:00-09:30", 30),),
        stops("09:20-09:49"),
        (20,),
        None,
    ),
    Vector(
        "window closes as the shift opens",
        (rest("07:00-09:00", 30),),
        stops(ALL_DAY),
        (20,),
        Right("09:30", ("09:50",), "11:10", ("09:00",)),
        lies="09:00",
    ),
    # It is due, for it is not open at the return, and there is no time for it in the shift.
    Vector("window closes before the shift opens", (rest("07:00-08:59", 30),), stops(ALL_DAY), (20,), None),
    Vector(
        "two, in two gaps",
        (rest("10:00-10:30", 15), rest("12:00-12:30", 30)),
        stops("09:20", "11:00-13:00"),
        (20, 40),
        Right("09:00", ("09:20", "11:00"), "13:10", ("10:20", "12:00")),
    ),
    Vector(
        "two on one leg",
        (rest("10:00-10:05", 30), rest("10:30-10:31", 10)),
        stops(ALL_DAY),
        (90,),
        Right("09:30", ("11:40",), "14:10", ("10:00", "10:30")),
        shift="09:30-17:00",
    ),
    Vector(
        "overlapping windows, the one that opens later first",
        (rest("14:35-15:35", 15), rest("14:44-14:45", 30)),
        stops("16:16-17:00"),
        (7,),
        Right("16:09", ("16:16",), "17:23", ("14:44", "15:14")),
        shift="09:00-18:00",
    ),
    Vector(
        "two with one window",
        (rest("12:00-12:30", 20), rest("12:00-12:30", 20)),
        stops("13:00-13:30"),
        (20,),
        Right("12:40", ("13:00",), "14:20", ("12:00", "12:20")),
    ),
    Vector(
        "two with one window that holds only one",
        (rest("12:00-12:10", 20), rest("12:00-12:10", 20)),
        stops("13:00-13:30"),
        (20,),
        None,
    ),
    Vector(
        "two with one window that is still open at the return",
        (rest("12:00-12:10", 20), rest("12:00-12:10", 20)),
        stops("10:00-10:50"),
        (20,),
        Right("09:40", ("10:00",), "11:20"),
    ),
    # Home at 10:40 without the first; with it the window of the second has closed by the return.
    Vector(
        "one that makes another due",
        (rest("10:20-10:30", 20), rest("10:30-10:50", 10)),
        stops("09:20-10:00"),
        (20,),
        Right("09:00", ("09:20",), "11:10", ("10:20", "10:40")),
    ),
    Vector(
        "three on one leg",
        (rest("09:30-09:35", 10), rest("10:00-10:05", 10), rest("10:30-10:35", 10)),
        stops(ALL_DAY),
        (90,),
        Right("09:00", ("11:00",), "13:30", ("09:35", "10:05", "10:35")),
    ),
    Vector(
        "three with one window, before leaving and on the road",
        (rest("10:00-11:00", 20), rest("10:00-11:00", 25), rest("10:00-11:00", 30)),
        stops("11:30-12:00"),
        (20,),
        Right("09:55", ("11:30",), "12:50", ("10:15", "10:35", "11:00")),
    ),
    Vector(
        "of no length, in a massage",
        (rest("09:30-09:50", 0),),
        stops("09:20"),
        (20,),
        None,
    ),
    Vector(
        "of no length, before leaving",
        (rest("09:00-09:50", 0),),
        stops("09:20"),
        (20,),
        Right("09:00", ("09:20",), "10:40", ("09:00",)),
        lies="09:00-09:20",
    ),
    Vector(
        "several start windows",
        (rest("09:00-09:45", 30),),
        stops("09:20-09:30 11:00-11:30"),
        (20,),
        Right("10:40", ("11:00",), "12:20", ("09:00",)),
        lies="09:00-09:45",
    ),
    Vector(
        "at home, so that a promised start is early",
        (rest("09:00-11:30", 30),),
        stops("09:50-12:00", "11:10-12:00", promised=[1]),
        (20, 40),
        Right("09:30", ("09:50", "11:10"), "12:50", ("09:00",)),
        lies="09:00",
    ),
    Vector(
        "no room between promises", (rest("10:30-11:29", 30),), stops("09:30", "10:50", promised=[0, 1]), (20, 40), None
    ),
    Vector(
        "at the peak, when driving is slow",
        (rest("10:00-11:00", 30),),
        stops(ALL_DAY),
        (60,),
        Right("09:30", ("11:15",), "13:15", ("10:30",)),
        lies="10:00-10:30",
        shift="09:30-17:00",
        road=SLOW_AT_TEN,
    ),
    # Of twenty minutes as late as can be, for the road gets worse; but they must be over when the next ten begin.
    Vector(
        "two at the peak, the first as late as the second allows",
        (rest("09:00-10:15", 20), rest("10:20", 10)),
        stops("09:00-10:35"),
        (60,),
        Right("09:00", ("10:34",), "12:34", ("10:00", "10:20")),
        road=SLOWER_AND_SLOWER,
    ),
    Vector(
        "before a household, at its door",
        (rest("10:00-10:30", 15),),
        one_door("09:20-10:20", ALL_DAY),
        (20,),
        Right("09:40", ("10:15", "11:15"), "12:35", ("10:00",)),
        lies="10:00",
        households=(("v0", "v1"),),
    ),
    # Five minutes from one flat of the house to the other: nobody waits, and nobody rests, between the two.
    Vector(
        "before a household of two flats",
        (rest("10:00-10:30", 15),),
        one_door("09:20-10:20", ALL_DAY),
        (20,),
        Right("09:40", ("10:15", "11:20"), "12:40", ("10:00",)),
        lies="10:00",
        households=(("v0", "v1"),),
        same=5,
    ),
    Vector(
        "due between two flats of a household",
        (rest("11:15-11:20", 5),),
        one_door("10:15", ALL_DAY),
        (20,),
        None,
        households=(("v0", "v1"),),
        same=5,
    ),
    Vector(
        "due between two people of a household",
        (rest("10:10-10:30", 15),),
        one_door("09:20-09:50", ALL_DAY),
        (20,),
        None,
        households=(("v0", "v1"),),
    ),
)
