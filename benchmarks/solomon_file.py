"""Solomon's file format -> `Problem`, capacity included.

Times and distances are multiplied by ten and cut off, as in the DIMACS challenge. Every vehicle is a therapist.
Capacity is kept exactly, in words that a problem has: a visit's demand is its seconds of massage, the rest of its
service is tear-down, and the vehicle's capacity is the therapist's hands-on limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from mobiledispatch.model.clock import Seconds, TimeWindow
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.problem import Problem
from mobiledispatch.model.therapist import Therapist
from mobiledispatch.model.visit import Visit

SCALE = 10
MUST_SERVE = 1_000_000
COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Customer:
    """One line of an instance, in its own units; the first is the depot."""

    x: float
    y: float
    demand: int
    ready: int
    due: int
    service: int


def read_instance(text: str) -> Problem:
    """The problem that an instance in Solomon's format states. ValueError where it is none."""
    rows = [line.split() for line in text.splitlines()]
    numbers = [row for row in rows if row and all(_is_number(cell) for cell in row)]
    fleet = [row for row in numbers if len(row) == 2]
    customers = [_customer(row) for row in numbers if len(row) == COLUMNS]
    if len(fleet) != 1 or len(customers) < 2:
        raise ValueError("not an instance in Solomon's format: no line of vehicles and capacity, or no customers")
    vehicles, capacity = (int(cell) for cell in fleet[0])
    return _problem(text.split()[0], vehicles, capacity, customers)


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()


def _customer(row: Sequence[str]) -> Customer:
    x, y, demand, ready, due, service = (float(cell) for cell in row[1:])
    return Customer(x, y, int(demand), int(ready), int(due), int(service))


def _problem(name: str, vehicles: int, capacity: int, customers: Sequence[Customer]) -> Problem:
    depot = customers[0]
    shift = TimeWindow(Seconds(SCALE * depot.ready), Seconds(SCALE * depot.due))
    crew = tuple(
        Therapist(f"t{k}", 0, 0, shift, hands_on_limit=Seconds(capacity))
        for k in range(min(vehicles, len(customers) - 1))
    )
    names = tuple(t.id for t in crew)
    visits = tuple(_visit(k, customer, names) for k, customer in enumerate(customers) if k)
    table = tuple(tuple(Seconds(int(SCALE * hypot(a.x - b.x, a.y - b.y))) for b in customers) for a in customers)
    return Problem(name, TravelTimeMatrix(table), crew, visits)


def _visit(number: int, customer: Customer, therapists: tuple[str, ...]) -> Visit:
    service = SCALE * customer.service
    if customer.demand > service:
        raise ValueError(f"customer {number}: a demand of {customer.demand} is no part of {service} s of service")
    return Visit(
        id=f"v{number}",
        place=number,
        service=Seconds(service),
        teardown=Seconds(service - customer.demand),
        start_windows=(TimeWindow(Seconds(SCALE * customer.ready), Seconds(SCALE * customer.due)),),
        therapists=therapists,
        unassigned_cost=MUST_SERVE,
    )
