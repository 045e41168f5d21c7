"""What `plan` does with the day it is asked for, the practice's book, and a folder that holds an older plan."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from book.bookings import fill
from desk_processes import Ended, run_here
from mobiledispatch.disk.together import own_folder

HEAD = "client,address,treatment,minutes,date\n"
MONDAY = "Zoe Quirke,10345 105 Street NW,relaxation,60,2026-11-23\n"
TUESDAY = "Lena Moss,10225 100 Avenue NW,relaxation,60,2026-11-24\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A practice with its book and three days of requests."""
    assert run_here(["init", str(tmp_path / "mine")], {}).code == 0
    (tmp_path / "mine" / "days.csv").write_text(HEAD + MONDAY + TUESDAY)
    return tmp_path / "mine"


def plan(folder: Path, *words: str, requests: str = "days.csv", date: str = "2026-11-23", out: str = "out") -> Ended:
    named = ["plan", str(folder / requests), "--date", date, "--out", str(folder / out), *words]
    return run_here(named, {"MOBILEDISPATCH_PRACTICE": str(folder / "practice.toml")})


def everything_in(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


def test_of_mondays_clients_nothing_is_left_once_tuesday_is_planned(folder: Path) -> None:
    assert plan(folder).code == 0
    for name in ("notes.txt", "sheets/mine.txt"):
        (folder / "out" / name).write_text("mine")
    assert "Zoe Quirke" in everything_in(folder / "out")
    text = (folder / "practice.toml").read_text()
    assert text.count('id = "ana"') == 1
    (folder / "practice.toml").write_text(text.replace('id = "ana"', 'id = "anya"'))
    assert plan(folder, date="2026-11-24").code == 0
    assert "Zoe Quirke" not in everything_in(folder / "out")
    assert "Lena Moss" in everything_in(folder / "out")
    assert not (folder / "out" / "sheets" / "ana.txt").exists()
    assert (folder / "out" / "sheets" / "anya.txt").exists()
    assert [(folder / "out" / name).read_text() for name in ("notes.txt", "sheets/mine.txt")] == ["mine", "mine"]


def test_on_a_full_disk_plan_ends_with_7_and_the_old_plan_stays(folder: Path, disk: Path) -> None:
    (folder / "out").symlink_to(disk / "out")
    (disk / "out").mkdir()
    (disk / "out" / "plan.json").write_text("old")
    fill(disk)
    end = plan(folder)
    assert (end.code, end.out) == (7, "")
    assert "the disk is full. Make room; nothing was changed." in end.err
    assert everything_in(disk / "out") == "old"
    assert sorted(path.name for path in disk.iterdir()) == ["filler", "out"]


def test_a_second_plan_into_the_same_folder_at_the_same_time_ends_with_4(folder: Path) -> None:
    program = "import sys; from mobiledispatch.cli import main; sys.exit(main())"
    words = ["plan", str(folder / "days.csv"), "--practice", str(folder), "--date", "2026-11-23"]
    with own_folder(folder / "out", "Name another."):
        done = subprocess.run(
            [sys.executable, "-c", program, *words, "--out", str(folder / "out")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (4, "")
        assert "another run is writing into this folder" in done.stderr
    assert not (folder / "out").exists()


def test_a_file_whose_rows_are_all_for_other_dates_is_told_and_not_planned(folder: Path) -> None:
    end = plan(folder, date="2026-11-25")
    assert (end.code, end.out) == (3, "")
    assert end.err == (
        "days.csv: none of its 2 requests is for 2026-11-25, they are for 2026-11-23, 2026-11-24. "
        "Nothing was planned; say --date 2026-11-23, or name another file.\n"
    )
    assert not (folder / "out").exists()


def test_a_row_without_a_date_among_rows_with_one_is_named_and_the_exit_is_3(folder: Path) -> None:
    (folder / "gap.csv").write_text(HEAD + MONDAY + "Lena Moss,10225 100 Avenue NW,relaxation,60,\n")
    end = plan(folder, "--json", requests="gap.csv")
    assert end.code == 3
    assert "line 3, r2: no date; taken for 2026-11-23, which was asked for" in end.err
    assert sum(len(route["stops"]) for route in json.loads(end.out)["routes"]) == 2


def test_a_file_without_a_column_for_dates_is_for_the_date_asked_for(folder: Path) -> None:
    rows = (HEAD + MONDAY).replace(",date", "").replace(",2026-11-23", "")
    (folder / "bare.csv").write_text(rows)
    end = plan(folder, "--json", requests="bare.csv")
    assert (end.code, end.err) == (0, "")


def test_rows_for_other_dates_beside_those_asked_for_are_named(folder: Path) -> None:
    end = plan(folder, "--json")
    assert end.code == 0
    assert "1 of the requests are not for 2026-11-23 but for 2026-11-24: not planned (r2)." in end.err


def absent(folder: Path, who: str) -> None:
    words = ["shift", who, "--off", "--date", "2026-11-23"]
    env = {"MOBILEDISPATCH_PRACTICE": str(folder / "practice.toml"), "MOBILEDISPATCH_NOW": "2026-11-20T09:00"}
    assert run_here(words, env).code == 0


def test_who_is_absent_in_the_book_is_not_planned_from_a_file_either(folder: Path) -> None:
    (usual,) = json.loads(plan(folder, "--json").out)["routes"]
    absent(folder, usual["therapist"])
    before = (folder / "practice.db").read_bytes()
    end = plan(folder, "--json")
    assert f"Hours on 2026-11-23 as the book has them: {usual['therapist']} absent." in end.err
    (other,) = json.loads(end.out)["routes"]
    assert other["therapist"] != usual["therapist"]
    assert (folder / "practice.db").read_bytes() == before


def test_a_book_that_cannot_be_read_is_told_by_a_plan_from_a_file(folder: Path) -> None:
    (folder / "practice.db").write_bytes(b"")
    end = plan(folder, "--json")
    assert end.code == 0
    assert "The book's absences and other hours are not known and not kept" in end.err
    assert "is an empty file and no book" in end.err
    (folder / "practice.db").unlink()
    assert "not known" not in plan(folder, "--json").err  # nobody has ever sat at this desk


def test_a_desks_book_that_is_gone_is_told_by_a_plan_from_a_file(folder: Path) -> None:
    absent(folder, "ana")
    (folder / "practice.db").unlink()
    assert "there is no book" in plan(folder, "--json").err
    assert not (folder / "practice.db").exists()
