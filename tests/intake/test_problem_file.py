"""A problem.json that cannot be right is refused when it is read, with every fault of the file and whose it is."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mobiledispatch.errors import BadInput
from mobiledispatch.intake.plan_file import read_plan
from mobiledispatch.intake.practice_file import read_practice
from mobiledispatch.intake.problem_file import read_problem
from mobiledispatch.travel.places_file import read_places

Data = dict[str, Any]
GOOD: Data = {
    "schema": "mobiledispatch.problem/1",
    "travel_seconds": [[0, 600, 600], [600, 0, 0], [600, 0, 0]],
    "therapists": [
        {"id": "ana", "start": 0, "end": 0, "shift": [28800, 61200]},
        {"id": "ben", "start": 0, "end": 0, "shift": [28800, 61200]},
    ],
    "visits": [
        {
            "id": f"v{k}",
            "place": 1 + k % 2,
            "service_seconds": 3600,
            "start_windows": [[30000, 50000]],
            "therapists": ["ana", "ben"],
            "unassigned_cost": 1000,
        }
        for k in range(4)
    ],
}


def complaints(tmp_path: Path, data: Data) -> tuple[str, ...]:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(data))
    with pytest.raises(BadInput) as news:
        read_problem(path)
    return news.value.complaints


def visit(data: Data, **values: Any) -> None:
    data["visits"][2].update(values)


Spoil = Callable[[Data], object]
FAULTS: dict[str, tuple[Spoil, str]] = {
    "an empty group": (lambda d: d.update(together=[[]]), "together[0]: names nobody"),
    "a group of one": (lambda d: d.update(together=[["v2"]]), "only visit 'v2'"),
    "twice in a group": (lambda d: d.update(together=[["v2", "v2"]]), "visit 'v2' stands there 2 times"),
    "in two groups": (lambda d: d.update(together=[["v1", "v2"], ["v2", "v3"]]), "visit 'v2' is in together[0]"),
    "in two households": (lambda d: d.update(households=[["v0", "v2"], ["v2", "v1"]]), "'v2' is in households[0]"),
    "a way to oneself that peaks make longer": (
        lambda d: (
            d.update(households=[["v1", "v3"]], speed_profile=[[0, 100], [30000, 70]]),
            d["travel_seconds"][2].__setitem__(2, 9),
        ),
        "Make it 0",
    ),
    "a stranger in a group": (lambda d: d.update(households=[["v1", "zed"]]), "'zed' is not among the visits"),
    "a household at two doors": (
        lambda d: (d.update(households=[["v1", "v2"]]), d.update(travel_seconds=[[0, 9, 9], [9, 0, 9], [9, 9, 0]])),
        "visits 'v1' and 'v2' are at two places",
    ),
    "a stranger with a heater": (
        lambda d: d.update(shared_equipment=[{"name": "heater", "visits": ["zed"]}]),
        "'zed' is not among the visits",
    ),
    "an unknown therapist": (lambda d: visit(d, therapists=["zed"]), "visit 'v2': therapists: 'zed'"),
    "an unknown preference": (lambda d: visit(d, preference_cost={"zed": 9}), "visit 'v2': preference_cost: 'zed'"),
    "an unknown skill": (lambda d: visit(d, could_serve=["zed"]), "visit 'v2': could_serve: 'zed'"),
    "an unknown pin": (lambda d: visit(d, pinned_therapist="zed"), "visit 'v2': pinned_therapist: 'zed'"),
    "a pin outside": (lambda d: visit(d, pinned_start=60000), "visit 'v2': pinned_start"),
    "a promise outside": (lambda d: visit(d, promise=[3600, 7200]), "visit 'v2': promise 3600"),
    "a window that closes before it opens": (lambda d: visit(d, start_windows=[[9, 8]]), "visit 'v2': start_windows"),
    "no room for the massage": (lambda d: visit(d, setup_seconds=4000), "visit 'v2': set-up and tear-down"),
    "off the table": (lambda d: visit(d, place=3), "visit 'v2': place: 3"),
    "an id twice": (lambda d: visit(d, id="v1"), "visit 'v1': the id stands there 2 times"),
    "a therapist twice": (lambda d: d["therapists"][1].update(id="ana"), "therapist 'ana': the id stands there 2"),
    "a row too short": (lambda d: d["travel_seconds"][1].pop(), "travel_seconds[1]: the row has 2 cells of 3"),
    "a long break": (
        lambda d: d["therapists"][0].update(breaks=[{"start_window": [30000, 40000], "seconds": 40000}]),
        "therapist 'ana': a break of 40000 s is longer than the shift",
    ),
    "set aside and a visit": (lambda d: d.update(set_aside={"held": ["v2"]}), "set_aside: 'v2' is a visit as well"),
    "a large integer": (lambda d: visit(d, unassigned_cost=2**53 + 1), "visits[v2].unassigned_cost: 9007199254740993"),
    "an endless integer": (lambda d: d.update(x=float("inf")), "x: Infinity is no number"),
    "a negative time": (lambda d: visit(d, service_seconds=-1), "visits[v2].service_seconds"),
    "a slot of nothing": (lambda d: d.update(slot_seconds=0), "slot_seconds"),
    "a profile that begins late": (lambda d: d.update(speed_profile=[[60, 100]]), "speed_profile: does not start at 0"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_problem_with_this_fault_is_refused_by_name(tmp_path: Path, name: str) -> None:
    spoil, said = FAULTS[name]
    data = copy.deepcopy(GOOD)
    spoil(data)
    assert any(said in complaint for complaint in complaints(tmp_path, data)), complaints(tmp_path, data)


def test_a_problem_in_order_is_read(tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps({**GOOD, "households": [["v1", "v2"]], "a_new_key": {}}))
    assert len(read_problem(tmp_path / "problem.json").visits) == 4


def test_all_faults_are_told_in_one_run(tmp_path: Path) -> None:
    data = copy.deepcopy(GOOD)
    data["visits"][0]["service_seconds"] = "long"
    data["visits"][1]["therapists"] = ["zed"]
    data["together"] = [["v0", "v2"], []]
    data["x"] = 2**60
    told = "\n".join(complaints(tmp_path, data))
    for said in ("visits[v0].service_seconds", "'zed'", "together[1]: names nobody", "x: 1152921504606846976"):
        assert said in told
    assert "'v0' is not among" not in told


@pytest.mark.parametrize("text", ["[" * 100_000, '{"x":' * 300 + "1" + "}" * 300, '{"x": ' + "9" * 5000 + "}"])
@pytest.mark.parametrize("read", [read_problem, read_plan])
def test_nesting_and_numbers_beyond_reason_are_refused(
    tmp_path: Path, text: str, read: Callable[[Path], object]
) -> None:
    (tmp_path / "file.json").write_text(text)
    with pytest.raises(BadInput):
        read(tmp_path / "file.json")


def test_a_number_of_thousands_of_digits_in_practice_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "practice.toml").write_text("x = " + "9" * 5000)
    with pytest.raises(BadInput, match="5000 digits"):
        read_practice(tmp_path / "practice.toml")


def test_a_places_file_may_be_called_as_our_own_sentences_are_written(tmp_path: Path) -> None:
    path = tmp_path / "places, line x.csv"
    path.write_text("id,lat,lon\na,x,1\nb,1,y\n")
    with pytest.raises(BadInput) as news:
        read_places(path)
    assert [said.split(", column")[0] for said in news.value.complaints] == [f"{path.name}, line {n}" for n in (2, 3)]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ([[40_000, 45_000], [36_000, 42_000]], [(36_000, 45_000)]),
        ([[36_000, 40_000], [37_000, 38_000]], [(36_000, 40_000)]),
        ([[36_000, 39_999], [40_000, 45_000]], [(36_000, 45_000)]),
        ([[40_001, 45_000], [36_000, 39_999]], [(36_000, 39_999), (40_001, 45_000)]),
    ],
)
def test_start_windows_that_touch_are_one(tmp_path: Path, given: list[list[int]], read: list[tuple[int, int]]) -> None:
    data = copy.deepcopy(GOOD)
    data["visits"][0]["start_windows"] = given
    (tmp_path / "problem.json").write_text(json.dumps(data), encoding="utf-8")
    problem = read_problem(tmp_path / "problem.json")
    assert [(w.opens, w.closes) for w in problem.visits[0].start_windows] == read
