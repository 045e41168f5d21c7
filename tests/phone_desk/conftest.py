"""A practice's desk at which whole commands are typed, in this very process."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desk_processes import Ended, run_here
from mobiledispatch.book.opening import open_book
from mobiledispatch.cli.init import save_sample
from mobiledispatch.model.booking import BookedDay, Booking
from phone_desk.at_a_desk import AtDesk, furnished

FRIDAY = "2026-11-20T09:00"


@pytest.fixture(scope="session")
def fresh_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice with an empty book, to copy."""
    folder = tmp_path_factory.mktemp("fresh")
    save_sample(folder)
    return folder


@dataclass(frozen=True)
class TypedDesk:
    """Commands typed in a practice's folder: `desk("hold", ...)`; and the book behind them."""

    folder: Path
    now: str = FRIDAY

    def __call__(self, *words: str, now: str = "") -> Ended:
        env = {"MOBILEDISPATCH_NOW": now or self.now, "MOBILEDISPATCH_DESK": "maria", "COLUMNS": "100"}
        return run_here([*words, "--practice", str(self.folder)], env)

    def answer(self, *words: str, code: int = 0, now: str = "") -> Any:
        """What the command tells another program."""
        ended = self(*words, "--json", now=now)
        assert ended.code == code, f"{words}: {ended.code}\n{ended.out}{ended.err}"
        return json.loads(ended.out)

    def day(self, date: str) -> BookedDay:
        import datetime

        from mobiledispatch.desk.session import Desk

        now = datetime.datetime.fromisoformat(f"{FRIDAY}:00-06:00")
        return Desk(self.folder / "practice.toml", now, "reader").read_day(datetime.date.fromisoformat(date))

    def visit(self, name: str) -> Booking:
        """The visit as it stands in the book."""
        import datetime
        import os

        from mobiledispatch.intake.practice_file import read_practice

        path = self.folder / "practice.toml"
        book = open_book(path, read_practice(path).book, os.environ, datetime.datetime.now(datetime.UTC))
        try:
            found = book.booking(name)
        finally:
            book.close()
        assert found is not None, name
        return found


@pytest.fixture
def desk(tmp_path: Path, fresh_practice: Path, monkeypatch: pytest.MonkeyPatch) -> TypedDesk:
    monkeypatch.delenv("MOBILEDISPATCH_BOOK", raising=False)
    shutil.copytree(fresh_practice, tmp_path / "mine")
    return TypedDesk(tmp_path / "mine")


@pytest.fixture
def at_desk(tmp_path: Path, fresh_practice: Path, monkeypatch: pytest.MonkeyPatch) -> AtDesk:
    monkeypatch.delenv("MOBILEDISPATCH_BOOK", raising=False)
    return furnished(tmp_path, fresh_practice)
