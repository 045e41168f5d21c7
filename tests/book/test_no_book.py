"""A book that is not there is not an empty book: nobody sells from it, and nobody but `init` makes one."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from book.bookings import MONDAY, NOW, opened, visit, write
from desk_processes import Ended, run_here
from mobiledispatch.book import quick
from mobiledispatch.book.opening import BookThere, make_book
from mobiledispatch.book.tables import SCHEMA
from mobiledispatch.cli import COMMANDS, PHONE_DESK
from mobiledispatch.model.practice import BookRules

HOME = ("--address", "10345 105 Street NW", "--treatment", "deep tissue", "--minutes", "60", "--date", "2026-11-23")
ZOE = ("--client", "Zoë Quirke", "--phone", "780-555-0199", "--start", "10:00", "--therapist", "ana")
ASKING = {
    "slots": HOME,
    "hold": (*HOME, *ZOE),
    "book": (*HOME, *ZOE),
    "edit": ("B0001", "--notes", "a dog"),
    "move": ("B0001", "--start", "11:00"),
    "no-show": ("B0001",),
    "cancel": ("B0001",),
    "day": ("--date", "2026-11-23"),
    "find": ("Zoë",),
    "shift": ("ana", "--off", "--date", "2026-11-23"),
    "import": ("requests.csv",),
    "export": ("--date", "2026-11-23"),
}
"""Each command of the phone desk with words that it would do something for."""

EVERY = [*((name, *words) for name, words in ASKING.items()), ("plan", "--from-book", "--date", "2026-11-23")]


@pytest.fixture
def folder(practice: Path, tmp_path: Path) -> Path:
    """A practice whose book has a visit, and a copy of that book beside it."""
    folder = tmp_path / "mine"
    shutil.copytree(practice, folder)
    book = opened(folder)
    write(book, visit(name="B0001"))
    book.close()
    return folder


def typed(folder: Path, *words: str, book: str = "") -> Ended:
    out = ("--out", str(folder / "out")) if words[0] == "plan" else ()
    named = [str(folder / word) if word == "requests.csv" else word for word in words]
    env = {"MOBILEDISPATCH_PRACTICE": str(folder / "practice.toml"), "MOBILEDISPATCH_NOW": NOW.isoformat()}
    return run_here([*named, *out], {**env, "MOBILEDISPATCH_BOOK": book})


def test_the_walk_is_over_every_command_of_the_phone_desk() -> None:
    assert set(ASKING) == {name for name, command in COMMANDS.items() if command.panel == PHONE_DESK}


def is_away(file: Path) -> None:
    file.unlink()


def is_empty(file: Path) -> None:
    file.write_bytes(b"")


def has_no_tables(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as db:
        db.execute("pragma user_version = 1")
        db.commit()


def told_by(statement: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        with closing(sqlite3.connect(file)) as db, db:
            db.execute(statement)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (is_away, "there is no book. Put it back, or name its place in practice.toml, [book] url; a new"),
        (is_empty, "is an empty file and no book. Put a backup in its place; with the empty file gone, a new"),
        (has_no_tables, "there is no book in it. Name the right one"),
        (told_by("delete from meta"), "its schema in the table meta is no number. Put a backup in its place."),
        (told_by("update meta set value = 'two' where key = 'schema'"), "is no number"),
        (told_by("update meta set value = '' where key = 'schema'"), "is no number"),
        (told_by("update meta set value = '0' where key = 'schema'"), "is no number"),
    ],
)
@pytest.mark.parametrize("words", EVERY, ids=[words[0] for words in EVERY])
def test_every_command_says_what_is_wrong_with_the_book_and_makes_none(
    words: tuple[str, ...], spoil: Callable[[Path], None], told: str, folder: Path
) -> None:
    file = folder / "practice.db"
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    names = {path.name for path in folder.iterdir()}
    end = typed(folder, *words)
    assert (end.code, end.out) == (7, "")
    assert end.err.startswith(str(file))
    assert told in end.err
    assert len(end.err.splitlines()) == 1
    assert (file.read_bytes() if file.exists() else None) == before
    assert {path.name for path in folder.iterdir()} <= names | {".mobiledispatch"}


@pytest.mark.parametrize("words", EVERY, ids=[words[0] for words in EVERY])
def test_a_database_on_a_server_without_our_tables_is_no_empty_book(
    words: tuple[str, ...], folder: Path, database: str
) -> None:
    end = typed(folder, *words, book=database)
    assert (end.code, end.out) == (7, "")
    assert "there is no book in it" in end.err
    assert "mobiledispatch init --new-book" in end.err
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    assert inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.parametrize("text", ["zoe", "", "%"])
def test_the_quick_reader_finds_nobody_only_in_a_book(tmp_path: Path, text: str) -> None:
    assert quick.find_bookings(tmp_path / "practice.db", text, SCHEMA) is None
    assert quick.read_days(tmp_path / "practice.db", [MONDAY], SCHEMA) is None
    assert not (tmp_path / "practice.db").exists()


def test_the_cure_that_is_named_is_one(folder: Path) -> None:
    (folder / "practice.db").unlink()
    cure = typed(folder, "day").err.rpartition("mobiledispatch ")[2].split()
    assert cure == ["init", "--new-book", "--practice", str(folder / "practice.toml")]
    end = typed(folder, *cure)
    assert (end.code, end.out) == (0, f"{folder / 'practice.db'}: a new, empty book.\n")
    assert (folder / "practice.db").stat().st_mode & 0o777 == 0o600
    assert typed(folder, "day", "--date", "2026-11-23").code == 0


def test_a_new_book_never_takes_the_place_of_another(folder: Path) -> None:
    before = (folder / "practice.db").read_bytes()
    end = typed(folder, "init", "--new-book")
    assert (end.code, end.out) == (2, "")
    assert "something stands there already; it is left as it is" in end.err
    assert (folder / "practice.db").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        {".mobiledispatch", "practice.db", "practice.toml", "requests.csv"}
    )


def test_on_a_server_too_a_book_is_made_once(folder: Path, database: str) -> None:
    assert typed(folder, "init", "--new-book", book=database).code == 0
    with closing(opened(folder, MOBILEDISPATCH_BOOK=database)) as book:
        book.set_shifts("ana", {MONDAY: None}, "desk 1", NOW)
    with pytest.raises(BookThere):
        make_book(folder / "practice.toml", BookRules(), {"MOBILEDISPATCH_BOOK": database})
    with closing(opened(folder, MOBILEDISPATCH_BOOK=database)) as book:
        assert book.day(MONDAY).shifts == {"ana": None}


def test_init_uses_a_book_elsewhere_that_is_there(tmp_path: Path, folder: Path) -> None:
    book = f"sqlite:///{folder / 'practice.db'}"
    assert typed(tmp_path, "init", str(tmp_path / "second"), book=book).code == 0
    assert "B0001" in typed(tmp_path / "second", "find", "zoe", book=book).out
    assert sorted(path.name for path in (tmp_path / "second").iterdir())[-2:] == ["practice.toml", "requests.csv"]


def test_a_book_that_has_lost_a_table_is_damaged_not_empty(folder: Path) -> None:
    told_by("drop table bookings")(folder / "practice.db")
    end = typed(folder, "day", "--date", "2026-11-23")
    assert (end.code, end.out) == (7, "")
    assert "the file is damaged. Put a backup in its place" in end.err


def test_a_last_id_that_is_no_number_is_told(folder: Path) -> None:
    told_by("insert into meta values ('last_id', 'many')")(folder / "practice.db")
    end = typed(folder, "hold", *HOME, *ZOE[:4], "--start", "15:00", "--therapist", "ana")
    assert (end.code, end.out) == (7, "")
    assert "its last id in the table meta is no number" in end.err
