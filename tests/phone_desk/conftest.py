"""A practice to type at, made once and copied for each test."""

from pathlib import Path

import pytest

from mobiledispatch.cli.init import save_sample
from phone_desk.at_a_desk import AtDesk, furnished


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice's folder with what a desk keeps there for the next time."""
    folder = tmp_path_factory.mktemp("practice")
    save_sample(folder)
    AtDesk(folder)("day")
    return folder


@pytest.fixture
def at_desk(tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch) -> AtDesk:
    monkeypatch.delenv("MOBILEDISPATCH_BOOK", raising=False)
    return furnished(tmp_path, sample)
