"""Which requests of a day depend on each other: households, couples, and whoever needs what the practice has few of."""

from collections.abc import Iterable, Sequence

from mobiledispatch.model.practice import Practice
from mobiledispatch.model.problem import SharedEquipment
from mobiledispatch.model.request import Request

Group = tuple[str, ...]
"""Ids of requests, in the order of the file; those with a promised start in the order of their promises."""


def households(requests: Iterable[Request]) -> tuple[Group, ...]:
    """People of one group at one door who are served in turn at one stop."""
    return tuple(_ids(people) for people in _by_door(requests) if not all(p.together for p in people))


def couples(requests: Iterable[Request]) -> tuple[Group, ...]:
    """People at one door who all want their massages at the same time."""
    return tuple(_ids(people) for people in _by_door(requests) if all(p.together for p in people))


def shared_equipment(requests: Sequence[Request], practice: Practice) -> tuple[SharedEquipment, ...]:
    """What the practice has few of, with the requests whose treatments need it."""
    found = []
    for name, count in practice.limits.shared_equipment.items():
        needing = tuple(r.id for r in requests if any(name in practice.treatment(c).equipment for c in r.techniques))
        if needing:
            found.append(SharedEquipment(name, needing, count))
    return tuple(found)


def _by_door(requests: Iterable[Request]) -> list[list[Request]]:
    doors: dict[object, list[Request]] = {}
    for request in requests:
        doors.setdefault(_door(request), []).append(request)
    return [people for people in doors.values() if len(people) > 1]


def _door(request: Request) -> object:
    # One address alone is no household: it may be a duplicate, or two strangers in one building.
    return (request.group, request.address.casefold(), request.unit.casefold()) if request.group else request.id


def _ids(people: Sequence[Request]) -> Group:
    return tuple(p.id for p in sorted(people, key=lambda p: p.start.opens if p.start else 0))
