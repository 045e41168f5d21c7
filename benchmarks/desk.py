"""Streams of callers booked under one policy after the other: which offers they hear decides how full a day gets.

    python benchmarks/desk.py [--quick] [--out out/benchmarks/desk.csv]

All policies choose among the same instant offers, and every caller behaves alike under each: hears the policy's three
best that are an hour apart, takes the one nearest to the hour they like best, and is lost where there is none.
"""

import argparse
import csv
import datetime
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desk_callers import MONDAY, Call, Stream, draw_stream
from mobiledispatch.desk.caller import Caller
from mobiledispatch.desk.inquiry import Asked, day_for
from mobiledispatch.desk.instant import instant_offers
from mobiledispatch.desk.offer import Offer
from mobiledispatch.desk.policy import Moment
from mobiledispatch.desk.seating import moved, seat
from mobiledispatch.desk.standing import CALLER, Grounds, stand
from mobiledispatch.model.booking import BookedDay, Booking
from mobiledispatch.model.clock import Seconds
from mobiledispatch.model.request import Status

HEARD, APART = 3, 3600
"""How many offers a caller hears, and how many seconds apart their starts are at least."""

NOW = datetime.datetime(2026, 11, 20, 15, tzinfo=datetime.UTC)

Policy = Callable[[Offer], Any]
"""The key by which offers are sorted, best first."""

OURS = "our ranking"
POLICIES: Mapping[str, Policy] = {
    "earliest slot": lambda offer: (offer.start, offer.added, offer.therapist),
    "cheapest insertion": lambda offer: (offer.added, offer.start, offer.therapist),
    OURS: lambda offer: offer.rank,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A day after its last caller: visits served, and seconds of planned driving."""

    served: int
    driving: int

    @property
    def minutes_a_visit(self) -> float:
        return self.driving / 60 / max(1, self.served)


def fill(stream: Stream, policy: Policy) -> Filled:
    """The stream's day, booked caller by caller."""
    booked = BookedDay(MONDAY)
    for number, call in enumerate(stream.calls):
        booked = _booked(stream.grounds, booked, call, policy, f"v{number}")
    day = stand(stream.grounds, booked, NOW)
    return Filled(len(booked.bookings), day.draft.objective.travel)


def _booked(grounds: Grounds, booked: BookedDay, call: Call, policy: Policy, name: str) -> BookedDay:
    """The day with the caller in it, if one of the offers heard suits; others of that route at their new starts."""
    moment = Moment(NOW.date(), Seconds(9 * 3600))
    asked = Asked(grounds, Caller(call.wish), call.where, NOW, moment, lambda _: False)
    day = day_for(asked, booked)
    offers = heard(sorted(instant_offers(day.standing, day.windows()), key=policy))
    if not offers:
        return booked
    offer = min(offers, key=lambda o: (abs(o.start - call.likes), o.start))
    taken = seat(day, offer.start, offer.therapist, 1.0)
    assert taken is not None
    place = taken.given[CALLER]
    assert place is not None
    request = replace(asked.caller.on(MONDAY, grounds.practice), id=name, status=Status.BOOKED, start=offer.window)
    new = Booking(request=request, location=call.where, therapist=place[0], start=place[1])
    changed = {b.id: b for b, _ in moved(booked.bookings, taken)}
    return replace(booked, bookings=(*(changed.get(b.id, b) for b in booked.bookings), new))


def heard(offers: Sequence[Offer]) -> list[Offer]:
    """The best few, each an hour or more from all before it."""
    told: list[Offer] = []
    for offer in offers:
        if all(abs(offer.start - one.start) >= APART for one in told):
            told.append(offer)
            if len(told) == HEARD:
                break
    return told


@dataclass(frozen=True, slots=True)
class Line:
    """One stream under every policy."""

    therapists: int
    callers: int
    seed: int
    filled: Mapping[str, Filled]


def run(therapists: int, callers: int, seeds: Iterable[int]) -> Iterator[Line]:
    """Every stream of that size under every policy."""
    for seed in seeds:
        stream = draw_stream(therapists, callers, seed)
        yield Line(therapists, callers, seed, {name: fill(stream, policy) for name, policy in POLICIES.items()})


def save_lines(lines: Sequence[Line], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        write = csv.writer(file)
        write.writerow(["therapists", "callers", "seed", "policy", "served", "driving_seconds"])
        for line in lines:
            for name, day in line.filled.items():
                write.writerow([line.therapists, line.callers, line.seed, name, day.served, day.driving])


def read_lines(path: Path) -> list[Line]:
    filled: dict[tuple[int, int, int], dict[str, Filled]] = {}
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            key = int(row["therapists"]), int(row["callers"]), int(row["seed"])
            day = Filled(int(row["served"]), int(row["driving_seconds"]))
            filled.setdefault(key, {})[row["policy"]] = day
    return [Line(*key, days) for key, days in filled.items()]


def mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """The mean and its standard error.

    >>> mean_and_error([1.0, 2.0, 3.0])
    (2.0, 0.577...)
    """
    return statistics.mean(values), statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0


def render_streams(lines: Sequence[Line]) -> str:
    """A Markdown table: a row a practice size and policy, with what our ranking does more or less, day by day."""
    head = ["therapists", "callers", "days", "policy", "visits a day", "driving min a visit"]
    head += ["ours serves more", "ours drives less, min a visit"]
    rows = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for size in dict.fromkeys((line.therapists, line.callers) for line in lines):
        days = [line for line in lines if (line.therapists, line.callers) == size]
        rows += [f"| {size[0]} | {size[1]} | {len(days)} | {' | '.join(row)} |" for row in _rows(days)]
    return "\n".join(rows)


def _rows(days: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    for name in days[0].filled:
        served = statistics.mean(day.filled[name].served for day in days)
        driving = statistics.mean(day.filled[name].minutes_a_visit for day in days)
        more = [float(day.filled[OURS].served - day.filled[name].served) for day in days]
        less = [day.filled[name].minutes_a_visit - day.filled[OURS].minutes_a_visit for day in days]
        shown = ("-", "-") if name == OURS else (_plus_minus(more), _plus_minus(less))
        yield name, f"{served:.2f}", f"{driving:.2f}", *shown


def _plus_minus(values: Sequence[float]) -> str:
    mean, error = mean_and_error(values)
    return f"{mean:+.2f} ± {error:.2f}"


SIZES = ((3, 20, 800), (8, 50, 200), (3, 8, 100), (8, 20, 50))
"""Therapists, callers and days: two practices with more callers than they can serve, and the same on quiet days."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/desk.csv"))
    parser.add_argument("--quick", action="store_true", help="a tenth of the days")
    asked = parser.parse_args()
    lines: list[Line] = []
    for therapists, callers, days in SIZES:
        lines += run(therapists, callers, range(days // 10 if asked.quick else days))
        save_lines(lines, asked.out)
    print(render_streams(lines))


if __name__ == "__main__":
    main()
