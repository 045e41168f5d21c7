"""A database in trouble: one sentence that says what to do, the exit code of its kind, and nothing lost.

Each test lets the command line run into real trouble: a full file system, rights that are missing, another program's
lock, bytes that are gone, a server that is not there.
"""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from book.bookings import MONDAY, NOW, fill, opened, visit, write
from desk_processes import Ended, booking, run_here
from mobiledispatch.errors import ServiceDown

PROGRAM = "import sys; from mobiledispatch.cli import main; sys.exit(main())"
OFF = ("shift", "ana", "--off", "--date", "2026-11-23")
"""The shortest way to write to the book."""


@pytest.fixture
def folder(tmp_path: Path, practice: Path) -> Path:
    """A practice with one visit in its book."""
    return with_a_visit(tmp_path, practice)


def with_a_visit(folder: Path, practice: Path) -> Path:
    shutil.copytree(practice, folder, dirs_exist_ok=True)
    book = opened(folder)
    write(book, visit())
    book.close()
    return folder


def env_of(folder: Path, **more: str) -> dict[str, str]:
    practice = str(folder / "practice.toml")
    return {"MOBILEDISPATCH_PRACTICE": practice, "MOBILEDISPATCH_NOW": "2026-11-20T09:00", **more}


def said(
    folder: Path, *words: str, first: tuple[str, ...] = (), limit: Callable[[], None] | None = None, **more: str
) -> Ended:
    """The command as a process of its own, `first` before its words, with `more` in its environment."""
    words = (*first, sys.executable, "-c", PROGRAM, *words)
    env = {**os.environ, **env_of(folder, **more)}
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False, preexec_fn=limit)
    return Ended(done.returncode, done.stdout, done.stderr)


def is_one_sentence(end: Ended) -> bool:
    return end.out == "" and end.err.count("\n") == 1 and "Traceback" not in end.err


def nothing_is_lost(folder: Path) -> bool:
    """Is the book whole and as it was, and can it be written to again?"""
    book = opened(folder)
    as_it_was = [b.id for b in book.day(MONDAY).bookings] == ["B0001"] and book.day(MONDAY).revision == 1
    with book.engine.begin() as db:
        whole = db.exec_driver_sql("pragma integrity_check").scalar() == "ok"
    write(book, visit("After", start=14 * 3600))
    again = book.day(MONDAY).revision == 2
    book.close()
    return as_it_was and whole and again


@pytest.fixture
def small_disk(disk: Path, practice: Path) -> Path:
    """A practice on a file system of half a megabyte."""
    return with_a_visit(disk, practice)


@pytest.mark.parametrize("words", [OFF, booking(1, start="12:00")])
def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path, words: tuple[str, ...]) -> None:
    filler = fill(small_disk)
    end = said(small_disk, *words)
    assert (end.code, end.err) == (7, f"{small_disk}/practice.db: the disk is full. Make room; nothing was changed.\n")
    filler.unlink()
    assert nothing_is_lost(small_disk)


def test_a_full_disk_stops_no_reader(small_disk: Path) -> None:
    fill(small_disk)
    end = said(small_disk, "find", "zoe")
    assert (end.code, end.err) == (0, "")
    assert end.out.startswith("B0001 ")


def test_a_limit_on_what_may_be_written_is_told_and_nothing_is_lost(folder: Path) -> None:
    """As full as a disk can get for a process that may not mount one: no file may grow past its first kilobyte."""
    end = said(folder, *OFF, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))
    assert end.code == 7
    assert is_one_sentence(end)
    assert "nothing was changed" in end.err.casefold()
    assert nothing_is_lost(folder)


def bound_by_rights() -> tuple[str, ...]:
    """What makes a command of the superuser's heed the rights of files, as anybody else's does."""
    if os.geteuid():
        return ()
    if not (setpriv := shutil.which("setpriv")):
        pytest.skip("without setpriv the superuser may do anything")
    return (setpriv, "--bounding-set=-dac_override,-dac_read_search")


def test_a_file_that_may_not_be_written_is_told_and_nothing_is_lost(folder: Path) -> None:
    (folder / "practice.db").chmod(0o400)
    end = said(folder, *OFF, first=bound_by_rights())
    assert end.code == 7
    assert end.err == (
        f"{folder}/practice.db: the file may not be written. Make it and its folder yours to write; "
        "nothing was changed.\n"
    )
    (folder / "practice.db").chmod(0o600)
    assert nothing_is_lost(folder)


def test_a_file_that_may_not_be_written_is_read_all_the_same(folder: Path) -> None:
    (folder / "practice.db").chmod(0o400)
    end = said(folder, "find", "zoe", first=bound_by_rights())
    assert (end.code, end.err) == (0, "")


def test_a_file_that_may_not_even_be_read_is_told(folder: Path) -> None:
    (folder / "practice.db").chmod(0)
    end = said(folder, "find", "zoe", first=bound_by_rights())
    assert (end.code, is_one_sentence(end)) == (7, True)
    assert "cannot be opened" in end.err


def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_lost(folder: Path) -> None:
    """The file itself might be written, but its journal has nowhere to be."""
    folder.chmod(0o500)
    end = said(folder, *OFF, first=bound_by_rights())
    folder.chmod(0o700)
    assert (end.code, is_one_sentence(end)) == (7, True)
    assert "nothing was changed" in end.err
    assert nothing_is_lost(folder)


def test_a_book_that_another_program_keeps_to_itself_is_told_when_patience_ends(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "practice.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        end = run_here(OFF, env_of(folder, MOBILEDISPATCH_PATIENCE="0.2"))
        other.execute("rollback")
    assert end.code == 6
    assert end.err == (f"{folder}/practice.db: another program has kept the book to itself for too long. Try again.\n")
    assert nothing_is_lost(folder)


def test_a_writer_does_not_keep_readers_waiting(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "practice.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        end = run_here(["find", "zoe"], env_of(folder, MOBILEDISPATCH_PATIENCE="0.2"))
        other.execute("rollback")
    assert (end.code, end.err) == (0, "")


HALF_WRITTEN = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("pragma cache_size = 1")  # so that it writes before it is done
db.execute("begin immediate")
db.execute("update days set revision = 99")
for number in range(200):
    db.execute("insert into meta values (?, ?)", (f"half {number}", "x" * 1000))
print("half", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize(("words", "code"), [(("day", "--date", "2026-11-23", "--json"), 0), (OFF, 3)])
def test_what_a_killed_program_has_half_written_is_undone(folder: Path, words: tuple[str, ...], code: int) -> None:
    file = folder / "practice.db"
    size = file.stat().st_size
    with subprocess.Popen([sys.executable, "-c", HALF_WRITTEN, file], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        other.kill()
    assert file.stat().st_size > size
    assert (folder / "practice.db-journal").exists()
    end = run_here(words, env_of(folder))
    assert (end.code, end.err) == (code, "")
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("select count(*) from meta").fetchone() == (2,)
        assert db.execute("select revision from days").fetchone() == (1 if words != OFF else 2,)


@pytest.mark.parametrize("words", [OFF, ("day", "--date", "2026-11-23"), ("find", "zoe")])
def test_a_damaged_file_is_told(folder: Path, words: tuple[str, ...]) -> None:
    file = folder / "practice.db"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    end = run_here(words, env_of(folder))
    assert (end.code, is_one_sentence(end)) == (7, True)
    assert end.err.startswith(f"{file}: the file is damaged. Put a backup in its place")
    assert file.read_bytes() == bytes(content)


def test_a_visit_that_is_damaged_inside_is_told(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "practice.db")) as db, db:
        db.execute("update bookings set body = substr(body, 1, 40)")
    end = run_here(["day", "--date", "2026-11-23"], env_of(folder))
    assert (end.code, is_one_sentence(end)) == (7, True)
    assert "damaged" in end.err


@pytest.mark.parametrize("words", [OFF, ("find", "zoe")])
def test_a_file_that_is_no_database_is_told_and_left_as_it_is(folder: Path, words: tuple[str, ...]) -> None:
    file = folder / "practice.db"
    file.write_text("client,address,treatment,minutes\n" * 40)
    before = file.read_bytes()
    end = run_here(words, env_of(folder))
    assert end.code == 7
    assert end.err == (
        f"{file}: the file is no book. Move it away, or name another one in practice.toml, [book] url.\n"
    )
    assert file.read_bytes() == before


def test_a_folder_in_the_books_place_is_told(folder: Path) -> None:
    (folder / "practice.db").unlink()
    (folder / "practice.db").mkdir()
    end = run_here(OFF, env_of(folder))
    assert (end.code, is_one_sentence(end)) == (7, True)


@pytest.mark.parametrize("words", [OFF, ("day",), ("find", "zoe")])
def test_a_server_that_is_down_is_an_outside_service_that_failed(folder: Path, words: tuple[str, ...]) -> None:
    end = run_here(words, env_of(folder, MOBILEDISPATCH_BOOK="postgresql://desk@127.0.0.1:1/book"))
    assert (end.code, is_one_sentence(end)) == (6, True)
    assert end.err.startswith("postgresql://desk@127.0.0.1:1/book: the database failed (")
    assert end.err.endswith("Nothing was changed.\n")


def test_a_server_without_that_database_says_so(folder: Path, database: str) -> None:
    end = run_here(OFF, env_of(folder, MOBILEDISPATCH_BOOK=database.replace("/book", "/nobook")))
    assert (end.code, is_one_sentence(end)) == (6, True)
    assert "does not exist" in end.err


def test_a_day_that_is_locked_on_the_server_is_told_when_patience_ends(folder: Path, database: str) -> None:
    book = opened(folder, MOBILEDISPATCH_BOOK=database)
    book.set_shifts("ben", {MONDAY: None}, "desk 1", NOW)
    book.close()
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as other:
        other.execute(text("update days set revision = revision"))
        end = said(folder, *OFF, MOBILEDISPATCH_BOOK=database, MOBILEDISPATCH_PATIENCE="0.2")
    engine.dispose()
    assert end.code == 6
    assert end.err.endswith("another program has kept the book to itself for too long. Try again.\n")


def test_a_connection_that_breaks_off_says_to_look_before_trying_again(folder: Path, database: str) -> None:
    book = opened(folder, MOBILEDISPATCH_BOOK=database)
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    book.day(MONDAY)
    with engine.begin() as other:
        others = "pid <> pg_backend_pid() and datname = current_database()"
        other.execute(text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}"))
    engine.dispose()
    with pytest.raises(ServiceDown, match=r"the connection broke off .*See what the book has"):
        book.day(MONDAY)
    book.close()
