"""The smallest practice that can prove a sentence, and a way to write a requests file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.model.practice import Practice

PRACTICE = """
[[therapists]]
id = "ana"
name = "Ana Kowalczyk"
home = "9010 156 Street NW, Edmonton"

[[therapists]]
id = "ben"
name = "Ben Okafor"
home = "2610 Hewes Way NW, Edmonton"
"""


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    path = tmp_path / "practice.toml"
    path.write_text(PRACTICE, encoding="utf-8")
    return read_practice(path)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "requests.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
