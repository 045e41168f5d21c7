"""A practice's folder of a test's own, and the desk's commands typed there in this very process."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_processes import Ended, run_here

FRIDAY_AT_NINE = "2026-11-20T09:00"


@dataclass(frozen=True)
class AtDesk:
    """Commands at the desk of one practice; `now` is the practice's own time."""

    folder: Path

    def __call__(self, *words: str, now: str = FRIDAY_AT_NINE) -> Ended:
        env = {"MOBILEDISPATCH_NOW": now, "MOBILEDISPATCH_DESK": "maria", "COLUMNS": "100"}
        return run_here(words, {**env, "MOBILEDISPATCH_PRACTICE": str(self.folder / "practice.toml")})

    def json(self, *words: str, code: int = 0, now: str = FRIDAY_AT_NINE) -> Any:
        end = self(*words, "--json", now=now)
        assert end.code == code, end.out + end.err
        return json.loads(end.out)

    def text(self, *words: str, code: int = 0, now: str = FRIDAY_AT_NINE) -> str:
        """What the command says, its lines joined."""
        end = self(*words, now=now)
        assert end.code == code, end.out + end.err
        return " ".join((end.out + end.err).split())


def a_client(number: int = 0, name: str = "Zoë Quirke", minutes: int = 60) -> tuple[str, ...]:
    """The words of a client of that number, at a door and telephone of their own."""
    home = ("--address", f"{10_301 + 2 * number} 105 Street NW", "--unit", "1203")
    wish = ("--treatment", "therapeutic", "--minutes", str(minutes))
    return ("--client", name, "--phone", f"780-555-01{number:02d}", *home, *wish)


def furnished(folder: Path, model: Path) -> AtDesk:
    """The desk of a copy of the practice in `model`."""
    assert "MOBILEDISPATCH_BOOK" not in os.environ
    shutil.copytree(model, folder, dirs_exist_ok=True)
    return AtDesk(folder)
