"""A book of an older make becomes one of today's by itself; a newer one, or another program's, is left alone."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine, inspect, text

from book.bookings import MONDAY, fill, opened, visit, write
from mobiledispatch.errors import MachineUnfit

SCHEMA_1 = """
create table meta (key varchar primary key, value varchar not null);
create table days (date varchar primary key, revision integer not null);
create table bookings (id varchar primary key, date varchar not null, status varchar not null, body text not null);
create table shifts (date varchar, therapist varchar, opens integer, closes integer, primary key (date, therapist));
create table history (number {serial}, at varchar not null, who varchar not null, date varchar not null,
    visit varchar not null, what varchar not null, detail varchar not null, revision integer not null);
insert into meta values ('schema', '1'), ('last_id', '1');
insert into days values ('2026-11-23', 1);
insert into history (at, who, date, visit, what, detail, revision)
    values ('2026-11-01T15:00:00+00:00', 'desk 1', '2026-11-23', 'B0001', 'booked', '', 1)
"""
OLD = replace(visit(name="B0001"), taken_by="desk 1")
BODY = msgspec.json.encode(OLD).decode()
ROW = "insert into bookings values ('B0001', '2026-11-23', 'booked', '{}')"


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    file = tmp_path / "practice.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.executescript(SCHEMA_1.format(serial="integer primary key autoincrement"))
        db.execute(ROW.format(BODY))
    return file


@pytest.fixture
def old_database(database: str) -> str:
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as db:
        for line in [*SCHEMA_1.format(serial="serial primary key").split(";\n"), ROW.format(BODY)]:
            db.exec_driver_sql(line)
    engine.dispose()
    return database


def test_a_file_of_schema_1_is_brought_up_to_date_after_a_copy_was_put_aside(old_file: Path) -> None:
    before = old_file.read_bytes()
    book = opened(old_file.parent)
    assert book.find("zoe oneil") == (OLD,)
    assert book.day(MONDAY).revision == 1
    (copy,) = old_file.parent.glob("practice.db.backup-*")
    assert copy.name == "practice.db.backup-1-20261120150000"
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as db, closing(sqlite3.connect(":memory:")) as was:
        was.deserialize(before)
        assert list(db.iterdump()) == list(was.iterdump())
    book.close()


def test_a_book_brought_up_to_date_goes_on_where_it_was(old_file: Path) -> None:
    book = opened(old_file.parent)
    (new,) = write(book, visit("New", start=14 * 3600))
    assert new.id == "B0002"
    assert [e.what for e in book.history("B0001")] == ["booked"]
    book.close()
    opened(old_file.parent).close()
    assert len([*old_file.parent.glob("practice.db.backup-*")]) == 1


def test_a_server_of_schema_1_is_brought_up_to_date_with_its_tables_copied(old_database: str, tmp_path: Path) -> None:
    book = opened(tmp_path, MOBILEDISPATCH_BOOK=old_database)
    assert book.find("zoe oneil") == (OLD,)
    names = {name for name in inspect(book.engine).get_table_names() if name.startswith("backup")}
    assert names == {f"backup_1_20261120150000_{t}" for t in ("meta", "days", "bookings", "shifts", "history")}
    with book.engine.begin() as db:
        assert db.execute(text("select body from backup_1_20261120150000_bookings")).scalar() == BODY
    book.close()


def test_where_no_copy_can_be_put_aside_nothing_is_changed(old_file: Path) -> None:
    (old_file.parent / "practice.db.backup-1-20261120150000").write_text("another backup")
    before = old_file.read_bytes()
    with pytest.raises(MachineUnfit, match=r"cannot be made .*without a copy nothing is changed"):
        opened(old_file.parent)
    assert old_file.read_bytes() == before


def test_on_a_full_disk_no_half_copy_is_left_and_nothing_is_changed(old_file: Path, disk: Path) -> None:
    shutil.copy(old_file, disk)
    filler = fill(disk)
    before = (disk / "practice.db").read_bytes()
    with pytest.raises(MachineUnfit, match=r"backup-1-20261120150000: cannot be .*without a copy nothing is changed"):
        opened(disk)
    filler.unlink()
    assert [file.name for file in disk.iterdir()] == ["practice.db"]
    assert (disk / "practice.db").read_bytes() == before
    opened(disk).close()
    assert len([*disk.glob("practice.db.backup-*")]) == 1


def test_a_visit_that_cannot_be_read_stops_the_migration_whole(old_file: Path) -> None:
    with closing(sqlite3.connect(old_file)) as db, db:
        db.execute("update bookings set body = 'gone to pieces'")
    with pytest.raises(MachineUnfit, match="damaged"):
        opened(old_file.parent)
    with closing(sqlite3.connect(old_file)) as db:
        assert db.execute("select value from meta where key = 'schema'").fetchone() == ("1",)
        assert "words" not in [column[1] for column in db.execute("pragma table_info(bookings)")]


def test_a_book_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "practice.db")) as db, db:
        db.execute("update meta set value = '99' where key = 'schema'")
    before = (tmp_path / "practice.db").read_bytes()
    with pytest.raises(MachineUnfit, match=r"practice.db: was written by a newer program \(schema 99\)") as refused:
        opened(tmp_path)
    assert refused.value.exit_code == 7
    assert (tmp_path / "practice.db").read_bytes() == before


def test_another_programs_database_is_not_written_to(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "practice.db")) as db, db:
        db.execute("create table recipes (name text)")
    with pytest.raises(MachineUnfit, match=r"another program's tables \(recipes\)"):
        opened(tmp_path)
    with closing(sqlite3.connect(tmp_path / "practice.db")) as db:
        assert db.execute("select name from sqlite_master").fetchall() == [("recipes",)]


def test_a_server_is_shared_with_others_but_not_under_our_names(database: str, tmp_path: Path) -> None:
    engine = create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as db:
        db.execute(text("create table recipes (name text)"))
    opened(tmp_path, MOBILEDISPATCH_BOOK=database).close()
    with engine.begin() as db:
        db.execute(text("drop table meta"))
    engine.dispose()
    with pytest.raises(MachineUnfit, match=r"another program's tables \(bookings\)"):
        opened(tmp_path, MOBILEDISPATCH_BOOK=database)


def test_households_that_only_a_telephone_number_tied_share_a_group_from_schema_3_on(tmp_path: Path) -> None:
    book = opened(tmp_path)
    write(book, visit(name="B0001"), visit("Bo O’Neil", "B0002", 40_200), visit("Olu", "B0003", phone="+17805550144"))
    book.close()
    with closing(sqlite3.connect(tmp_path / "practice.db")) as db, db:
        db.execute("update meta set value = '2' where key = 'schema'")
    with closing(opened(tmp_path)) as again:
        groups = {b.id: b.request.group for b in again.day(MONDAY).bookings}
    assert groups == {"B0001": "B0001", "B0002": "B0001", "B0003": ""}
