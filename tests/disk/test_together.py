"""A folder holds wholly the old plan or wholly the new one, whatever happens and whenever it happens."""

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

import pytest

from mishaps import FAILED, KILLED, SURVIVED, die_at, fill_disk_at, in_a_process
from mobiledispatch.disk.links import STAGE
from mobiledispatch.disk.together import own_folder
from mobiledispatch.errors import BadInput, Conflict, MachineUnfit

CURE = "Choose another folder with --out."
MONDAY = {"plan.json": "monday", "map.html": "monday", "sheets/ana.txt": "monday", "sheets/ben.txt": "monday"}
TUESDAY = {"plan.json": "tuesday", "map.html": "tuesday", "sheets/ana.txt": "tuesday", "sheets/zoe.txt": "tuesday"}
SHEETS = [PurePosixPath("sheets", f"{name}.txt") for name in ("ana", "ben", "zoe")]
MINE = {"notes.txt": "mine", "sheets/mine.txt": "mine"}


def save(folder: Path, files: dict[str, str]) -> None:
    with own_folder(folder, CURE) as own:
        own.save({PurePosixPath(name): text for name, text in files.items()}, SHEETS)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def read(folder: Path) -> dict[str, str]:
    """Every file that whoever looks into the folder can read."""
    found = (Path(top) / name for top, _, names in os.walk(folder) for name in names)
    seen = {path.relative_to(folder).as_posix(): path for path in found if STAGE not in path.parts}
    return {name: path.read_text() for name, path in seen.items() if path.exists()}


Making = Callable[[Path], Path]


def plain(folder: Path) -> Path:
    """As an older version has left it, with files of the user's own."""
    write(folder, {**MONDAY, **MINE})
    return folder


def with_a_folder_of_the_users(folder: Path) -> Path:
    plain(folder)
    (folder / "photos").mkdir()
    return folder


def where_the_user_stands(folder: Path) -> Path:
    os.chdir(plain(folder))
    return Path()


@pytest.fixture(params=[plain, with_a_folder_of_the_users, where_the_user_stands])
def make(request: pytest.FixtureRequest) -> Iterator[Making]:
    here = Path.cwd()
    yield request.param
    os.chdir(here)


def test_of_an_older_plan_nothing_is_left_and_the_users_own_files_stay(tmp_path: Path, make: Making) -> None:
    folder = tmp_path / "out"
    named = make(folder)
    before = {name: (folder / name).stat().st_ino for name in MINE}
    save(named, TUESDAY)
    assert read(folder) == {**TUESDAY, **MINE}
    assert {name: (folder / name).stat().st_ino for name in MINE} == before
    ours = [folder / name for name in TUESDAY]
    assert not [path for path in ours if path.is_symlink() or stat.S_IMODE(path.stat().st_mode) != 0o600]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert not (folder / STAGE).exists()


def test_killed_at_any_step_the_folder_holds_one_plan_and_the_next_run_tidies_up(tmp_path: Path, make: Making) -> None:
    seen, said = [], tmp_path / "said"
    for step in count(1):
        folder = tmp_path / f"case{step}" / "out"
        named = make(folder)
        end = in_a_process(partial(die_at, step), partial(save, named, TUESDAY), said)
        assert end in (KILLED, SURVIVED), said.read_text()
        found = read(folder)
        assert found in ({**MONDAY, **MINE}, {**TUESDAY, **MINE}), step
        seen.append(found["plan.json"])
        save(named, MONDAY)
        assert read(folder) == {**MONDAY, **MINE}, step
        assert [path.name for path in folder.parent.iterdir()] == ["out"]
        assert not (folder / STAGE).exists()
        if end == SURVIVED:
            break
    assert seen.count("monday") > 10
    assert seen.count("tuesday") > 3
    assert seen == sorted(seen)


def test_a_disk_that_is_full_from_any_step_on_leaves_the_old_plan(tmp_path: Path, make: Making) -> None:
    said, failed = tmp_path / "said", 0
    for step in count(1):
        folder = tmp_path / f"case{step}" / "out"
        named = make(folder)
        end = in_a_process(partial(fill_disk_at, step), partial(save, named, TUESDAY), said)
        if end == SURVIVED:
            break
        assert end == FAILED
        assert said.read_text().startswith("MachineUnfit:")
        assert "the disk is full. Make room; nothing was changed." in said.read_text()
        assert read(folder) == {**MONDAY, **MINE}, step
        failed += 1
    assert failed > 5
    assert read(folder) == {**TUESDAY, **MINE}


def test_on_a_small_disk_that_is_full_the_old_plan_stays_to_the_byte(disk: Path) -> None:
    folder = disk / "out"
    save(folder, MONDAY)
    with pytest.raises(MachineUnfit, match=r"out: the disk is full. Make room; nothing was changed."):
        save(folder, {**TUESDAY, "map.html": "x" * 600_000})
    assert read(folder) == MONDAY
    assert [path.name for path in disk.iterdir()] == ["out"]
    with pytest.raises(MachineUnfit):
        save(disk / "new" / "folder", {**TUESDAY, "map.html": "x" * 600_000})
    assert [path.name for path in disk.iterdir()] == ["out"]


def test_a_folder_that_is_the_top_of_a_disk_is_planned_into_as_any_other(disk: Path) -> None:
    plain(disk)
    save(disk, TUESDAY)
    assert read(disk) == {**TUESDAY, **MINE}
    assert not (disk / STAGE).exists()


@pytest.mark.parametrize("extra", [[], ["photos"]])
def test_no_link_is_written_through(tmp_path: Path, extra: list[str]) -> None:
    precious, folder = tmp_path / "precious", tmp_path / "out"
    write(precious, {"map.html": "precious", "ana.txt": "precious", "mine.txt": "precious"})
    folder.mkdir()
    for name in extra:
        (folder / name).mkdir()
    (folder / "map.html").symlink_to(precious / "map.html")
    (folder / "sheets").symlink_to(precious)
    os.link(precious / "mine.txt", folder / "plan.json")
    save(folder, TUESDAY)
    assert read(folder) == TUESDAY
    assert not (folder / "map.html").is_symlink()
    assert not (folder / "sheets").is_symlink()
    assert read(precious) == {"map.html": "precious", "ana.txt": "precious", "mine.txt": "precious"}


def test_a_link_to_a_folder_means_that_folder(tmp_path: Path) -> None:
    plain(tmp_path / "real")
    (tmp_path / "out").symlink_to("real")
    save(tmp_path / "out", TUESDAY)
    assert (tmp_path / "out").is_symlink()
    assert read(tmp_path / "real") == {**TUESDAY, **MINE}


def test_the_folder_keeps_its_rights(tmp_path: Path) -> None:
    folder = plain(tmp_path / "out")
    folder.chmod(0o2750)
    (folder / "sheets").chmod(0o750)
    save(folder, TUESDAY)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2750
    assert stat.S_IMODE((folder / "sheets").stat().st_mode) == 0o750


def test_a_database_in_use_is_never_given_another_folder(tmp_path: Path) -> None:
    folder = plain(tmp_path / "out")
    (folder / "practice.db").write_bytes(b"SQLite format 3\0 and more")
    before = folder.stat().st_ino
    save(folder, TUESDAY)
    assert folder.stat().st_ino == before
    (folder / "practice.db").unlink()
    assert read(folder) == {**TUESDAY, **MINE}


def test_a_second_run_is_told_and_changes_nothing(tmp_path: Path) -> None:
    with own_folder(tmp_path / "out", CURE) as own:
        with pytest.raises(Conflict, match="another run is writing into this folder"):
            save(tmp_path / "out", MONDAY)
        own.save({PurePosixPath("plan.json"): "first"})
    assert read(tmp_path / "out") == {"plan.json": "first"}
    save(tmp_path / "out", MONDAY)


def test_a_folder_that_was_made_for_nothing_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(BadInput), own_folder(tmp_path / "a" / "b", CURE):
        raise BadInput("The file is faulty.")
    assert [*tmp_path.iterdir()] == []


def test_a_folder_in_the_way_of_a_file_is_named_and_left(tmp_path: Path) -> None:
    folder = plain(tmp_path / "out")
    (folder / "map.html").unlink()
    write(folder, {"map.html/mine.txt": "mine"})
    before = read(folder)
    with pytest.raises(BadInput, match=r"cannot be written \(map.html is a folder there\). Choose another folder"):
        save(folder, TUESDAY)
    assert read(folder) == before


def test_without_anybody_on_shift_no_sheet_of_yesterday_stays(tmp_path: Path) -> None:
    save(tmp_path / "out", MONDAY)
    sunday = {"plan.json": "sunday", "map.html": "sunday"}
    save(tmp_path / "out", sunday)
    assert read(tmp_path / "out") == sunday
    assert not (tmp_path / "out" / "sheets").exists()
