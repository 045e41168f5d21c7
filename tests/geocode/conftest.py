"""A geocoder's server that follows a script, and turns that are kept apart from this user's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geocode.web import Script, serving


@pytest.fixture(autouse=True)
def _own_turns(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def url(script: Script) -> Iterator[str]:
    with serving(script) as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a practice remembers."""
    return tmp_path / "memory"
