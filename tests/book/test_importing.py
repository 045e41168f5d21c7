"""Requests files taken in at desks that do not see each other: every id is one visit, and nothing is written twice."""

import datetime
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pytest

from mobiledispatch.book.ledger import Book
from mobiledispatch.cli.init import make_book
from mobiledispatch.desk.importing import import_requests
from mobiledispatch.desk.session import Desk
from mobiledispatch.model.matrix import TravelTimeMatrix
from mobiledispatch.model.place import Place

NINE = datetime.datetime(2026, 11, 20, 16, 0, tzinfo=datetime.UTC)
MONDAY, TUESDAY = datetime.date(2026, 11, 23), datetime.date(2026, 11, 24)


@pytest.fixture(params=["sqlite", "postgres"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, practice: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MOBILEDISPATCH_BOOK", raising=False)
    if request.param == "postgres":
        monkeypatch.setenv("MOBILEDISPATCH_BOOK", request.getfixturevalue("database"))
    shutil.copytree(practice, tmp_path, dirs_exist_ok=True)
    if request.param == "postgres":
        make_book(tmp_path / "practice.toml")
    return tmp_path


DeskOf = Callable[..., Desk]


@pytest.fixture
def desk_of(folder: Path) -> Iterator[DeskOf]:
    """Desks by the names of who sits there, each with a connection of its own."""
    desks: list[Desk] = []

    def made(who: str, kind: type[Desk] = Desk) -> Desk:
        desks.append(kind(folder / "practice.toml", NINE, who))
        return desks[-1]

    yield made
    for desk in desks:
        desk.book.close()


class Interrupted(Desk):
    """A desk at which something happens the first time that it asks for roads: between seeing a day and writing it."""

    @cached_property
    def meanwhile(self) -> list[Callable[[], object]]:
        return []

    def roads(self, places: Sequence[Place]) -> TravelTimeMatrix:
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().roads(places)


def a_file(folder: Path, date: datetime.date) -> Path:
    file = folder / f"{date}.csv"
    rows = (f"r{k},{date},Client {k},{10_301 + 2 * k} 105 Street NW,relaxation,60" for k in range(2))
    file.write_text("\n".join(["id,date,client,address,treatment,minutes", *rows]), encoding="utf-8")
    return file


def ids(book: Book, date: datetime.date) -> list[str]:
    return sorted(b.id for b in book.day(date).bookings)


def interrupted(desk_of: DeskOf, happens: Callable[[Desk], object]) -> Desk:
    """A desk at which another one is faster."""
    desk, other = desk_of("one", Interrupted), desk_of("other")
    assert isinstance(desk, Interrupted)
    desk.meanwhile.append(lambda: happens(other))
    return desk


def test_the_same_ids_taken_in_for_two_dates_at_once_are_visits_of_both_dates(folder: Path, desk_of: DeskOf) -> None:
    desk = interrupted(desk_of, lambda other: import_requests(other, a_file(folder, TUESDAY), None))
    done = import_requests(desk, a_file(folder, MONDAY), None)
    assert (ids(desk.book, MONDAY), ids(desk.book, TUESDAY)) == (["r0-2026-11-23", "r1-2026-11-23"], ["r0", "r1"])
    assert (sorted(done.placed), done.known) == (["r0-2026-11-23", "r1-2026-11-23"], ())


def test_the_same_file_taken_in_meanwhile_is_known_and_nothing_is_written(folder: Path, desk_of: DeskOf) -> None:
    desk = interrupted(desk_of, lambda other: import_requests(other, a_file(folder, MONDAY), None))
    done = import_requests(desk, a_file(folder, MONDAY), None)
    assert (done.placed, done.waiting, sorted(done.known)) == ((), (), ["r0", "r1"])
    assert (ids(desk.book, MONDAY), desk.book.day(MONDAY).revision) == (["r0", "r1"], 1)


def test_a_file_that_brings_nothing_new_moves_no_day_on(folder: Path, desk_of: DeskOf) -> None:
    desk = desk_of("one")
    for _ in range(2):
        import_requests(desk, a_file(folder, MONDAY), None)
        assert desk.book.day(MONDAY).revision == 1
