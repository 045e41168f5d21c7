"""docs/json.md tells every key that other programs may meet."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
WRITERS = (
    "report/plan_json.py",
    "report/problem_json.py",
    "desk/records.py",
    "desk/day_view.py",
    "desk/free_times.py",
    "desk/shifts.py",
    "cli/geocode.py",
    "travel/matrix_text.py",
)
PLAIN = {"schema", "name", "date", "practice", "timezone", "end", "start"}
"""Keys that say what they are."""


def keys_written(file: str) -> set[str]:
    """The keys of all dictionaries that a module writes down."""
    tree = ast.parse((ROOT / "src" / "mobiledispatch" / file).read_text(encoding="utf-8"))
    named = (key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys)
    return {key.value for key in named if isinstance(key, ast.Constant) and isinstance(key.value, str)}


@pytest.mark.parametrize("file", WRITERS)
def test_every_key_stands_on_the_page(file: str) -> None:
    keys = keys_written(file)
    assert len(keys) > 2
    assert {key for key in keys - PLAIN if key not in PAGE} == set()
