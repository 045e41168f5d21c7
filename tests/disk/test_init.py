"""`init` makes the whole practice or nothing of it."""

from functools import partial
from itertools import count
from pathlib import Path

from mishaps import KILLED, SURVIVED, die_at, in_a_process
from mobiledispatch.cli.init import save_sample

WHOLE = ["practice.db", "practice.toml", "requests.csv"]


def test_killed_at_any_step_init_has_made_all_of_a_practice_or_nothing(tmp_path: Path) -> None:
    save_sample(tmp_path / "first")  # loads what it needs
    left = []
    for step in count(1):
        folder = tmp_path / f"case{step}" / "mine"
        end = in_a_process(partial(die_at, step, f"case{step}/"), partial(save_sample, folder), tmp_path / "said")
        assert end in (KILLED, SURVIVED), (tmp_path / "said").read_text()
        names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
        assert names in ([], WHOLE), step
        left.append(bool(names))
        if not names:
            save_sample(folder)
            assert sorted(path.name for path in folder.iterdir()) == WHOLE
        if end == SURVIVED:
            break
    assert len(left) > 8
    assert left == sorted(left)
