"""Rows that say the same thing twice, rows that share an id, and people who share an address."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from mobiledispatch.intake.words import fold
from mobiledispatch.model.request import Request


def drop_repeated(requests: Iterable[Request]) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """The requests without identical rows, and a note for each row dropped."""
    kept: dict[Request, int] = {}
    notes = []
    for request in requests:
        content = replace(request, line=0)
        if content in kept:
            notes.append(f"line {request.line}: the same row as line {kept[content]}; kept once")
        else:
            kept[content] = request.line
    return tuple(replace(content, line=line) for content, line in kept.items()), tuple(notes)


def clashing_ids(rows: Iterable[tuple[int, str, Hashable]]) -> Iterable[tuple[int, str]]:
    """Of rows as (line, id, content): the line and the complaint of each that repeats an id with other content."""
    owners: dict[str, tuple[int, Hashable]] = {}
    for line, name, content in rows:
        owner, owned = owners.setdefault(name, (line, content)) if name else (line, content)
        if owned != content:
            yield (
                line,
                f"column id: {name!r} already names line {owner}, which says something else; change one of the two",
            )


def with_ids(requests: Sequence[Request]) -> tuple[Request, ...]:
    """Requests without an id are called r1, r2, ... after their place in the list, past any id already in use."""
    taken = {request.id for request in requests}
    named = []
    for number, request in enumerate(requests, start=1):
        name = request.id or _free(f"r{number}", taken)
        taken.add(name)
        named.append(replace(request, id=name))
    return tuple(named)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    return name


def with_households(requests: Sequence[Request]) -> tuple[Request, ...]:
    """Requests in which people at one door on one day share a group, called after the first: those of one telephone
    number, and those who want to be served at the same time."""
    first: dict[tuple[object, ...], Request] = {}
    many: set[str] = set()
    for request in filter(_may_share, requests):
        if first.setdefault(_home(request), request) is not request:
            many.add(first[_home(request)].id)
    return tuple(
        replace(r, group=first[_home(r)].id) if _may_share(r) and first[_home(r)].id in many else r for r in requests
    )


def _may_share(request: Request) -> bool:
    return bool(request.phone or request.together) and not request.group


def _home(request: Request) -> tuple[object, ...]:
    who = "together" if request.together else request.phone
    return who, request.address.casefold(), request.unit.casefold(), request.date


def torn_apart(requests: Iterable[Request]) -> Iterable[tuple[int, str]]:
    """The line and the complaint of everybody who wants to be served at the same time as somebody else, and was
    promised another start."""
    for first, *others in _couples(requests):
        for other in others:
            if first.start and other.start and first.start.meet(other.start) is None:
                told = f"{str(other.start)!r}, but line {first.line} starts {first.start} and both start together"
                yield other.line, f"column start: {told}; give them one start, or write no under together"


def note_alone(requests: Iterable[Request]) -> Iterable[str]:
    """Whoever wants to be served at the same time as nobody."""
    for couple in _couples(requests):
        if len(couple) == 1:
            yield f"line {couple[0].line}: together=yes, but nobody else is served at that door; planned alone"


def _couples(requests: Iterable[Request]) -> Iterable[list[Request]]:
    found: dict[tuple[object, ...], list[Request]] = {}
    for request in requests:
        if request.together:
            door = (request.address.casefold(), request.unit.casefold(), request.date)
            found.setdefault((request.group, *door), []).append(request)
    return found.values()


def note_neighbours(requests: Iterable[Request]) -> Iterable[str]:
    """People at one address on one day who share no group: a household, or the same booking twice?"""
    first: dict[tuple[object, ...], Request] = {}
    for request in requests:
        door = (fold(request.address), fold(request.unit), fold(request.city), request.date)
        other = first.setdefault(door, request)
        if other is not request and not (request.group and request.group == other.group):
            lines = f"lines {other.line} and {request.line}"
            yield f"{lines}: one address and no common group; a household, or a duplicate?"
