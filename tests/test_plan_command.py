"""The main job as its user runs it: one process, real files, no network."""

import csv
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NO_NETWORK = """
import socket, sys
def refuse(*_args, **_more):
    raise RuntimeError("this run may not touch the network")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from mobiledispatch.cli import main
sys.exit(main())
"""


def mobiledispatch(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process whose sockets refuse to connect, as a machine without a network does."""
    return subprocess.run(
        [sys.executable, "-c", NO_NETWORK, *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "100", "MOBILEDISPATCH_PRACTICE": str(ROOT / "data" / "practice.toml")},
    )


def plan(requests: Path, cwd: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return mobiledispatch("plan", str(requests), "--date", "2026-11-23", "--out", "out", *more, cwd=cwd)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    done = plan(ROOT / "data" / "requests.csv", folder)
    assert done.returncode == 3, done.stderr
    (folder / "stdout.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def test_the_guard_against_the_network_guards(tmp_path: Path) -> None:
    code = NO_NETWORK.replace("from mobiledispatch", "socket.create_connection(('127.0.0.1', 9))\nfrom mobiledispatch")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "may not touch the network" in done.stderr
    assert socket.create_connection is not None


def test_the_sample_day_is_planned_with_no_network(sample: Path) -> None:
    data = json.loads((sample / "out" / "plan.json").read_text(encoding="utf-8"))
    assert sum(len(route["stops"]) for route in data["routes"]) == 12
    assert [u["visit"] for u in data["unassigned"]] == ["v13"]
    assert [x["visit"] for x in data["lost"]] == ["v12"]
    assert [(h["visit"], h["reason"]) for h in data["held"]] == [("v14", "medical")]
    assert data["proof"]["status"] == "optimal"
    assert all(stop["place"]["quality"] for route in data["routes"] for stop in route["stops"])


def test_every_file_is_there_and_private(sample: Path) -> None:
    names = ["itinerary.csv", "map.html", "plan.json", "problem.json", "sheets"]
    assert sorted(p.name for p in (sample / "out").iterdir()) == names
    assert sorted(p.name for p in (sample / "out" / "sheets").iterdir()) == ["ana.txt", "ben.txt", "chloe.txt"]
    modes = {p.stat().st_mode & 0o777 for p in (sample / "out").rglob("*") if p.is_file()}
    assert modes == {0o600}


def test_the_written_plan_passes_the_verifier(sample: Path) -> None:
    done = mobiledispatch("verify", "out/plan.json", cwd=sample)
    assert (done.returncode, done.stdout) == (0, "Every rule is kept.\n")


def test_plan_and_map_hold_no_client_text(sample: Path) -> None:
    rows = list(csv.DictReader((ROOT / "data" / "requests.csv").read_text(encoding="utf-8").splitlines()))
    private = {row[column] for row in rows for column in ("client", "phone", "address", "postal_code", "notes")}
    private |= {"Moonbeam", "blood thinners"}
    for name in ("plan.json", "problem.json", "map.html"):
        text = (sample / "out" / name).read_text(encoding="utf-8")
        assert not {word for word in private if word and word in text}, name


def test_the_same_input_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    plan(ROOT / "data" / "requests.csv", tmp_path)
    for name in ("plan.json", "itinerary.csv", "map.html", "problem.json"):
        assert (tmp_path / "out" / name).read_bytes() == (sample / "out" / name).read_bytes(), name


def test_json_on_stdout_is_the_plan_and_nothing_else(sample: Path, tmp_path: Path) -> None:
    done = plan(ROOT / "data" / "requests.csv", tmp_path, "--json")
    assert done.stdout == (sample / "out" / "plan.json").read_text(encoding="utf-8")


def test_ten_faults_are_ten_complaints_and_nothing_is_written(tmp_path: Path) -> None:
    done = plan(ROOT / "examples" / "faults.csv", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 10
    assert list(tmp_path.iterdir()) == []


def test_one_good_row_is_planned_beside_one_that_nobody_can_find(tmp_path: Path) -> None:
    done = plan(ROOT / "examples" / "one_lost.csv", tmp_path)
    assert done.returncode == 3
    data = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert len(data["routes"]) == len(data["routes"][0]["stops"]) == len(data["lost"]) == 1


def test_hostile_names_do_nothing_in_any_file(tmp_path: Path) -> None:
    done = plan(ROOT / "examples" / "inert_names.csv", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "alert(1)" not in (tmp_path / "out" / "map.html").read_text(encoding="utf-8")
    rows = list(csv.reader((tmp_path / "out" / "itinerary.csv").read_text(encoding="utf-8").splitlines()))
    assert "'=cmd|' /C calc'!A0" in {cell for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plan", "nowhere.csv"], "nowhere.csv"),
        (["plan", str(ROOT / "data" / "requests.csv"), "--date", "someday"], "2026-11-23"),
        (["plan", str(ROOT / "data" / "requests.csv"), "--practice", "nowhere.toml"], "nowhere.toml"),
        (["solve", "nowhere.json"], "nowhere.json"),
        (["verify", "nowhere.json"], "nowhere.json"),
        (["travel", "nowhere.csv"], "nowhere.csv"),
        (["geocode", "nowhere.csv"], "nowhere.csv"),
        (["check", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_is_not_there_is_named_with_exit_2(words: list[str], told: str, tmp_path: Path) -> None:
    done = mobiledispatch(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands where the folder should be")
    done = plan(ROOT / "examples" / "one_lost.csv", tmp_path)
    assert done.returncode == 2
    assert "--out" in done.stderr


def test_a_day_with_nobody_on_shift_says_so(tmp_path: Path) -> None:
    sunday = mobiledispatch(
        "plan", str(ROOT / "examples" / "one_lost.csv"), "--date", "2026-11-22", "--out", "out", cwd=tmp_path
    )
    assert sunday.returncode in (0, 3)
    assert "Traceback" not in sunday.stderr
