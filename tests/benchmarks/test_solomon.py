"""Solomon's format, on an instance small enough to check by hand."""

import pytest

from drawn_solomon import KINDS, draw_instance
from mobiledispatch.solver import Limits, solve
from solomon_file import read_instance

TINY = """TINY

VEHICLE
NUMBER     CAPACITY
  2         {capacity}

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       230          0
    1      3         4         30          0       200         10
    2      0         5         20         50        60         10
"""


def test_times_and_distances_are_tenths_cut_off() -> None:
    day = read_instance(TINY.format(capacity=60))
    assert [list(row) for row in day.matrix.seconds] == [[0, 50, 50], [50, 0, 31], [50, 31, 0]]
    assert (day.visits[1].start_windows[0].opens, day.visits[1].start_windows[0].closes) == (500, 600)
    assert (day.name, day.therapists[0].shift.closes, day.visits[0].service) == ("TINY", 2300, 100)


def test_with_room_for_both_one_vehicle_serves_them() -> None:
    plan = solve(read_instance(TINY.format(capacity=50)), Limits(seconds=10))
    assert [len(route.stops) for route in plan.routes] == [2]
    assert plan.objective.total == 50 + 31 + 50


def test_capacity_is_kept() -> None:
    plan = solve(read_instance(TINY.format(capacity=40)), Limits(seconds=10))
    assert [len(route.stops) for route in plan.routes] == [1, 1]
    assert (plan.objective.total, plan.proof.status) == (200, "optimal")


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawn_instance_is_in_the_format_and_serves_everyone_alone(kind: str) -> None:
    day = read_instance(draw_instance(kind, 1))
    assert (len(day.visits), len(day.therapists)) == (100, 25)
    home = day.therapists[0].shift.closes
    for visit in day.visits:
        away = day.matrix.seconds[0][visit.place]
        start = visit.start_after(away)
        assert start is not None
        assert start + visit.service + day.matrix.seconds[visit.place][0] <= home


def test_what_is_no_instance_is_refused() -> None:
    with pytest.raises(ValueError, match="not an instance"):
        read_instance("hello\n1 2 3\n")
