"""Where the book is, who may read it, and what is said of an address that is none."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from book.bookings import opened, visit, write
from mobiledispatch.book.where import book_file, book_url, patience
from mobiledispatch.errors import BadInput, MachineUnfit, ServiceDown
from mobiledispatch.model.practice import BookRules


def test_the_book_is_a_file_beside_the_practice_unless_it_is_named(tmp_path: Path) -> None:
    practice = tmp_path / "practice.toml"
    assert book_file(practice, BookRules(), {}) == tmp_path / "practice.db"
    assert book_file(practice, BookRules(url="sqlite:///desk.db"), {}) == tmp_path / "desk.db"
    assert book_file(practice, BookRules(url="sqlite:////var/desk.db"), {}) == Path("/var/desk.db")


def test_the_environment_names_the_book_before_the_practice_does(tmp_path: Path) -> None:
    env = {"MOBILEDISPATCH_BOOK": "postgresql://desk@office/book"}
    rules = BookRules(url="sqlite:///desk.db")
    assert book_url(tmp_path / "practice.toml", rules, env) == "postgresql://desk@office/book"
    assert book_file(tmp_path / "practice.toml", rules, env) is None


@pytest.mark.parametrize("name", ["practice.db", "a book? 100% #1.db"])
def test_only_its_owner_may_read_the_book(tmp_path: Path, name: str) -> None:
    book = opened(tmp_path, MOBILEDISPATCH_BOOK=f"sqlite:///{name}")
    write(book, visit())
    book.close()
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_book_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "practice.db").chmod(0o644)
    opened(tmp_path).close()
    assert stat.S_IMODE((tmp_path / "practice.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("url", ["practice.db", "mysql://desk:secret@office/book", "sqlite://", "postgresql:/", "://"])
def test_an_address_that_is_none_is_bad_input_and_its_password_is_not_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match="is no address of a book") as fault:
        opened(tmp_path, MOBILEDISPATCH_BOOK=url)
    assert "secret" not in str(fault.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MachineUnfit, match=r"nowhere/practice.db: cannot be made \(No such file or directory\)"):
        opened(tmp_path / "nowhere")


WITHOUT_PSYCOPG = """
import sys
sys.modules["psycopg"] = None  # as where it is not installed
from mobiledispatch.cli import main
sys.exit(main())
"""


def test_without_psycopg_it_says_what_to_install(tmp_path: Path) -> None:
    words = [sys.executable, "-c", WITHOUT_PSYCOPG, "init", str(tmp_path / "mine")]
    env = {**os.environ, "MOBILEDISPATCH_BOOK": "postgresql://desk@office/book"}
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    assert said.returncode == 7
    assert said.stderr == "The book is in PostgreSQL, and psycopg is missing. Install mobiledispatch[postgres].\n"


@pytest.mark.parametrize("given", ["soon", "-1", "0", "nan", "1e9"])
def test_a_patience_that_is_no_number_of_seconds_is_bad_input(given: str) -> None:
    with pytest.raises(BadInput, match=r"\$MOBILEDISPATCH_PATIENCE is"):
        patience({"MOBILEDISPATCH_PATIENCE": given})


def test_patience_is_half_a_minute_unless_it_is_named() -> None:
    assert (patience({}), patience({"MOBILEDISPATCH_PATIENCE": "0.5"})) == (30, 0.5)


def test_a_password_is_in_no_message(tmp_path: Path) -> None:
    url = "postgresql://desk:secret@127.0.0.1:1/book?password=hidden"
    with pytest.raises(ServiceDown, match=r"127.0.0.1:1/book: the database failed") as fault:
        opened(tmp_path, MOBILEDISPATCH_BOOK=url)
    assert "secret" not in str(fault.value)
    assert "hidden" not in str(fault.value)
