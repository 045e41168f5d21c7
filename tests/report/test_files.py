"""The day's files on disk."""

import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from mobiledispatch.disk.together import own_folder
from mobiledispatch.disk.whole_file import save_whole
from mobiledispatch.report.day import DaySheet
from mobiledispatch.report.files import former_sheets, render_report, sheet_of
from mobiledispatch.report.inert import file_name
from report.days import DAY
from report.hostile import HOSTILE, hostile_day


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def save_report(day: DaySheet, folder: Path) -> list[Path]:
    """The day's files in the folder, by their paths."""
    files = render_report(day)
    with own_folder(folder, "Name another.") as own:
        own.save(files, former_sheets(folder, day.practice))
    return [folder / name for name in files]


def names_in(folder: Path) -> Iterable[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_day_is_a_spreadsheet_a_sheet_for_each_therapist_and_a_map(tmp_path: Path) -> None:
    paths = save_report(DAY, tmp_path / "out")
    names = [path.relative_to(tmp_path / "out").as_posix() for path in paths]
    assert names == ["itinerary.csv", "sheets/ana.txt", "sheets/ben.txt", "map.html"]
    assert sorted(p for p in (tmp_path / "out").rglob("*") if p.is_file()) == sorted(paths)


def test_files_are_for_their_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        paths = save_report(DAY, tmp_path / "out")
    finally:
        os.umask(before)
    assert {mode(path) for path in paths} == {0o600}
    assert {mode(tmp_path / "out"), mode(tmp_path / "out" / "sheets")} == {0o700}


def test_saving_a_day_again_replaces_it_byte_for_byte(tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in save_report(DAY, tmp_path)}
    assert {path: path.read_bytes() for path in save_report(DAY, tmp_path)} == first


def test_someone_on_shift_without_visits_gets_a_sheet_that_says_so(tmp_path: Path) -> None:
    idle = replace(DAY, depots={**DAY.depots, "cleo": DAY.depots["ana"]})
    save_report(idle, tmp_path)
    assert "No visits today." in (tmp_path / "sheets" / "cleo.txt").read_text("utf-8")


@pytest.mark.parametrize("text", [*HOSTILE, "../../etc/passwd", "/", "..", "CON", "a" * 300])
def test_a_hostile_id_stays_inside_the_folder(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "deep" / "out"
    paths = save_report(hostile_day(text), folder)
    assert {path.parent for path in paths} == {folder, folder / "sheets"}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]
    assert len(set(paths)) == 4


def test_ids_that_differ_only_in_capitals_or_signs_keep_files_of_their_own() -> None:
    names = [file_name(text).casefold() for text in ("ana", "Ana", "ana/", "/ana", "", " ", "ána")]
    assert len(set(names)) == len(names)


def test_a_write_that_fails_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    target = save_whole(tmp_path / "plan.json", "old")
    blocked = tmp_path / "folder"
    (blocked / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        save_whole(blocked, "new")
    with pytest.raises(OSError, match="missing"):
        save_whole(tmp_path / "missing" / "plan.json", "new")
    assert target.read_text("utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "plan.json"]


def test_the_line_ends_of_a_text_are_kept(tmp_path: Path) -> None:
    assert save_whole(tmp_path / "a.csv", "a\r\nb\n").read_bytes() == b"a\r\nb\n"


def test_another_days_sheets_go_also_those_of_people_who_have_left_the_practice(tmp_path: Path) -> None:
    save_report(DAY, tmp_path)
    (tmp_path / "problem.json").write_text('{"therapists": [{"id": "zed"}, {"id": "../../ana"}, {}, 7]}', "utf-8")
    for name in ("zed.txt", "mine.txt"):
        (tmp_path / "sheets" / name).write_text("", "utf-8")
    only_ana = replace(DAY, depots={"ana": DAY.depots["ana"]}, plan=replace(DAY.plan, routes=DAY.plan.routes[:1]))
    save_report(only_ana, tmp_path)
    assert names_in(tmp_path / "sheets") == ["ana.txt", "mine.txt"]


@pytest.mark.parametrize("text", ["", "[]", "7", '{"therapists": 7}', '{"therapists": ["ana"]}', "[" * 100_000, "\xff"])
def test_an_old_problem_that_cannot_be_read_names_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "problem.json").write_bytes(text.encode("latin-1"))
    assert former_sheets(tmp_path, replace(DAY.practice, practitioners=())) == frozenset()
    assert former_sheets(tmp_path, DAY.practice) == {sheet_of("ana"), sheet_of("ben")}
